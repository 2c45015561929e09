package org.scewarehouse.etl.source.answers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.RawZone;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A part of raw that is being written: records as lines of JSON. */
public final class RawLines {

    /** Attribute of a part: what its records are. */
    public static final String OF = "of";

    private static final String NOT_KEPT = "cannot keep an answer; free space and run again";
    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectWriter COPIES =
            JSON.writer().withRootValueSeparator("\n").without(StreamWriteFeature.AUTO_CLOSE_TARGET);

    private final RawZone.Part part;
    private final Map<String, String> attributes = new TreeMap<>();
    private @Nullable JsonGenerator copied;
    private long records;

    private RawLines(RawZone.Part part) {
        this.part = part;
    }

    /**
     * Writes a part unless it is there. If writing fails nothing of it stays.
     *
     * @param request name of the part within its endpoint
     * @param of what its records are
     */
    public static void write(RawZone.Writer raw, String request, String of, Consumer<RawLines> writing) {
        if (raw.has(request)) {
            return;
        }
        try (RawZone.Part part = raw.part(request, "jsonl")) {
            RawLines lines = new RawLines(part);
            lines.attribute(OF, of);
            writing.accept(lines);
            lines.endCopies();
            part.commit(lines.records, lines.attributes);
        }
    }

    /** Adds a record. */
    public void add(ObjectNode record) {
        add(JSON.writeValueAsBytes(record));
    }

    /** Copies the record at whose begin the parser stands, with these fields; a part is copied as a whole. */
    public void copy(JsonParser record, FieldList kept) {
        JsonGenerator lines = copied;
        if (lines == null) {
            lines = COPIES.createGenerator(part.output());
            copied = lines;
        }
        try {
            kept.copy(record, lines);
        } catch (JacksonIOException e) { // an answer that breaks off is told of in another way
            throw new UncheckedIOException(NOT_KEPT, new IOException(e));
        }
        records++;
    }

    private void endCopies() {
        try {
            if (copied != null) {
                copied.writeRaw('\n');
                copied.close();
            }
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(NOT_KEPT, new IOException(e));
        }
    }

    /** Adds a record as it is written, without the end of the line. */
    public void add(byte[] line) {
        try {
            part.output().write(line);
            part.output().write('\n');
            records++;
        } catch (IOException e) {
            throw new UncheckedIOException(NOT_KEPT, e);
        }
    }

    /** Adds a day's lines. */
    void add(DaySpool spool, LocalDate day) {
        try {
            records += spool.copy(day, part.output());
        } catch (IOException e) {
            throw new UncheckedIOException(NOT_KEPT, e);
        }
    }

    /** States something of the part as a whole. */
    public void attribute(String name, String value) {
        attributes.put(name, value);
    }

    /** Keeps what the system warned of. */
    public void warn(String text) {
        part.warn(text);
    }

    /** Counts records left out on purpose; none is no count. */
    public void dropped(String reason, long count) {
        if (count > 0) {
            part.dropped(reason, count);
        }
    }
}

package org.scewarehouse.etl.source.answers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.scewarehouse.etl.lake.RawZone;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A part of raw that is being written: records as lines of JSON. */
public final class RawLines {

    /** Attribute of a part: what its records are. */
    public static final String OF = "of";

    private static final JsonMapper JSON = new JsonMapper();

    private final RawZone.Part part;
    private final Map<String, String> attributes = new TreeMap<>();
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
            part.commit(lines.records, lines.attributes);
        }
    }

    /** Adds a record. */
    public void add(ObjectNode record) {
        add(JSON.writeValueAsBytes(record));
    }

    /** Adds a record as it is written, without the end of the line. */
    public void add(byte[] line) {
        try {
            part.output().write(line);
            part.output().write('\n');
            records++;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an answer; free space and run again", e);
        }
    }

    /** Adds a day's lines. */
    void add(DaySpool spool, LocalDate day) {
        try {
            records += spool.copy(day, part.output());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an answer; free space and run again", e);
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

package org.scewarehouse.etl.source.connect;

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
final class RawLines {

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
    static void write(RawZone.Writer raw, String request, String of, Consumer<RawLines> writing) {
        if (raw.has(request)) {
            return;
        }
        try (RawZone.Part part = raw.part(request, "jsonl")) {
            RawLines lines = new RawLines(part);
            lines.attribute(ConnectEndpoints.OF, of);
            writing.accept(lines);
            part.commit(lines.records, lines.attributes);
        }
    }

    void add(ObjectNode record) {
        add(JSON.writeValueAsBytes(record));
    }

    void add(byte[] line) {
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

    void attribute(String name, String value) {
        attributes.put(name, value);
    }

    void warn(String text) {
        part.warn(text);
    }

    void dropped(String reason, long count) {
        if (count > 0) {
            part.dropped(reason, count);
        }
    }
}

package org.scewarehouse.etl.source.gitlab;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.lake.ExternalSort;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.answers.RecordLines;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Brings the lines of a day together by project, in bounded memory. */
final class ProjectLines implements Closeable {

    private final ExternalSort sort;
    private ExternalSort.@Nullable Cursor cursor;
    private boolean hasNext;

    /** What a line says of its project; lines of a project come in this order. */
    enum Kind {
        /** Its name, as it is known when the day is asked for. */
        NAME,
        /** Its entry in the day's listing. */
        LISTING,
        /** Its languages. */
        LANGUAGES,
        /** Who has access. */
        MEMBERS,
        /** Its lock files. */
        LOCK_FILES,
        /** A commit; one that was listed twice comes twice, one after the other. */
        COMMIT,
        /** A pipeline, its jobs right after it. */
        PIPELINE
    }

    /** A line of a project. */
    record Line(Kind kind, byte[] json) {

        <T> T as(Class<T> type) {
            try {
                return RecordLines.MAPPER.readValue(json, type);
            } catch (JacksonException e) {
                throw RecordLines.notDocumented(type, e);
            }
        }
    }

    ProjectLines(Path tempFolder, long memoryBytes) {
        this.sort = new ExternalSort(tempFolder, memoryBytes);
    }

    /** Adds the lines of a part. */
    void add(RawZone.PartFile part, Kind kind) {
        String number = kind == Kind.NAME || kind == Kind.LISTING ? "id" : "project_id";
        RecordLines.each(part, ObjectNode.class, line -> {
            long id = line.path(number).asLong(-1);
            if (id < 0) {
                throw new SourceChanged("expected the number of a project in " + number + ", got none");
            }
            byte[] order = order(kind, line).getBytes(StandardCharsets.UTF_8);
            byte[] key = ByteBuffer.allocate(Long.BYTES + 1 + order.length)
                    .putLong(id)
                    .put((byte) kind.ordinal())
                    .put(order)
                    .array();
            sort.add(key, RecordLines.MAPPER.writeValueAsBytes(line));
        });
    }

    private static String order(Kind kind, ObjectNode line) {
        return switch (kind) {
            case COMMIT -> line.path("id").asString("");
            case PIPELINE -> {
                String job = line.path("job").path("id").asString("");
                String pipeline = line.path("pipeline")
                        .path("id")
                        .asString(line.path("job").path("pipeline").path("id").asString(""));
                yield pipeline + ' ' + (char) ('A' + job.length()) + job; // numbers: the shorter is the smaller one
            }
            default -> "";
        };
    }

    /** Number of the project whose lines come next; greater than any where there is none. */
    long nextId() {
        return advanceTo() ? ByteBuffer.wrap(current().key()).getLong() : Long.MAX_VALUE;
    }

    /** The lines of that project, taken away; none where they do not come next. */
    List<Line> take(long id) {
        List<Line> lines = new ArrayList<>();
        while (nextId() == id) {
            byte[] key = current().key();
            lines.add(new Line(Kind.values()[key[Long.BYTES]], current().value()));
            hasNext = current().next();
        }
        return lines;
    }

    private boolean advanceTo() {
        if (cursor == null) {
            cursor = sort.sorted();
            hasNext = cursor.next();
        }
        return hasNext;
    }

    private ExternalSort.Cursor current() {
        if (cursor == null) {
            throw new IllegalStateException("nothing is sorted yet");
        }
        return cursor;
    }

    @Override
    public void close() {
        sort.close();
    }
}

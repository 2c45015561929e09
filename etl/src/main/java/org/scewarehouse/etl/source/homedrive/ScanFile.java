package org.scewarehouse.etl.source.homedrive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.csv.CsvRecords;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import tools.jackson.databind.json.JsonMapper;

/** One scan on its way to raw: all of it or nothing, less the columns that nobody asked for. */
final class ScanFile {

    /** More would not fit into memory when the day is built. */
    private static final int LINES_MAX = 2_000_000;

    private static final int PROGRESS_LINES = 4096;
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final ObjectStore store;
    private final String key;

    ScanFile(String name, ObjectStore store, String key) {
        this.name = name;
        this.store = store;
        this.key = key;
    }

    void keep(RawZone.Writer raw, Progress progress) {
        try (Ended input = new Ended(store.open(key));
                RawZone.Part part = raw.part(key, "jsonl")) {
            part.commit(copy(input, part.output(), progress), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private long copy(Ended input, OutputStream output, Progress progress) throws IOException {
        CsvRecords csv = new CsvRecords(new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder()), ',');
        try {
            List<String> header = csv.next();
            List<Integer> places = places(input, header == null ? List.of() : header);
            int region = header == null ? -1 : stripped(header).indexOf(ScanLine.REGION);
            long lines = 0;
            for (List<String> fields = csv.next(); fields != null; fields = csv.next()) {
                if (fields.size() != (header == null ? 0 : header.size())) {
                    throw unlike(input, csv.line(), "expected as many fields as the header has, got " + fields.size());
                }
                ScanLine line = new ScanLine(
                        csv.line(),
                        fields.get(places.get(0)),
                        fields.get(places.get(1)),
                        fields.get(places.get(2)),
                        fields.get(places.get(3)),
                        fields.get(places.get(4)),
                        region < 0 ? "" : fields.get(region));
                output.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
                if (++lines > LINES_MAX) {
                    throw unlike(input, csv.line(), "expected at most " + LINES_MAX + " drives, got more");
                }
                if (lines % PROGRESS_LINES == 0) {
                    progress.advance("drives", lines, -1);
                }
            }
            if (!input.isLineEnded()) {
                throw cut();
            }
            return lines;
        } catch (CsvRecords.Malformed e) {
            input.transferTo(OutputStream.nullOutputStream()); // whether the file is whole its end tells
            if (!input.isLineEnded()) {
                throw cut();
            }
            throw new SourceChanged(name + ", " + e.getMessage() + "; have the scan written again", e);
        }
    }

    /** Where each of our columns stands. */
    private List<Integer> places(Ended input, List<String> header) throws IOException {
        List<String> columns = stripped(header);
        List<Integer> places = ScanLine.COLUMNS.stream().map(columns::indexOf).toList();
        long given = columns.stream().filter(ScanLine.COLUMNS::contains).count();
        if (places.contains(-1) || given != ScanLine.COLUMNS.size()) {
            throw unlike(
                    input,
                    1,
                    "expected a header with each of " + String.join(",", ScanLine.COLUMNS) + " once, got " + given
                            + " of them among " + columns.size() + " columns");
        }
        return places;
    }

    private static List<String> stripped(List<String> header) {
        return header.stream().map(String::strip).toList();
    }

    /** A line that is not like the others; at the end of a file that is still being written there is one, too. */
    private RuntimeException unlike(Ended input, long line, String what) throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
        return input.isLineEnded()
                ? new SourceChanged(name + ", line " + line + ": " + what + "; have the scan written again")
                : cut();
    }

    private SourceUnavailable cut() {
        return new SourceUnavailable(name + ": expected the end of a line at the end of the file, got none: it is cut"
                + " short, or still being written; run again when the scan is done");
    }

    /** Remembers whether the last byte that was read ends a line; of an empty file none does. */
    private static final class Ended extends FilterInputStream {

        private int last;

        Ended(InputStream input) {
            super(input);
        }

        boolean isLineEnded() {
            return last == '\n' || last == '\r';
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            last = next < 0 ? last : next;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            last = count > 0 ? target[offset + count - 1] : last;
            return count;
        }
    }
}

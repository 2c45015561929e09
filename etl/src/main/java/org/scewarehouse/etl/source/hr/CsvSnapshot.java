package org.scewarehouse.etl.source.hr;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;

/** One CSV file on its way to raw: all of it or nothing, less the columns that nobody asked for. */
final class CsvSnapshot {

    /** Every file must have these; what stands in them may be empty but for the first. */
    private static final List<HrColumn> REQUIRED =
            List.of(HrColumn.EMPLOYEE_ID, HrColumn.LOGIN, HrColumn.EMAIL, HrColumn.STATUS);

    private static final int PROGRESS_RECORDS = 1024;

    private final ObjectStore store;
    private final CsvSettings settings;
    private final HrParseSettings parse;

    CsvSnapshot(ObjectStore store, CsvSettings settings, HrParseSettings parse) {
        this.store = store;
        this.settings = settings;
        this.parse = parse;
    }

    /**
     * Keeps the file as one part.
     *
     * @param announced SHA-256 that it must have; null = not known
     */
    void keep(Day day, String key, @Nullable String announced, RawZone.Writer raw, Progress progress) {
        String name = HrSource.NAME + " " + day + ", " + settings.location() + "/" + key;
        MessageDigest digest = sha256();
        try (InputStream input = new DigestInputStream(store.open(key), digest);
                RawZone.Part part = raw.part(key, "jsonl")) {
            SourceChanged fault = null;
            long records = 0;
            Set<String> leftOut = new HashSet<>();
            try {
                CsvRecords csv = new CsvRecords(new StrictText(input, settings.charset()), settings.delimiter());
                records = copy(name, csv, part.output(), leftOut, progress);
            } catch (SourceChanged e) {
                fault = e;
            }
            input.transferTo(OutputStream.nullOutputStream());
            requireWhole(name, announced, HexFormat.of().formatHex(digest.digest()));
            if (fault != null) {
                throw fault; // only now: of a file that is cut short the check sum says more
            }
            part.commit(records, Map.of("columns_left_out", Integer.toString(leftOut.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static void requireWhole(String name, @Nullable String announced, String got) {
        if (announced != null && !announced.equals(got)) {
            throw new SourceUnavailable(name + ": expected the SHA-256 of its .sha256 file, " + announced + ", got "
                    + got + ": it is cut short or another file; run again when HR has delivered it anew");
        }
    }

    private long copy(String name, CsvRecords csv, OutputStream output, Set<String> leftOut, Progress progress)
            throws IOException {
        try {
            List<String> header = csv.next();
            if (header == null) {
                throw new SourceChanged(name + ": expected a header and people, got an empty file");
            }
            List<@Nullable String> kept = keptColumns(name, csv.line(), header, leftOut);
            long records = 0;
            for (List<String> record = csv.next(); record != null; record = csv.next()) {
                requireShape(name, csv.line(), header, record);
                output.write(PersonLine.write(person(kept, record)));
                if (++records % PROGRESS_RECORDS == 0) {
                    progress.advance("people", records, -1);
                }
            }
            return records;
        } catch (CsvRecords.Malformed e) {
            throw new SourceChanged(
                    name + ", " + e.getMessage() + "; check " + HrSource.PROPERTY + ".charset (" + settings.charset()
                            + ") and .delimiter, or have the file delivered again",
                    e);
        }
    }

    /** For each column of the file its name, or null where it is left out. */
    private List<@Nullable String> keptColumns(String name, long line, List<String> header, Set<String> leftOut) {
        Set<String> wanted = parse.kept();
        Set<String> seen = new HashSet<>();
        List<@Nullable String> kept = new ArrayList<>();
        for (String column : header) {
            String plain = column.strip();
            if (!plain.isEmpty() && !seen.add(plain)) {
                throw new SourceChanged(name + ", line " + line + ": expected each column once, got " + plain
                        + " twice; have the file delivered again");
            }
            boolean isKept = wanted.contains(plain);
            kept.add(isKept ? plain : null);
            if (!isKept) {
                leftOut.add(plain);
            }
        }
        List<String> missing = new ArrayList<>();
        for (HrColumn column : REQUIRED) {
            require(seen, List.of(column), missing);
        }
        require(seen, List.of(HrColumn.DEPARTMENT_CODE, HrColumn.DEPARTMENT_NAME), missing);
        if (!missing.isEmpty()) {
            throw new SourceChanged(name + ", line " + line + ": expected a header with " + String.join(", ", missing)
                    + ", got " + header.size() + " other columns; check " + HrSource.PROPERTY + ".delimiter, and "
                    + HrSource.PROPERTY + ".columns where the file names them otherwise");
        }
        return kept;
    }

    private void require(Set<String> seen, List<HrColumn> anyOf, List<String> missing) {
        List<String> names = anyOf.stream()
                .map(column -> parse.fields().getOrDefault(column, column.columnName()))
                .toList();
        if (names.stream().noneMatch(seen::contains)) {
            missing.add(String.join(" or ", names));
        }
    }

    private static void requireShape(String name, long line, List<String> header, List<String> record) {
        if (record.size() != header.size()) {
            throw new SourceChanged(name + ", line " + line + ": expected " + header.size() + " fields, got "
                    + record.size() + "; the file may be cut short, or a delimiter within a field is not quoted");
        }
        if (record.equals(header)) {
            throw new SourceChanged(name + ", line " + line
                    + ": expected a person, got the header again; have the file delivered again");
        }
    }

    private static Map<String, String> person(List<@Nullable String> kept, List<String> record) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < kept.size(); i++) {
            String column = kept.get(i);
            if (column != null && !record.get(i).isEmpty()) {
                fields.put(column, record.get(i));
            }
        }
        return fields;
    }
}

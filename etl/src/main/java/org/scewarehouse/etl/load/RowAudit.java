package org.scewarehouse.etl.load;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.KeyText;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.Measures;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.annotation.Table;

/**
 * Checks the rows of one table while they pass to the server: strictly ascending by key, so that none is there twice;
 * every key that names a member names one of this source-day; facts are of this source; and in the end as many rows,
 * and the same sums, as the manifest says. The first breach is a {@link DataRejected}, which ends the transaction.
 */
final class RowAudit {

    private final TableSpec<?> table;
    private final String name;
    private final byte[] source;
    private final int sourceColumn;
    private final int[] keyColumns;
    private final int[] referenceColumns;
    private final LongMap[] members;
    private final Measures measures;
    private final long[] lastBits;
    private final byte[] @Nullable [] lastTexts;
    private long rows;

    RowAudit(TableSpec<?> table, String source, LocalDate day, Row row, Members members) {
        List<ColumnSpec> columns = row.columns();
        this.table = table;
        this.name = LedgerRows.name(source, day) + ", " + table.name();
        this.source = source.getBytes(StandardCharsets.UTF_8);
        this.sourceColumn = table.kind() == Table.Kind.FACT ? row.position("source") : -1;
        // The day is the same in every row, and in no curated file.
        this.keyColumns = table.key().stream()
                .filter(column -> !(table.isPartitionedByDay() && column.equals("day")))
                .mapToInt(row::position)
                .toArray();
        this.referenceColumns = IntStream.range(0, columns.size())
                .filter(i -> isAudited(columns.get(i)))
                .toArray();
        this.members = Arrays.stream(referenceColumns)
                .mapToObj(i -> members.of(columns.get(i).references()))
                .toArray(LongMap[]::new);
        this.measures = new Measures(columns);
        this.lastBits = new long[keyColumns.length];
        this.lastTexts = new byte[keyColumns.length][];
    }

    /** What the loader resolves is right by construction; days are checked by the partition they go to. */
    private static boolean isAudited(ColumnSpec column) {
        return !column.references().isEmpty() && !column.isResolvedByLoader() && column.type() == ColumnType.BIGINT;
    }

    /** Takes the next row. */
    void check(Row row) {
        if (rows > 0 && compareWithLast(row) <= 0) {
            throw rejected(
                    row,
                    "a key greater than that of the row before",
                    "the same or a smaller one",
                    "build the day again; if it comes back, the transform makes one grain twice");
        }
        remember(row);
        for (int i = 0; i < referenceColumns.length; i++) {
            int column = referenceColumns[i];
            if (!row.isNull(column) && !members[i].contains(row.bits(column))) {
                ColumnSpec spec = row.columns().get(column);
                throw rejected(
                        row,
                        spec.name() + " of a member in the day's " + spec.references(),
                        Long.toString(row.bits(column)),
                        "the transform has to add the member to the day's slice");
            }
        }
        if (sourceColumn >= 0 && !Arrays.equals(row.text(sourceColumn), source)) {
            throw rejected(
                    row,
                    "source " + new String(source, StandardCharsets.UTF_8),
                    new String(row.text(sourceColumn), StandardCharsets.UTF_8),
                    "the transform has to name its own source");
        }
        measures.add(row);
        rows++;
    }

    /** Compares what has passed with what the manifest says was written. */
    void compare(Manifest.TableFacts facts) {
        List<String> faults = new ArrayList<>();
        if (rows != facts.rows()) {
            faults.add("expected " + facts.rows() + " rows, got " + rows);
        }
        measures.facts().forEach((column, passed) -> {
            Manifest.MeasureFacts written = facts.measures().get(column);
            if (!passed.equals(written)) {
                faults.add(column + ": expected " + written + ", got " + passed);
            }
        });
        if (!faults.isEmpty()) {
            throw new DataRejected(name + ": the file is not what its manifest says: " + String.join("; ", faults)
                    + "; build the day again from raw");
        }
    }

    private int compareWithLast(Row row) {
        for (int i = 0; i < keyColumns.length; i++) {
            int column = keyColumns[i];
            byte[] lastText = lastTexts[i];
            int order = lastText == null
                    ? Long.compare(row.bits(column), lastBits[i])
                    : Arrays.compareUnsigned(row.text(column), lastText);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private void remember(Row row) {
        for (int i = 0; i < keyColumns.length; i++) {
            int column = keyColumns[i];
            if (row.columns().get(column).type() == ColumnType.TEXT) {
                lastTexts[i] = row.text(column);
            } else {
                lastBits[i] = row.bits(column);
            }
        }
    }

    private DataRejected rejected(Row row, String expected, String got, String remedy) {
        return new DataRejected(name + ", " + KeyText.of(table, row) + " (grain: " + table.grain() + "): expected "
                + expected + ", got " + got + "; " + remedy);
    }
}

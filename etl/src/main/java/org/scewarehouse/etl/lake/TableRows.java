package org.scewarehouse.etl.lake;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.RowCodec;
import org.scewarehouse.model.TableSpec;

/** One table's rows on their way into the sort: each checked and encoded. */
final class TableRows {

    private static final int NONE = -1;

    private final TableSpec<?> table;
    private final String source;
    private final byte[] sourceBytes;
    private final LocalDate day;
    private final Row row;
    private final Row dayRow;
    private final RowCodec codec;
    private final KeyEncoder keys;
    /** Position of {@code source} in a fact. */
    private final int sourceColumn;

    private long cleanedTexts;

    TableRows(int number, TableSpec<?> table, String source, LocalDate day) {
        this.table = table;
        this.source = source;
        this.sourceBytes = source.getBytes(StandardCharsets.UTF_8);
        this.day = day;
        this.row = new Row(table.curatedColumns());
        this.dayRow = new Row(table.isPartitionedByDay() ? List.of(table.column("day")) : List.of());
        this.codec = new RowCodec(row.columns());
        this.keys = new KeyEncoder(number, table, row);
        this.sourceColumn = table.isPartitionedByDay() ? row.position("source") : NONE;
    }

    /** That texts had to be changed, if any had to. */
    Optional<Finding> finding() {
        return cleanedTexts == 0
                ? Optional.empty()
                : Optional.of(new Finding("", Finding.Kind.WARNING, table.name(), "text cleaned", cleanedTexts));
    }

    void add(Record added, ExternalSort sort) {
        cleanedTexts += row.fill(added);
        if (sourceColumn != NONE) {
            checkSourceDay(added);
        }
        int keyLength = keys.encode(row);
        int length = codec.encode(row);
        sort.add(keys.buffer(), 0, keyLength, codec.buffer(), 0, length);
    }

    /** A row of another day or source would outlive the replacing of its own. */
    private void checkSourceDay(Record added) {
        dayRow.fill(added);
        if (dayRow.bits(0) != day.toEpochDay()) {
            throw rejected("day " + day, LocalDate.ofEpochDay(dayRow.bits(0)).toString());
        }
        if (!Arrays.equals(row.text(sourceColumn), sourceBytes)) {
            throw rejected("source " + source, new String(row.text(sourceColumn), StandardCharsets.UTF_8));
        }
    }

    private DataRejected rejected(String expected, String got) {
        return new DataRejected(source + ", " + day + ", table " + table.name() + ": expected rows of " + expected
                + ", got " + got + "; correct the source's transform");
    }
}

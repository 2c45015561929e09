package org.scewarehouse.etl.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.Manifest.MeasureFacts;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;

/**
 * Sums and counts of a table's measures, added row by row in the order given: whoever adds the same rows in the same
 * order gets the same sums to the last bit.
 */
public final class Measures {

    private static final double DECIMAL_UNITS = 1_000_000;

    private final List<ColumnSpec> columns;
    private final int[] positions;
    private final double[] sums;
    private final long[] counts;

    /** For the measures among the columns of the rows to come. */
    public Measures(List<ColumnSpec> columns) {
        this.columns = columns;
        this.positions = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).isMeasure())
                .toArray();
        this.sums = new double[positions.length];
        this.counts = new long[positions.length];
    }

    /** Adds a row. */
    public void add(Row row) {
        for (int i = 0; i < positions.length; i++) {
            int position = positions[i];
            if (!row.isNull(position)) {
                sums[i] += value(row, position);
                counts[i]++;
            }
        }
    }

    private double value(Row row, int position) {
        ColumnType type = columns.get(position).type();
        return switch (type) {
            case DOUBLE -> row.number(position);
            case DECIMAL -> row.bits(position) / DECIMAL_UNITS;
            case BIGINT, INTEGER, BOOLEAN -> row.bits(position);
            case TEXT, DATE, TIMESTAMP -> throw new IllegalStateException(type + " cannot be summed");
        };
    }

    /** What was added so far, by column name in the order of columns. */
    public Map<String, MeasureFacts> facts() {
        Map<String, MeasureFacts> facts = new LinkedHashMap<>();
        for (int i = 0; i < positions.length; i++) {
            facts.put(columns.get(positions[i]).name(), new MeasureFacts(sums[i], counts[i]));
        }
        return facts;
    }
}

package org.scewarehouse.etl.lake;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.ColumnSpec;

/** Which columns of a file are read, and where in the row each goes. */
final class RowBinding {

    private final List<ColumnSpec> rowColumns;
    private final MessageType requested;
    private final RowConverter converter;
    private final int[] positions;
    private final int[] definedLevels;
    /** Positions of columns that are newer than the file. */
    private final int[] newer;

    private Row row;

    RowBinding(MessageType schema, Row row) {
        this.row = row;
        this.rowColumns = row.columns();
        List<Type> types = new ArrayList<>();
        List<ColumnSpec> columns = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        for (ColumnSpec column : rowColumns) {
            if (schema.containsField(column.name())) {
                types.add(schema.getType(column.name()));
                columns.add(column);
            } else if (!column.isResolvedByLoader() && column.isNullable()) {
                missing.add(row.position(column.name()));
            }
        }
        this.requested = new MessageType(schema.getName(), types);
        this.positions = columns.stream().mapToInt(c -> row.position(c.name())).toArray();
        this.definedLevels = requested.getColumns().stream()
                .mapToInt(ColumnDescriptor::getMaxDefinitionLevel)
                .toArray();
        this.newer = missing.stream().mapToInt(position -> position).toArray();
        this.converter = new RowConverter(columns, positions, row);
    }

    /** The row that values go to from now on; it has the same columns as the first one. */
    @SuppressWarnings("ReferenceEquality") // nearly always the very same row
    void moveTo(Row next) {
        if (next == row) {
            return;
        }
        if (!next.columns().equals(rowColumns)) {
            throw new IllegalArgumentException("all rows that one reader fills have the same columns");
        }
        row = next;
        converter.moveTo(next);
    }

    /** The part of the file's schema that is read, in the order of the row. */
    MessageType requested() {
        return requested;
    }

    RowConverter converter() {
        return converter;
    }

    /** The definition level at which the i-th column read has a value. */
    int definedLevel(int i) {
        return definedLevels[i];
    }

    /** Where in the row the i-th column read goes. */
    int position(int i) {
        return positions[i];
    }

    /** Makes columns null that the file is too old to have. */
    void clearNewer(Row target) {
        for (int position : newer) {
            target.setNull(position);
        }
    }
}

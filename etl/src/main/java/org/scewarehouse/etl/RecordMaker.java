package org.scewarehouse.etl;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;

/**
 * Makes records of rows: the way back from a curated file, for the few rows that a transform reads again.
 *
 * @param <R> record of the table
 */
public final class RecordMaker<R extends Record> {

    private final TableSpec<R> table;
    private final Constructor<R> constructor;
    private final Row row;

    /** Records of the table; columns that its files do not hold must be set in {@link #row} beforehand. */
    public RecordMaker(TableSpec<R> table) {
        this.table = table;
        this.constructor = table.constructor();
        this.constructor.setAccessible(true);
        this.row = new Row(table.columns());
    }

    /** The row to be filled before each {@link #make}; it has all columns of the table. */
    public Row row() {
        return row;
    }

    /** The record that the row holds. */
    public R make() {
        @Nullable Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.isNull(i) ? null : value(table.columns().get(i), i);
        }
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("cannot make a row of " + table.name(), e);
        } catch (InvocationTargetException e) {
            throw new DataRejected(table.name() + ": a kept row breaks its own rule: " + e.getCause(), e);
        }
    }

    private Object value(ColumnSpec column, int index) {
        long bits = row.bits(index);
        return switch (column.type()) {
            case BIGINT -> bits;
            case INTEGER -> (int) bits;
            case DOUBLE -> Double.longBitsToDouble(bits);
            case BOOLEAN -> bits != 0;
            case TEXT -> new String(row.text(index), StandardCharsets.UTF_8);
            case DATE -> LocalDate.ofEpochDay(bits);
            case TIMESTAMP -> Instant.EPOCH.plus(bits, ChronoUnit.MICROS);
            case DECIMAL -> BigDecimal.valueOf(bits, 6);
        };
    }
}

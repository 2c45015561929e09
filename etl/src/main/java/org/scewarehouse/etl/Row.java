package org.scewarehouse.etl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.ColumnSpec;

/**
 * One row of a table, reused for all of them so that no row costs an object. Columns are addressed by their position
 * in the list the row was made for. Not safe for use by several threads.
 *
 * <p>Every value but text is held as 64 bits: integers as they are, doubles as {@link Double#doubleToRawLongBits},
 * booleans as 0 or 1, dates as days and timestamps as microseconds since 1970-01-01T00:00:00Z, decimals as their
 * unscaled value at six decimals. Text is UTF-8.
 */
public final class Row {

    private final List<ColumnSpec> columns;
    private final long[] bits;
    private final byte[] @Nullable [] texts;
    private final boolean[] isNull;
    private @Nullable RecordReader reader;

    /** A row with these columns, all null. */
    public Row(List<ColumnSpec> columns) {
        this.columns = List.copyOf(columns);
        this.bits = new long[columns.size()];
        this.texts = new byte[columns.size()][];
        this.isNull = new boolean[columns.size()];
        clear();
    }

    /** The columns, in order. */
    public List<ColumnSpec> columns() {
        return columns;
    }

    /** Position of the column of that name; a name the row lacks is refused. */
    public int position(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the row has no column " + name);
    }

    /** Makes every column null. */
    public void clear() {
        for (int i = 0; i < isNull.length; i++) {
            setNull(i);
        }
    }

    /** Whether the column is null: unknown. */
    public boolean isNull(int column) {
        return isNull[column];
    }

    /** The value of a column that is neither null nor text. */
    public long bits(int column) {
        return bits[column];
    }

    /** The value of a double column that is not null. */
    public double number(int column) {
        return Double.longBitsToDouble(bits[column]);
    }

    /** The value of a text column that is not null; the array is not to be changed. */
    public byte[] text(int column) {
        byte[] text = texts[column];
        if (text == null) {
            throw new IllegalStateException("column " + columns.get(column).name() + " is null or not text");
        }
        return text;
    }

    /** Makes the column null. */
    public void setNull(int column) {
        isNull[column] = true;
        bits[column] = 0;
        texts[column] = null;
    }

    /** Sets a column that is not text. */
    public void setBits(int column, long value) {
        isNull[column] = false;
        bits[column] = value;
    }

    /** Sets a double column. */
    public void setNumber(int column, double value) {
        setBits(column, Double.doubleToRawLongBits(value));
    }

    /** Sets a text column to UTF-8 bytes, which the row keeps and the caller no longer changes. */
    public void setText(int column, byte[] utf8) {
        isNull[column] = false;
        texts[column] = utf8;
    }

    /**
     * Takes the columns' values from a record of their table. Doubles lose the sign of zero, timestamps what is finer
     * than a microsecond, texts their NULs and lone surrogates, which become U+FFFD.
     *
     * @return how many texts had to be changed so
     * @throws DataRejected on null in a column that has none, NaN or infinity, or a decimal beyond 18 digits or six
     *     decimals
     */
    public int fill(Record row) {
        if (reader == null) {
            reader = new RecordReader(columns);
        }
        return reader.read(row, this);
    }
}

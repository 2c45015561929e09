package org.scewarehouse.etl.lake;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.ColumnSpec;

/** Puts a file's values into a row, each where the row has its column. */
final class RowConverter extends GroupConverter {

    private final List<Converter> converters;
    private Row row;

    /** For columns that stand in the row at these positions. */
    RowConverter(List<ColumnSpec> columns, int[] positions, Row row) {
        this.row = row;
        this.converters = IntStream.range(0, positions.length)
                .mapToObj(i -> converter(columns.get(i), positions[i]))
                .toList();
    }

    /** The row that the next values go to; it has the columns of the first one. */
    void moveTo(Row next) {
        row = next;
    }

    private Converter converter(ColumnSpec column, int position) {
        return switch (column.type()) {
            case BIGINT, TIMESTAMP, INTEGER, DATE, BOOLEAN -> new BitsConverter(position);
            case DOUBLE -> new NumberConverter(position);
            case TEXT -> new TextConverter(position);
            case DECIMAL -> new DecimalConverter(position);
        };
    }

    @Override
    public Converter getConverter(int fieldIndex) {
        return converters.get(fieldIndex);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}

    private final class BitsConverter extends PrimitiveConverter {

        private final int position;

        BitsConverter(int position) {
            this.position = position;
        }

        @Override
        public void addLong(long value) {
            row.setBits(position, value);
        }

        @Override
        public void addInt(int value) {
            row.setBits(position, value);
        }

        @Override
        public void addBoolean(boolean value) {
            row.setBits(position, value ? 1 : 0);
        }
    }

    private final class NumberConverter extends PrimitiveConverter {

        private final int position;

        NumberConverter(int position) {
            this.position = position;
        }

        @Override
        public void addDouble(double value) {
            row.setNumber(position, value);
        }
    }

    private final class DecimalConverter extends PrimitiveConverter {

        private final int position;

        DecimalConverter(int position) {
            this.position = position;
        }

        @Override
        public void addBinary(Binary value) {
            row.setBits(position, value.toByteBuffer().getLong());
        }
    }

    /** Rows share the bytes of a dictionary's texts. */
    private final class TextConverter extends PrimitiveConverter {

        private final int position;
        private byte[][] dictionary = {};

        TextConverter(int position) {
            this.position = position;
        }

        @Override
        public boolean hasDictionarySupport() {
            return true;
        }

        @Override
        public void setDictionary(Dictionary values) {
            dictionary = new byte[values.getMaxId() + 1][];
            for (int id = 0; id < dictionary.length; id++) {
                dictionary[id] = values.decodeToBinary(id).getBytes();
            }
        }

        @Override
        public void addValueFromDictionary(int id) {
            row.setText(position, dictionary[id]);
        }

        @Override
        public void addBinary(Binary value) {
            row.setText(position, value.getBytes());
        }
    }
}

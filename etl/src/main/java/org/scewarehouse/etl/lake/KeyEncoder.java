package org.scewarehouse.etl.lake;

import java.nio.ByteBuffer;
import java.util.List;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;
import org.scewarehouse.model.TableSpec;

/**
 * A row's key as bytes that sort, compared unsigned, as the key columns do: first the table's number, then each column,
 * null before everything. Equal bytes mean equal keys. {@code day} of a fact, which is one for a whole file, is left
 * out.
 */
final class KeyEncoder {

    private static final byte NULL = 0;
    private static final byte VALUE = 1;
    /** Text has no NUL, so one ends it: a text sorts before those it begins. */
    private static final byte TEXT_END = 0;

    private final byte table;
    private final ColumnSpec[] columns;
    private final int[] positions;
    private ByteBuffer buffer = ByteBuffer.allocate(256);

    KeyEncoder(int tableNumber, TableSpec<?> table, Row row) {
        this.table = (byte) tableNumber;
        List<ColumnSpec> key = table.curatedColumns().stream()
                .filter(c -> table.key().contains(c.name()))
                .sorted((a, b) -> table.key().indexOf(a.name()) - table.key().indexOf(b.name()))
                .toList();
        this.columns = key.toArray(ColumnSpec[]::new);
        this.positions = key.stream().mapToInt(c -> row.position(c.name())).toArray();
    }

    /** The table's number that a key begins with. */
    static int tableNumber(byte[] key) {
        return key[0];
    }

    /** Encodes the row's key into {@link #buffer}; returns the length in bytes. */
    int encode(Row row) {
        buffer.clear();
        buffer.put(table);
        for (int i = 0; i < columns.length; i++) {
            int position = positions[i];
            boolean isNull = row.isNull(position);
            if (columns[i].isNullable()) {
                put(isNull ? NULL : VALUE);
            }
            if (!isNull) {
                encode(columns[i].type(), row, position);
            }
        }
        return buffer.position();
    }

    /** Where {@link #encode} puts its bytes, from 0; another array after a call that needed a larger one. */
    byte[] buffer() {
        return buffer.array();
    }

    private void encode(ColumnType type, Row row, int position) {
        switch (type) {
            case TEXT -> {
                byte[] text = row.text(position);
                room(text.length + 1).put(text).put(TEXT_END);
            }
            case DOUBLE -> {
                long bits = row.bits(position);
                room(Long.BYTES).putLong(bits ^ (bits >> 63 | Long.MIN_VALUE));
            }
            case BIGINT, INTEGER, BOOLEAN, DATE, TIMESTAMP, DECIMAL ->
                room(Long.BYTES).putLong(row.bits(position) ^ Long.MIN_VALUE);
        }
    }

    private void put(byte value) {
        room(1).put(value);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.addExact(buffer.capacity() * 2, bytes));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}

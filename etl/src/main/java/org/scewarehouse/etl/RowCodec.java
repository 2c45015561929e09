package org.scewarehouse.etl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;

/**
 * The canonical bytes of a row: a tuple as PostgreSQL's {@code COPY ... (FORMAT BINARY)} takes it, field count
 * included. Equal rows have equal bytes. Keeps a buffer: not safe for use by several threads.
 */
public final class RowCodec {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** PostgreSQL counts days and microseconds from 2000-01-01. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;
    private static final int NULL = -1;
    /** Length word and the longest fixed value, a decimal of five digits of base 10,000. */
    private static final int FIELD_BYTES_MAX = 4 + 18;

    private final ColumnType[] types;
    private byte[] buffer = new byte[1024];

    /** For rows with these columns, in this order. */
    public RowCodec(List<ColumnSpec> columns) {
        this.types = columns.stream().map(ColumnSpec::type).toArray(ColumnType[]::new);
    }

    /** Encodes the row into {@link #buffer}, replacing what was there; returns the length in bytes. */
    public int encode(Row row) {
        byte[] out = roomFor(row);
        SHORT.set(out, 0, (short) types.length);
        int at = 2;
        for (int i = 0; i < types.length; i++) {
            if (row.isNull(i)) {
                INT.set(out, at, NULL);
                at += 4;
            } else {
                at = encodeValue(row, i, out, at);
            }
        }
        return at;
    }

    /** Where {@link #encode} puts its bytes, from 0; another array after a call that needed a larger one. */
    public byte[] buffer() {
        return buffer;
    }

    private byte[] roomFor(Row row) {
        long needed = 2 + (long) FIELD_BYTES_MAX * types.length;
        for (int i = 0; i < types.length; i++) {
            if (types[i] == ColumnType.TEXT && !row.isNull(i)) {
                needed += row.text(i).length;
            }
        }
        if (needed > buffer.length) {
            buffer = new byte[Math.toIntExact(needed + needed / 2)];
        }
        return buffer;
    }

    private int encodeValue(Row row, int i, byte[] out, int at) {
        return switch (types[i]) {
            case BIGINT, DOUBLE -> putLong(out, at, row.bits(i));
            case TIMESTAMP -> putLong(out, at, row.bits(i) - EPOCH_MICROS);
            case INTEGER -> putInt(out, at, (int) row.bits(i));
            case DATE -> putInt(out, at, (int) row.bits(i) - EPOCH_DAYS);
            case BOOLEAN -> putBoolean(out, at, row.bits(i));
            case TEXT -> putText(out, at, row.text(i));
            case DECIMAL -> putDecimal(out, at, row.bits(i));
        };
    }

    private static int putBoolean(byte[] out, int at, long value) {
        INT.set(out, at, 1);
        out[at + 4] = (byte) value;
        return at + 5;
    }

    private static int putText(byte[] out, int at, byte[] text) {
        INT.set(out, at, text.length);
        System.arraycopy(text, 0, out, at + 4, text.length);
        return at + 4 + text.length;
    }

    private static int putDecimal(byte[] out, int at, long millionths) {
        int length = NumericCodec.encode(millionths, out, at + 4);
        INT.set(out, at, length);
        return at + 4 + length;
    }

    private static int putLong(byte[] out, int at, long value) {
        INT.set(out, at, 8);
        LONG.set(out, at + 4, value);
        return at + 12;
    }

    private static int putInt(byte[] out, int at, int value) {
        INT.set(out, at, 4);
        INT.set(out, at + 4, value);
        return at + 8;
    }

    /**
     * Decodes a tuple made by {@link #encode} into the row.
     *
     * @throws DataRejected where the bytes are no tuple of these columns
     */
    public void decode(byte[] bytes, int offset, int length, Row row) {
        try {
            int end = decodeFields(bytes, offset, row);
            if (end == offset + length) {
                return;
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new DataRejected(
                    "a tuple of " + length + " bytes is cut or has other columns; build the day again", e);
        }
        throw new DataRejected("a tuple of " + length + " bytes has other columns; build the day again");
    }

    private int decodeFields(byte[] bytes, int offset, Row row) {
        if ((short) SHORT.get(bytes, offset) != types.length) {
            throw new IllegalArgumentException("expected " + types.length + " columns");
        }
        int at = offset + 2;
        for (int i = 0; i < types.length; i++) {
            int size = (int) INT.get(bytes, at);
            at += 4;
            if (size == NULL) {
                row.setNull(i);
            } else {
                decodeValue(bytes, at, size, row, i);
                at += size;
            }
        }
        return at;
    }

    private void decodeValue(byte[] bytes, int at, int size, Row row, int i) {
        switch (types[i]) {
            case BIGINT, DOUBLE -> row.setBits(i, (long) LONG.get(bytes, sized(at, size, 8)));
            case TIMESTAMP -> row.setBits(i, (long) LONG.get(bytes, sized(at, size, 8)) + EPOCH_MICROS);
            case INTEGER -> row.setBits(i, (int) INT.get(bytes, sized(at, size, 4)));
            case DATE -> row.setBits(i, (int) INT.get(bytes, sized(at, size, 4)) + EPOCH_DAYS);
            case BOOLEAN -> row.setBits(i, bytes[sized(at, size, 1)]);
            case TEXT -> row.setText(i, Arrays.copyOfRange(bytes, at, at + size));
            case DECIMAL -> row.setBits(i, NumericCodec.decode(bytes, at, size));
        }
    }

    private static int sized(int at, int size, int expected) {
        if (size != expected) {
            throw new IllegalArgumentException("expected a value of " + expected + " bytes, got " + size);
        }
        return at;
    }
}

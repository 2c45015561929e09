package org.scewarehouse.etl.lake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Pairs in key order, one at a time: a pair is a slice of an array that holds the key's length and the value's length
 * as four bytes each, then the key, then the value.
 */
abstract class SortedPairs implements ExternalSort.Cursor {

    static final int HEADER_BYTES = 8;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] array = new byte[0];
    private int offset;

    /** Where the pair lies that {@link #next} has moved to. */
    final void moveTo(byte[] newArray, int newOffset) {
        array = newArray;
        offset = newOffset;
    }

    final byte[] array() {
        return array;
    }

    final int offset() {
        return offset;
    }

    final int length() {
        return length(array, offset);
    }

    @Override
    public final byte[] key() {
        int from = offset + HEADER_BYTES;
        return Arrays.copyOfRange(array, from, from + keyLength(array, offset));
    }

    @Override
    public final byte[] value() {
        int from = offset + HEADER_BYTES + keyLength(array, offset);
        return Arrays.copyOfRange(array, from, offset + length());
    }

    final int compareKey(SortedPairs other) {
        return compareKeys(array, offset, other.array, other.offset);
    }

    static int compareKeys(byte[] a, int aOffset, byte[] b, int bOffset) {
        int aFrom = aOffset + HEADER_BYTES;
        int bFrom = bOffset + HEADER_BYTES;
        return Arrays.compareUnsigned(a, aFrom, aFrom + keyLength(a, aOffset), b, bFrom, bFrom + keyLength(b, bOffset));
    }

    static int keyLength(byte[] array, int offset) {
        return (int) INT.get(array, offset);
    }

    /** Length of the whole pair, header included. */
    static int length(byte[] array, int offset) {
        return HEADER_BYTES + (int) INT.get(array, offset) + (int) INT.get(array, offset + 4);
    }

    static void putHeader(byte[] array, int offset, int keyLength, int valueLength) {
        INT.set(array, offset, keyLength);
        INT.set(array, offset + 4, valueLength);
    }
}

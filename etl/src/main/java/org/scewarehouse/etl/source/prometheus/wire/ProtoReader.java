package org.scewarehouse.etl.source.prometheus.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.scewarehouse.etl.SourceChanged;

/** Reads one protocol-buffers message from a stretch of an array, field by field; never outside the stretch. */
final class ProtoReader {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int position;
    private final int end;
    private int tag;

    ProtoReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == end;
    }

    /** Steps to the next field; its value must then be read or skipped. */
    boolean next() {
        if (position == end) {
            return false;
        }
        tag = (int) varint();
        return true;
    }

    /** Number of the field and its wire type, as {@link #tag(int, int)} makes it. */
    int tag() {
        return tag;
    }

    static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    long varint() {
        long result = 0;
        for (int shift = 0; shift < 70 && position < end; shift += 7) {
            byte next = bytes[position++];
            result |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw malformed("a number");
    }

    long fixed64() {
        long value = (long) LONG.get(bytes, advance(Long.BYTES));
        return value;
    }

    /** Reads a length and steps over so many bytes; returns the length, they end at {@link #position()}. */
    int skipBytes() {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw malformed(length + " bytes");
        }
        position += (int) length;
        return (int) length;
    }

    /** The message in a field of bytes, without a copy. */
    ProtoReader message() {
        int length = skipBytes();
        return new ProtoReader(bytes, position - length, length);
    }

    String text() {
        int length = skipBytes();
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    /** Steps over the value of a field that is of no interest. */
    void skip() {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case BYTES -> skipBytes();
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw malformed("a field of wire type 0, 1, 2 or 5");
        }
    }

    private int advance(int size) {
        if (end - position < size) {
            throw malformed(size + " bytes");
        }
        position += size;
        return position - size;
    }

    private SourceChanged malformed(String expected) {
        return new SourceChanged("remote-read message: expected " + expected + " at byte " + position
                + ", got the end of the message at byte " + end + " or a malformed field");
    }
}

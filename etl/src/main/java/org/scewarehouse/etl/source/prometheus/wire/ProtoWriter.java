package org.scewarehouse.etl.source.prometheus.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a protocol-buffers message field by field. */
public final class ProtoWriter {

    private byte[] bytes = new byte[256];
    private int length;

    /** Bytes so far. */
    public int length() {
        return length;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets everything written. */
    public ProtoWriter reset() {
        length = 0;
        return this;
    }

    /** Only the number, no field. */
    public ProtoWriter varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Only the bytes, no field. */
    public ProtoWriter raw(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Only what was written elsewhere, no field. */
    public ProtoWriter raw(ProtoWriter source) {
        return raw(source.bytes, 0, source.length);
    }

    /** A number. */
    public ProtoWriter number(int field, long value) {
        return varint(ProtoReader.tag(field, ProtoReader.VARINT)).varint(value);
    }

    /** A double with its exact bits. */
    public ProtoWriter real(int field, double value) {
        varint(ProtoReader.tag(field, ProtoReader.FIXED64));
        ensure(Long.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[length++] = (byte) (bits >>> (8 * i));
        }
        return this;
    }

    /** Text, as UTF-8. */
    public ProtoWriter text(int field, String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        return bytes(field, encoded, 0, encoded.length);
    }

    /** A message written elsewhere. */
    public ProtoWriter message(int field, ProtoWriter message) {
        return bytes(field, message.bytes, 0, message.length);
    }

    /** Bytes with their length. */
    public ProtoWriter bytes(int field, byte[] source, int offset, int count) {
        return varint(ProtoReader.tag(field, ProtoReader.BYTES)).varint(count).raw(source, offset, count);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

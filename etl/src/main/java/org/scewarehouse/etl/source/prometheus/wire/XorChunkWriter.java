package org.scewarehouse.etl.source.prometheus.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Encodes samples as an XOR chunk, bit for bit as Prometheus does. May be reused after {@link #reset()}. */
public final class XorChunkWriter implements SampleConsumer {

    /** Samples that fit: the header counts them in 16 bits. */
    public static final int CAPACITY = 0xffff;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int NO_WINDOW = 255;
    /** More than one sample can take. */
    private static final int ROOM = 64;

    private byte[] bytes = new byte[512];
    private int length = 2;
    private long pending;
    private int free = 64;
    private int count;
    private long lastTime;
    private long lastStep;
    private long lastBits;
    private int leading = NO_WINDOW;
    private int trailing;

    /** Forgets all samples. */
    public void reset() {
        length = 2;
        pending = 0;
        free = 64;
        count = 0;
        leading = NO_WINDOW;
    }

    /** Number of samples so far. */
    public int count() {
        return count;
    }

    @Override
    public void accept(long timestampMillis, double value) {
        if (count == CAPACITY) {
            throw new IllegalStateException("an XOR chunk holds at most " + CAPACITY + " samples");
        }
        if (bytes.length - length < ROOM) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        long bits = Double.doubleToRawLongBits(value);
        long step = timestampMillis - lastTime;
        if (count == 0) {
            varint(timestampMillis << 1 ^ timestampMillis >> 63);
            write(bits, 64);
            step = 0;
        } else if (count == 1) {
            varint(step);
            value(bits);
        } else {
            stepChange(step - lastStep);
            value(bits);
        }
        lastTime = timestampMillis;
        lastStep = step;
        lastBits = bits;
        count++;
    }

    /**
     * The chunk so far; valid until the next call on this object. Further samples may be added afterwards.
     *
     * <p>The array has spare bytes behind the chunk, so that it is decoded without a copy.
     */
    public SampleBlock block() {
        bytes[0] = (byte) (count >>> 8);
        bytes[1] = (byte) count;
        LONG.set(bytes, length, pending);
        return new SampleBlock(bytes, 0, length + (64 - free + 7) / 8);
    }

    private void stepChange(long change) {
        if (change == 0) {
            write(0, 1);
        } else if (fits(change, 14)) {
            write(0b10L << 14 | (change & (1 << 14) - 1), 16);
        } else if (fits(change, 17)) {
            write(0b110L << 17 | (change & (1 << 17) - 1), 20);
        } else if (fits(change, 20)) {
            write(0b1110L << 20 | (change & (1 << 20) - 1), 24);
        } else {
            write(0b1111, 4);
            write(change, 64);
        }
    }

    private static boolean fits(long change, int size) {
        return change > -(1L << (size - 1)) && change <= 1L << (size - 1);
    }

    private void value(long bits) {
        long difference = bits ^ lastBits;
        if (difference == 0) {
            write(0, 1);
            return;
        }
        int newLeading = Math.min(31, Long.numberOfLeadingZeros(difference));
        int newTrailing = Long.numberOfTrailingZeros(difference);
        if (leading != NO_WINDOW && newLeading >= leading && newTrailing >= trailing) {
            write(0b10, 2);
        } else {
            leading = newLeading;
            trailing = newTrailing;
            int significant = 64 - leading - trailing;
            write(0b11L << 11 | (long) leading << 6 | (significant & 63), 13);
        }
        write(difference >>> trailing, 64 - leading - trailing);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            write((rest & 0x7f) | 0x80, 8);
            rest >>>= 7;
        }
        write(rest, 8);
    }

    private void write(long value, int size) {
        if (size < free) {
            free -= size;
            pending |= value << free;
            return;
        }
        int rest = size - free;
        LONG.set(bytes, length, pending | value >>> rest);
        length += Long.BYTES;
        free = 64 - rest;
        pending = rest == 0 ? 0 : value << free;
    }
}

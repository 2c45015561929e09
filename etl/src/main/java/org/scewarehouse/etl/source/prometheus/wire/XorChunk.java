package org.scewarehouse.etl.source.prometheus.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.scewarehouse.etl.SourceChanged;

/**
 * Decodes XOR chunks: a count, the first sample in full, then per sample the change of the time step and the XOR of the
 * value with the one before.
 *
 * <p>Bits are read through a 64-bit window that is loaded at any byte, so bytes behind the chunk are touched (never
 * used). An array with {@link #PADDING} spare bytes behind the chunk is decoded in place, any other is copied first.
 */
public final class XorChunk {

    /** Spare bytes behind a chunk that spare the copy: more than the longest sample has. */
    static final int PADDING = 32;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** Bits of a window that are filled whatever bit of a byte it starts at, made even. */
    private static final int WINDOW_BITS = 56;

    private XorChunk() {}

    /** Number of samples that the chunk's header states. */
    static int count(byte[] bytes, int offset, int length) {
        if (length < 2) {
            throw new SourceChanged("XOR chunk: expected at least 2 bytes, got " + length);
        }
        return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
    }

    /**
     * Hands every sample of a chunk to the consumer.
     *
     * @throws SourceChanged if the chunk ends before its last sample
     */
    public static void decode(byte[] bytes, int offset, int length, SampleConsumer consumer) {
        if (offset + length + PADDING > bytes.length) {
            decode(Arrays.copyOfRange(bytes, offset, offset + length + PADDING), 0, length, consumer);
            return;
        }
        int count = count(bytes, offset, length);
        if (count == 0) {
            return;
        }
        int end = offset + length;
        int at = offset + 2;
        long zigzag = varint(bytes, at, end);
        at += varintLength(bytes, at);
        long time = zigzag >>> 1 ^ -(zigzag & 1);
        long value = (long) LONG.get(bytes, Math.min(at, end));
        at += Long.BYTES;
        requireInside((long) at * 8, end);
        consumer.accept(time, Double.longBitsToDouble(value));
        if (count > 1) {
            long step = varint(bytes, at, end);
            decodeRest(bytes, at + varintLength(bytes, at), end, count - 1, time, step, value, consumer);
        }
    }

    private static void decodeRest(
            byte[] bytes, int from, int end, int count, long time, long step, long value, SampleConsumer consumer) {
        long bit = (long) from * 8;
        long bits = value;
        long delta = step;
        long at = time;
        int leading = 0;
        int trailing = 0;
        int left = count;
        boolean isStepKnown = true; // the first of them has its step in full, the others only its change
        while (left > 0) {
            long window = window(bytes, bit);
            int constant = isStepKnown ? 0 : Math.min(left, constantRun(window));
            if (constant > 0) {
                double same = Double.longBitsToDouble(bits);
                for (int i = 0; i < constant; i++) {
                    at += delta;
                    consumer.accept(at, same);
                }
                left -= constant;
                bit += 2L * constant;
                requireInside(bit, end);
                continue;
            }
            if (!isStepKnown) {
                int prefix = Math.min(4, Long.numberOfLeadingZeros(~window));
                delta += stepChange(bytes, bit, window, prefix);
                bit += STEP_LENGTH[prefix];
                window = window(bytes, bit);
            }
            isStepKnown = false;
            if (window >= 0) {
                bit++;
            } else {
                bit += 2;
                if ((window & 1L << 62) != 0) {
                    leading = (int) (window >>> 57) & 31;
                    int significant = (int) (window >>> 51) & 63;
                    trailing = 64 - leading - (significant == 0 ? 64 : significant);
                    bit += 11;
                    requireInside(trailing < 0 ? Long.MAX_VALUE : bit, end);
                }
                int significant = 64 - leading - trailing;
                bits ^= read(bytes, bit, significant) << trailing;
                bit += significant;
            }
            requireInside(bit, end);
            at += delta;
            consumer.accept(at, Double.longBitsToDouble(bits));
            left--;
        }
    }

    /** Bits that the change of a step takes, its prefix included, by the number of ones in the prefix. */
    private static final int[] STEP_LENGTH = {1, 2 + 14, 3 + 17, 4 + 20, 4 + 64};

    private static long stepChange(byte[] bytes, long bit, long window, int prefix) {
        return switch (prefix) {
            case 0 -> 0;
            case 1 -> signed(window << 2 >>> 50, 14);
            case 2 -> signed(window << 3 >>> 47, 17);
            case 3 -> signed(window << 4 >>> 44, 20);
            default -> read(bytes, bit + 4, 64);
        };
    }

    /** Samples at the window's start that repeat both step and value: two zero bits each. */
    private static int constantRun(long window) {
        return Math.min(Long.numberOfLeadingZeros(window), WINDOW_BITS) >>> 1;
    }

    /** The format counts from -(2^(n-1) - 1) to 2^(n-1): one off two's complement. */
    private static long signed(long bits, int size) {
        return bits > 1L << (size - 1) ? bits - (1L << size) : bits;
    }

    private static long window(byte[] bytes, long bit) {
        return (long) LONG.get(bytes, (int) (bit >>> 3)) << (bit & 7);
    }

    private static long read(byte[] bytes, long bit, int size) {
        int shift = (int) bit & 7;
        long window = window(bytes, bit);
        if (shift > 0) {
            window |= (bytes[(int) (bit >>> 3) + 8] & 0xff) >>> (8 - shift);
        }
        return window >>> (64 - size);
    }

    private static long varint(byte[] bytes, int from, int end) {
        long result = 0;
        for (int i = 0; i < 10 && from + i < end; i++) {
            result |= (long) (bytes[from + i] & 0x7f) << (7 * i);
            if (bytes[from + i] >= 0) {
                return result;
            }
        }
        throw new SourceChanged("XOR chunk: expected a time or step, got the end of the chunk or an endless number");
    }

    private static int varintLength(byte[] bytes, int from) {
        int length = 1;
        while (bytes[from + length - 1] < 0) {
            length++;
        }
        return length;
    }

    private static void requireInside(long bit, int end) {
        if (bit > (long) end * 8) {
            throw new SourceChanged("XOR chunk: expected more bytes for the samples that its header counts");
        }
    }
}

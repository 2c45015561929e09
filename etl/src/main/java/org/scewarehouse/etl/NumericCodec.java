package org.scewarehouse.etl;

import java.nio.ByteBuffer;

/**
 * PostgreSQL's binary {@code numeric} for decimals with six places: digits of base 10,000 without zeros at either end,
 * the weight of the first one, a sign, and the number of decimals shown.
 */
final class NumericCodec {

    private static final int BASE = 10_000;
    private static final int SCALE = 6;
    private static final long UNITS = 1_000_000;
    private static final short NEGATIVE = 0x4000;
    /** Three digits before the point hold twelve decimal ones, two behind it eight. */
    private static final int WHOLE_DIGITS = 3;

    private static final int DIGITS = 5;

    private NumericCodec() {}

    /** Writes the decimal, given as millionths; returns its length in bytes, at most 18. */
    static int encode(long millionths, byte[] out, int offset) {
        long magnitude = millionths < 0 ? -millionths : millionths;
        long whole = magnitude / UNITS;
        int fraction = (int) (magnitude % UNITS) * 100;
        int[] digits = {
            (int) (whole / ((long) BASE * BASE)),
            (int) (whole / BASE % BASE),
            (int) (whole % BASE),
            fraction / BASE,
            fraction % BASE
        };
        int first = 0;
        while (first < DIGITS && digits[first] == 0) {
            first++;
        }
        int end = DIGITS;
        while (end > first && digits[end - 1] == 0) {
            end--;
        }
        ByteBuffer buffer = ByteBuffer.wrap(out, offset, 8 + 2 * (end - first));
        buffer.putShort((short) (end - first));
        buffer.putShort((short) (first == end ? 0 : WHOLE_DIGITS - 1 - first));
        buffer.putShort(millionths < 0 ? NEGATIVE : 0);
        buffer.putShort((short) SCALE);
        for (int i = first; i < end; i++) {
            buffer.putShort((short) digits[i]);
        }
        return 8 + 2 * (end - first);
    }

    /** Reads what {@link #encode} wrote, as millionths; bytes that it cannot have written are refused. */
    static long decode(byte[] bytes, int offset, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        int count = buffer.getShort();
        int first = WHOLE_DIGITS - 1 - buffer.getShort();
        short sign = buffer.getShort();
        boolean isScaled = buffer.getShort() == SCALE;
        boolean fits = count == 0 || (first >= 0 && first + count <= DIGITS);
        if (length != 8 + 2 * count || !isScaled || !fits) {
            throw new IllegalArgumentException("not a decimal with six places");
        }
        long[] digits = new long[DIGITS];
        for (int i = 0; i < count; i++) {
            digits[first + i] = buffer.getShort();
        }
        long whole = (digits[0] * BASE + digits[1]) * BASE + digits[2];
        long magnitude = whole * UNITS + (digits[3] * BASE + digits[4]) / 100;
        return sign == NEGATIVE ? -magnitude : magnitude;
    }
}

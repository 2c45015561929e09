package org.scewarehouse.etl.source.prometheus.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.scewarehouse.etl.SourceChanged;
import tools.jackson.core.io.NumberInput;

/** Reads the numbers of JSON answers: values as text such as {@code 1e+06} or {@code +Inf}, times in seconds. */
final class DecimalText {

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long LARGEST_EXACT = 1L << 53;
    private static final int MOST_DIGITS = 18;

    private DecimalText() {}

    /**
     * The double nearest to the text. Up to 2^53 and 22 decimals this is one exact division; the rest is left to a
     * full parser.
     */
    static double value(char[] text, int offset, int length) {
        int end = offset + length;
        int at = offset;
        boolean isNegative = length > 0 && text[offset] == '-';
        if (isNegative) {
            at++;
        }
        long digits = 0;
        int decimals = 0;
        int count = 0;
        boolean isFraction = false;
        for (; at < end; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                decimals += isFraction ? 1 : 0;
                count++;
            } else if (text[at] == '.' && !isFraction) {
                isFraction = true;
            } else {
                break;
            }
        }
        if (at < end || count == 0 || count > MOST_DIGITS || digits > LARGEST_EXACT) {
            return unusual(text, offset, length);
        }
        double value = digits / POWERS_OF_TEN[decimals];
        return isNegative ? -value : value;
    }

    private static double unusual(char[] text, int offset, int length) {
        String value = new String(text, offset, length);
        return switch (value) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield NumberInput.parseDouble(value, true);
                } catch (NumberFormatException e) {
                    throw new SourceChanged("JSON answer: expected a sample value, got '" + value + "'", e);
                }
            }
        };
    }

    /** Milliseconds of a time given in seconds with at most three decimals that count. */
    static long millis(char[] text, int offset, int length) {
        long seconds = 0;
        long fraction = 0;
        int decimals = -1;
        for (int i = offset; i < offset + length; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9 && decimals < 0 && length <= MOST_DIGITS) {
                seconds = seconds * 10 + digit;
            } else if (digit >= 0 && digit <= 9 && decimals >= 0 && decimals < 3) {
                fraction = fraction * 10 + digit;
                decimals++;
            } else if (text[i] == '.' && decimals < 0) {
                decimals = 0;
            } else {
                return unusualMillis(new String(text, offset, length));
            }
        }
        for (int i = Math.max(0, decimals); i < 3; i++) {
            fraction *= 10;
        }
        return seconds * 1000 + fraction;
    }

    private static long unusualMillis(String text) {
        try {
            return new BigDecimal(text)
                    .movePointRight(3)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new SourceChanged("JSON answer: expected a time in seconds, got '" + text + "'", e);
        }
    }
}

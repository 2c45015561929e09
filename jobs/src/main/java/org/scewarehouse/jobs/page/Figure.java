package org.scewarehouse.jobs.page;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as people read them. The unit is the last word of a column's name, as everywhere in the warehouse. */
final class Figure {
    /** Stands for what is not known. */
    static final String UNKNOWN = "–";

    private static final Pattern NOUN =
            Pattern.compile("(?<!\\b1 )\\b(author|container|copy|day|drive|finding|group|item|job|node"
                    + "|owner|package|repository|run|schedule|user|version|visit|visitor)$");
    private static final Pattern DAYS_TO_PERCENT = Pattern.compile("days_to_\\d+_percent");
    private static final int PSEUDONYM = 8;
    private static final char SPACE = '\u00A0'; // Where no line breaks.
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB");

    private Figure() {}

    /** A value of a column: grouped digits, percent, bytes with their unit, durations, UTC minutes. */
    static String text(String column, @Nullable Object value) {
        if (value == null) {
            return UNKNOWN;
        }
        if (value instanceof Number number) {
            return number(column, number);
        }
        if (value instanceof Timestamp time) {
            return MINUTE.format(time.toInstant());
        }
        if (value instanceof Boolean isSo) {
            return isSo ? "yes" : "no";
        }
        if (column.endsWith("_rates")) { // Several rows may have been made with the same of them.
            return Arrays.stream(value.toString().split(", "))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        // As much of a pseudonym as masked texts have of it.
        return column.endsWith("pseudonym") && value.toString().length() > PSEUDONYM
                ? "user-" + value.toString().substring(0, PSEUDONYM)
                : value.toString();
    }

    /** The name of a column in words, with the unit where the values do not carry it. */
    static String label(String column) {
        String words = column.replaceFirst("^(is|has)_", "")
                .replaceFirst("_(name|count|ratio|share|seconds|usd|at|on)$", "")
                .replaceFirst("_bytes$", "_size")
                .replaceFirst("_gb$", "_GB")
                .replace('_', ' ')
                .replace("cpu allocated core hours", "core hours allocated")
                .replace("cpu core hours", "core hours used")
                .replace("owner manager pseudonym", "owner's manager")
                .replace("pseudonym", "person")
                .replace("wall", "running time")
                .replace("gpu", "GPU")
                .replace("in row", "in a row");
        return column.endsWith("_count") ? plural(words) : words;
    }

    private static String plural(String words) {
        boolean isNoun = NOUN.matcher(words).find();
        return isNoun ? words.replaceFirst("(?<![aeiou])y$", "ie") + "s" : words;
    }

    private static String number(String column, Number value) {
        if (column.endsWith("_ratio") || column.endsWith("_share")) {
            return percent(value.doubleValue());
        }
        if (column.endsWith("_percent") && !DAYS_TO_PERCENT.matcher(column).matches()) {
            return percent(value.doubleValue() / 100);
        }
        if (column.endsWith("_usd")) {
            return rounded(value.doubleValue(), 2) + SPACE + "USD";
        }
        if (column.endsWith("_bytes")) {
            return bytes(value.doubleValue());
        }
        if (column.endsWith("_seconds")) {
            return duration(value.doubleValue());
        }
        boolean isWhole = !(value instanceof Double || value instanceof Float || value instanceof BigDecimal);
        return isWhole ? String.format(Locale.ROOT, "%,d", value.longValue()) : decimal(value.doubleValue());
    }

    private static String decimal(double value) {
        return rounded(value, value >= 10 || value <= -10 ? 1 : 2);
    }

    private static String percent(double share) {
        double percent = 100 * share;
        if (percent > 0 && percent < 0.05) {
            return "<0.1" + SPACE + "%";
        }
        if (percent > 99.95 && percent < 100) {
            return ">99.9" + SPACE + "%";
        }
        boolean isSmall = (percent > 0 && percent < 10) || (percent > 90 && percent < 100);
        return String.format(Locale.ROOT, isSmall ? "%.1f\u00A0%%" : "%.0f\u00A0%%", percent);
    }

    private static String bytes(double bytes) {
        double left = bytes;
        int unit = 0;
        while (left >= 999.5 && unit < BYTES.size() - 1) {
            left /= 1_000;
            unit++;
        }
        return rounded(left, unit == 0 ? 0 : 1) + SPACE + BYTES.get(unit);
    }

    private static String duration(double seconds) {
        if (seconds < 90) {
            return rounded(seconds, 1) + SPACE + "s";
        }
        if (seconds < 5_400) {
            return rounded(seconds / 60, 0) + SPACE + "min";
        }
        return seconds < 172_800
                ? rounded(seconds / 3_600, 1) + SPACE + "h"
                : rounded(seconds / 86_400, 1) + SPACE + "days";
    }

    /** Grouped digits, with decimals only where they tell something. */
    private static String rounded(double value, int decimals) {
        boolean isWhole = value == Math.rint(value);
        boolean isLarge = value >= 100 || value <= -100;
        return String.format(Locale.ROOT, "%,." + (isWhole || isLarge ? 0 : decimals) + "f", value);
    }
}

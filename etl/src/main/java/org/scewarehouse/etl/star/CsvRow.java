package org.scewarehouse.etl.star;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.Warehouse;

/** One row of a reference file. Every reading that fails adds a fault with file and line and gives a stand-in. */
record CsvRow(String file, int line, List<String> header, List<String> fields, List<String> faults) {

    /** The field, empty where nothing is given, or the file has no such column. */
    String text(String column) {
        int index = header.indexOf(column);
        return index < 0 ? "" : fields.get(index);
    }

    /** The field, another text where nothing is given. */
    String textOr(String column, String absent) {
        return text(column).isEmpty() ? absent : text(column);
    }

    /** The field, null where nothing is given. */
    @Nullable
    String textOrNull(String column) {
        return text(column).isEmpty() ? null : text(column);
    }

    /** The field, which has to be given. */
    String required(String column) {
        if (text(column).isEmpty()) {
            fault(column, "a value");
        }
        return text(column);
    }

    /** The field, which has to be one of a few words. */
    String oneOf(String column, Set<String> words) {
        if (!words.contains(text(column))) {
            fault(column, "one of " + words.stream().sorted().toList());
        }
        return text(column);
    }

    /** A number with up to six decimals, not negative, as columns of decimals hold it. */
    BigDecimal number(String column) {
        BigDecimal number = read(column, BigDecimal.ZERO, "a number such as 0.02", BigDecimal::new);
        long digits = (long) number.precision() - number.scale();
        if (number.signum() < 0 || number.stripTrailingZeros().scale() > 6 || digits > 12) {
            fault(column, "a number from 0 on with up to twelve digits and six decimals");
            return BigDecimal.ZERO;
        }
        return number;
    }

    /** A day, or another one where nothing is given. */
    LocalDate dayOr(String column, LocalDate absent) {
        return text(column).isEmpty() ? absent : read(column, absent, "a day such as 2026-01-31", LocalDate::parse);
    }

    /** A day, which has to be given. */
    LocalDate day(String column) {
        return read(column, LocalDate.EPOCH, "a day such as 2026-01-31", LocalDate::parse);
    }

    /** An instant in UTC, null where nothing is given. */
    @Nullable
    Instant instantOrNull(String column) {
        return text(column).isEmpty()
                ? null
                : read(column, Instant.EPOCH, "an instant such as 2026-01-31T08:00:00Z", Instant::parse);
    }

    /** First day on which the row holds; always where nothing is given. */
    LocalDate validFrom() {
        return dayOr("valid_from", Warehouse.OPEN_START);
    }

    /** Day after the last on which the row holds; open where nothing is given. */
    LocalDate validTo() {
        LocalDate to = dayOr("valid_to", Warehouse.OPEN_END);
        if (!to.isAfter(validFrom())) {
            fault("valid_to", "a day after valid_from");
        }
        return to;
    }

    /** A regular expression, which has to be given. */
    Pattern pattern(String column) {
        return read(column, Pattern.compile(""), "a regular expression", Pattern::compile);
    }

    private <T> T read(String column, T standIn, String expected, Function<String, T> parse) {
        try {
            return parse.apply(required(column));
        } catch (DateTimeException | NumberFormatException | PatternSyntaxException e) {
            if (!text(column).isEmpty()) {
                fault(column, expected);
            }
            return standIn;
        }
    }

    void fault(String column, String expected) {
        faults.add(
                file + ":" + line + ": column " + column + ": expected " + expected + ", got '" + text(column) + "'");
    }
}

package org.scewarehouse.jobs.page;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer in one sentence. <code>{column}</code> stands for the figure of a column; a number before words that bend
 * is <code>{column|container|containers}</code>, which gives "1 container" or "2 containers".
 *
 * @param template the sentence
 */
record Sentence(String template) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?:\\|([^|}]*)\\|([^|}]*))?}");

    /** The columns it speaks of. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            columns.add(place.group(1));
        }
        return columns;
    }

    /** The sentence with the figures of the first row, each of them emphasised. */
    String markup(Rows answer) {
        Markup sentence = new Markup();
        Matcher place = PLACE.matcher(template);
        int end = 0;
        while (place.find()) {
            sentence.text(template.substring(end, place.start()));
            String column = place.group(1);
            Object value = answer.value(0, column);
            sentence.element("strong", value == null ? unknown(column) : answer.text(0, column));
            sentence.text(words(place, value));
            end = place.end();
        }
        return sentence.text(template.substring(end)).toString();
    }

    private static String unknown(String column) {
        if (column.endsWith("_gb") || column.endsWith("_kg")) { // The sentence has the unit.
            return "an unknown number of";
        }
        return column.endsWith("_count") ? "an unknown number" : "an unknown amount";
    }

    private static String words(Matcher place, @Nullable Object value) {
        if (place.group(2) == null) {
            return "";
        }
        boolean isOne = value instanceof Number number && number.doubleValue() == 1;
        return (value == null ? " of " : " ") + (isOne ? place.group(2) : place.group(3));
    }
}

package org.scewarehouse.jobs.page;

import java.util.Locale;
import java.util.Set;

/** HTML and SVG in the making. Whatever is not a tag goes through {@link #text}, so that data is never markup. */
final class Markup {
    /** Tags after which a line break would be seen as a space. */
    private static final Set<String> INLINE = Set.of("strong", "code", "a");

    private final StringBuilder written = new StringBuilder();

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int place = 0; place < text.length(); place++) {
            char letter = text.charAt(place);
            switch (letter) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(isAllowed(letter) ? letter : '\uFFFD');
            }
        }
        return safe.toString();
    }

    /** Part of a whole as SVG takes it: {@code 12.34%}. */
    static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * part);
    }

    /** Opens a tag; the attributes are names and values in turn. */
    Markup open(String tag, String... attributes) {
        written.append('<').append(tag);
        for (int place = 0; place < attributes.length; place += 2) {
            written.append(' ').append(attributes[place]).append("=\"");
            written.append(escaped(attributes[place + 1])).append('"');
        }
        written.append('>');
        return this;
    }

    Markup close(String tag) {
        written.append("</").append(tag).append('>');
        if (!INLINE.contains(tag)) {
            written.append('\n');
        }
        return this;
    }

    Markup text(String text) {
        written.append(escaped(text));
        return this;
    }

    /** A tag around a text. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Appends what is markup already. */
    Markup markup(String markup) {
        written.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return written.toString();
    }

    private static boolean isAllowed(char letter) {
        return letter >= ' ' || letter == '\n' || letter == '\t';
    }
}

package org.scewarehouse.etl;

/** Makes text fit for PostgreSQL and for UTF-8. */
public final class CleanText {

    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    /** The text with NUL and lone surrogates replaced by U+FFFD; the very same object where there are none. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return cleanFrom(i, text);
            }
        }
        return text;
    }

    private static String cleanFrom(int start, String text) {
        StringBuilder clean = new StringBuilder(text);
        boolean isChanged = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                clean.setCharAt(i, REPLACEMENT);
                isChanged = true;
            }
        }
        return isChanged ? clean.toString() : text;
    }
}

package org.scewarehouse.jobs.page;

/** Where texts may be broken: never inside a character, and by the room that letters take. */
final class Breaks {
    private static final int LONGEST_WORD = 30;
    private static final int PIECE = 20;

    private Breaks() {}

    /**
     * Where a line of a text ends that has room for so many letters; the length of the text if all of it has. Letters
     * of East Asia, and pictures, take the room of two.
     */
    static int end(String text, int letters) {
        int room = letters;
        int end = 0;
        while (end < text.length()) {
            int letter = text.codePointAt(end);
            room -= isWide(letter) ? 2 : 1;
            if (room < 0) {
                return end;
            }
            end += Character.charCount(letter);
        }
        return end;
    }

    /** The text as markup in which a browser may break long words, which would push all else out of sight. */
    static String markup(String text) {
        StringBuilder markup = new StringBuilder();
        for (String word : text.split("(?<= )|(?= )")) {
            String rest = word;
            while (end(rest, LONGEST_WORD) < rest.length()) {
                int end = end(rest, PIECE);
                markup.append(Markup.escaped(rest.substring(0, end))).append("<wbr/>");
                rest = rest.substring(end);
            }
            markup.append(Markup.escaped(rest));
        }
        return markup.toString();
    }

    private static boolean isWide(int letter) {
        return (letter >= 0x1100 && letter < 0x1160) || letter >= 0x2E80;
    }
}

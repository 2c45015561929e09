package org.scewarehouse.etl.erasure;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.scewarehouse.etl.star.Masker;

/** Looks for words in texts, by itself and not by what replaced them: a proof must not share a fault. */
final class Words {

    private final List<String> words;

    /** Looks for words in lower case. */
    Words(Collection<String> words) {
        this.words = List.copyOf(words);
    }

    int size() {
        return words.size();
    }

    /** Whether one stands in the text between edges, in any case. */
    boolean areIn(String text) {
        return areIn(text, true, true);
    }

    /**
     * Whether one stands in a stretch of a text.
     *
     * @param isBegin whether the text begins with the stretch
     * @param isEnd whether it ends with it
     */
    boolean areIn(String text, boolean isBegin, boolean isEnd) {
        String plain = text.toLowerCase(Locale.ROOT);
        for (String word : words) {
            for (int at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
                int end = at + word.length();
                boolean isWhole = (at > 0 || isBegin) && (end < plain.length() || isEnd);
                if (isWhole && Masker.isEdge(plain, at) && Masker.isEdge(plain, end)) {
                    return true;
                }
            }
        }
        return false;
    }
}

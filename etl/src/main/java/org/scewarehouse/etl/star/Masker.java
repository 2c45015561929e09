package org.scewarehouse.etl.star;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Replaces known logins and e-mail addresses inside texts. A login is found where it stands between ends of the text
 * or characters other than letters and digits, whatever its case, and also in the forms in which launchers put it into
 * names that Kubernetes allows. Of several that match at one place the longest is replaced.
 */
public final class Masker {

    /** Shorter logins are too likely to be something else; they are looked for in texts of their owner only. */
    private static final int SHORTEST = 3;

    /** No longer than any login or address; keeps the search short in texts of a megabyte. */
    private static final int LONGEST = 320;

    private final Map<String, String> maskByForm = new HashMap<>();

    /**
     * A masker of the logins known for a day.
     *
     * @param loginToMask what replaces each login or address
     */
    public Masker(Map<String, String> loginToMask) {
        // In order of the logins, so that two which share a form give the same mask every time.
        new TreeMap<>(loginToMask).forEach((login, mask) -> {
            if (login.length() >= SHORTEST) {
                addForms(maskByForm, login, mask);
            }
        });
    }

    /** The text without the known logins. */
    public String mask(String text) {
        return mask(text, maskByForm, Map.of());
    }

    /** As {@link #mask(String)}, null for null. */
    public @Nullable String maskOrNull(@Nullable String text) {
        return text == null ? null : mask(text);
    }

    /** The text without the known logins and without its owner's, however short it is and whether known or not. */
    public String mask(String text, String owner, String ownerMask) {
        if (maskByForm.containsKey(owner.toLowerCase(Locale.ROOT))) {
            return mask(text);
        }
        Map<String, String> own = new HashMap<>();
        addForms(own, owner, ownerMask);
        return mask(text, maskByForm, own);
    }

    /** Every form, in lower case, in which a login or an address stands inside texts. */
    public static Set<String> forms(String login) {
        Map<String, String> forms = new TreeMap<>();
        addForms(forms, login, "");
        return forms.keySet();
    }

    private static String mask(String text, Map<String, String> known, Map<String, String> own) {
        String plain = text.toLowerCase(Locale.ROOT);
        if ((known.isEmpty() && own.isEmpty()) || plain.length() != text.length()) {
            return known.isEmpty() && own.isEmpty() ? text : mask(plain, known, own);
        }
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        while (at < plain.length()) {
            int end = isEdge(plain, at) ? longest(plain, at, known, own) : -1;
            if (end < 0) {
                masked.append(text.charAt(at++));
            } else {
                String form = plain.substring(at, end);
                masked.append(own.getOrDefault(form, known.getOrDefault(form, "")));
                at = end;
            }
        }
        return masked.toString();
    }

    private static int longest(String text, int from, Map<String, String> known, Map<String, String> own) {
        for (int end = Math.min(text.length(), from + LONGEST); end > from; end--) {
            if (isEdge(text, end)) {
                String form = text.substring(from, end);
                if (known.containsKey(form) || own.containsKey(form)) {
                    return end;
                }
            }
        }
        return -1;
    }

    /** Whether a login can begin or end there: not between two letters or digits. */
    public static boolean isEdge(String text, int at) {
        return at == 0
                || at == text.length()
                || !Character.isLetterOrDigit(text.charAt(at - 1))
                || !Character.isLetterOrDigit(text.charAt(at));
    }

    private static void addForms(Map<String, String> forms, String login, String mask) {
        String plain = login.toLowerCase(Locale.ROOT);
        forms.putIfAbsent(plain, mask);
        forms.putIfAbsent(escaped(plain), mask);
        String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (slug.length() >= SHORTEST || slug.equals(plain)) {
            forms.putIfAbsent(slug, mask);
        }
        String ending = "---" + hash(login);
        for (int length = 1; length <= slug.length(); length++) {
            forms.putIfAbsent(slug.substring(0, length) + ending, mask);
        }
        forms.putIfAbsent(plain.replaceAll("[^a-z0-9]", "-"), mask);
        forms.putIfAbsent(plain.replaceAll("[^a-z0-9]", "_"), mask);
        int at = plain.indexOf('@');
        if (at >= SHORTEST) {
            addForms(forms, plain.substring(0, at), mask);
        }
    }

    /** JupyterHub's form: every other character becomes a hyphen and its bytes in hexadecimal. */
    private static String escaped(String plain) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
            if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9')) {
                escaped.append((char) b);
            } else {
                escaped.append('-').append(HexFormat.of().toHexDigits(b));
            }
        }
        return escaped.toString();
    }

    private static String hash(String login) {
        byte[] hash = Keys.sha256().digest(login.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, 8);
    }
}

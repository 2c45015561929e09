package org.scewarehouse.etl.star;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What launchers make of a login or an address to put it into names that Kubernetes allows. All in lower case. */
final class NameForms {

    /** Separates a name from its hash in JupyterHub's short names. */
    static final String HASHED = "---";

    static final int HASH_CHARACTERS = 8;

    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]");
    private static final Pattern RUN_OF_OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern OUTER_HYPHEN = Pattern.compile("^-|-$");
    private static final Pattern ESCAPE = Pattern.compile("(-[0-9a-f]{2})+");

    private NameForms() {}

    /** Whatever is no letter or digit becomes one hyphen, and none at the ends. */
    static String slug(String plain) {
        return OUTER_HYPHEN
                .matcher(RUN_OF_OTHERS.matcher(plain).replaceAll("-"))
                .replaceAll("");
    }

    /** Each character that is no letter or digit becomes a hyphen. */
    static String hyphens(String plain) {
        return OTHERS.matcher(plain).replaceAll("-");
    }

    /** Each character that is no letter or digit becomes an underscore. */
    static String underscores(String plain) {
        return OTHERS.matcher(plain).replaceAll("_");
    }

    /** JupyterHub's form: every other character becomes a hyphen and its bytes in hexadecimal. */
    static String escaped(String plain) {
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

    /** What {@link #escaped} may have been made of; null where it was made of nothing else. */
    static @Nullable String unescaped(String form) {
        Matcher escapes = ESCAPE.matcher(form);
        if (!escapes.find()) {
            return null;
        }
        return escapes.replaceAll(escape -> {
            byte[] bytes = HexFormat.ofDelimiter("-").parseHex(escape.group().substring(1));
            return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
        });
    }

    /** The hash in JupyterHub's short names, of the login as it is spelled there. */
    static String hash(String login) {
        byte[] hash = Keys.sha256().digest(login.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_CHARACTERS / 2));
    }
}

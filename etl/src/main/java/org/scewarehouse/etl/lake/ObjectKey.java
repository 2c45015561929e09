package org.scewarehouse.etl.lake;

import java.util.regex.Pattern;

/** What a key of an {@link ObjectStore} looks like: a relative path whose names do not begin with a dot. */
public final class ObjectKey {

    private static final Pattern KEY = Pattern.compile("[^./\\x00][^/\\x00]*(/[^./\\x00][^/\\x00]*)*");

    private ObjectKey() {}

    /** Whether the text is a key; what a store holds under other names is not ours and is left alone. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /** Returns the key; refuses what is none. */
    public static String require(String key) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("not a key: " + key);
        }
        return key;
    }
}

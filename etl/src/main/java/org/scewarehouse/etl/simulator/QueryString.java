package org.scewarehouse.etl.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names and values of a query or a form. */
public final class QueryString {

    private QueryString() {}

    /** The last value of each name, decoded; a name without a value has an empty one. */
    public static Map<String, String> parse(@Nullable String query) {
        Map<String, String> values = new TreeMap<>();
        for (String field : query == null ? new String[0] : query.split("&", -1)) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                values.put(decoded(name), equals < 0 ? "" : decoded(field.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

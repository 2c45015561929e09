package org.scewarehouse.etl.simulator.gitlab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.scewarehouse.etl.simulator.QueryString;

/** Parameters of a query: those that an endpoint does not know, or out of their limits, are refused. */
final class Parameters {

    private static final int PAGE_MOST = 100;

    private final Map<String, String> values;

    Parameters(String query) {
        values = QueryString.parse(query);
    }

    /** Refuses parameters other than these and those of pages. */
    Parameters allow(String... names) {
        for (String name : values.keySet()) {
            boolean isOfPages = name.equals("page") || name.equals("per_page") || name.equals("pagination");
            if (!isOfPages && !Arrays.asList(names).contains(name)) {
                throw invalid(name);
            }
        }
        return this;
    }

    /** Refuses a parameter that must be this, and is not. */
    Parameters require(String name, String value) {
        if (!value.equals(values.get(name))) {
            throw invalid(name);
        }
        return this;
    }

    static Refusal.Thrown invalid(String name) {
        return new Refusal.Thrown(new Refusal(
                400, "application/json", "{\"error\":\"" + name + " does not have a valid value\"}", Map.of()));
    }

    boolean isKeyset() {
        return values.getOrDefault("pagination", "").equals("keyset");
    }

    String text(String name, String usual) {
        return values.getOrDefault(name, usual);
    }

    long number(String name, long usual) {
        try {
            return values.containsKey(name) ? Long.parseLong(values.getOrDefault(name, "")) : usual;
        } catch (NumberFormatException e) {
            throw invalid(name);
        }
    }

    int perPage() {
        long size = number("per_page", 20);
        if (size < 1 || size > PAGE_MOST) {
            throw invalid("per_page");
        }
        return (int) size;
    }

    Instant instant(String name, Instant usual) {
        try {
            return values.containsKey(name)
                    ? OffsetDateTime.parse(values.getOrDefault(name, "")).toInstant()
                    : usual;
        } catch (DateTimeException e) {
            throw invalid(name);
        }
    }

    /** The same query with another value. */
    String with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(name, value);
        StringBuilder query = new StringBuilder();
        changed.forEach((key, text) ->
                query.append(query.isEmpty() ? "" : "&").append(key).append('=').append(encoded(text)));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package org.scewarehouse.etl.simulator.gitlab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Cuts lists into pages as the server does: by number, or from a key on. */
final class Pages {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOTALS_UP_TO = 10_000;
    private static final long OFFSET_MOST = 50_000;

    /** A host inside the installation, which only the server knows. */
    private static final String INTERNAL = "http://gitlab-internal.cluster.local:8181/api/v4";

    /** A page, its headers included. */
    record Page(byte[] body, Map<String, String> headers) {}

    private Pages() {}

    /** One document. */
    static Page document(ObjectNode body) {
        return new Page(JSON.writeValueAsBytes(body), Map.of());
    }

    /** A page by number; lists beyond 10,000 have no totals, and their far end is refused. */
    static <T> Page numbered(String path, Parameters query, List<T> all, Writing<T> json, boolean hasTotals) {
        int size = query.perPage();
        long page = query.number("page", 1);
        if (page < 1) {
            throw Parameters.invalid("page");
        }
        if ((page - 1) * size >= OFFSET_MOST) {
            throw new Refusal.Thrown(405, "Offset pagination has a maximum allowed offset of " + OFFSET_MOST);
        }
        long from = Math.min(all.size(), (page - 1) * size);
        long to = Math.min(all.size(), from + size);
        Map<String, String> headers = new LinkedHashMap<>();
        String link = link(path, query.with("page", "1"), "first");
        if (to < all.size()) {
            link = link(path, query.with("page", Long.toString(page + 1)), "next") + ", " + link;
            headers.put("X-Next-Page", Long.toString(page + 1));
        }
        if (hasTotals && all.size() <= TOTALS_UP_TO) {
            headers.put("X-Total", Integer.toString(all.size()));
        }
        headers.put("Link", link);
        return page(all.subList((int) from, (int) to), json, headers);
    }

    /** How a record is written. */
    interface Writing<T> {
        ObjectNode json(T record);
    }

    /**
     * A page from a key on: it says where the next one begins, until nothing is left; then it is empty and says
     * nothing.
     *
     * @param cursor name of the parameter that holds the key
     */
    static <T> Page keyset(
            String path, Parameters query, List<T> ordered, ToLongFunction<T> key, String cursor, Writing<T> json) {
        return keyset(path, query, ordered, key, cursor, 1, json);
    }

    /** As {@link #keyset}, but a page that is not full says already that nothing is left, as with trees. */
    static <T> Page token(String path, Parameters query, List<T> ordered, ToLongFunction<T> key, Writing<T> json) {
        return keyset(path, query, ordered, key, "page_token", query.perPage(), json);
    }

    private static <T> Page keyset(
            String path,
            Parameters query,
            List<T> ordered,
            ToLongFunction<T> key,
            String cursor,
            int leastBeforeNext,
            Writing<T> json) {
        boolean isDescending = query.text("sort", "asc").equals("desc");
        long after = query.number(cursor, isDescending ? Long.MAX_VALUE : Long.MIN_VALUE);
        List<T> page = new ArrayList<>();
        for (T record : ordered) {
            long number = key.applyAsLong(record);
            if ((isDescending ? number < after : number > after) && page.size() < query.perPage()) {
                page.add(record);
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (page.size() >= leastBeforeNext) {
            long last = key.applyAsLong(page.get(page.size() - 1));
            headers.put("Link", link(path, query.with(cursor, Long.toString(last)), "next"));
        }
        return page(page, json, headers);
    }

    private static <T> Page page(List<T> records, Writing<T> json, Map<String, String> headers) {
        List<ObjectNode> nodes = new ArrayList<>();
        records.forEach(record -> nodes.add(json.json(record)));
        return new Page(JSON.writeValueAsBytes(nodes), headers);
    }

    private static String link(String path, String query, String relation) {
        return "<" + INTERNAL + path + "?" + query + ">; rel=\"" + relation + "\"";
    }
}

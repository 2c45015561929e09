package org.scewarehouse.jobs.bi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of a Metabase as provisioning meets, and as strict as its documentation: who asks must say so, required
 * fields must be there, ids must exist, arrays replace what was there, and new cards on a dashboard have ids below
 * zero.
 */
final class MetabaseStandIn implements AutoCloseable {
    static final String KEY = "mb_key";

    private static final String SESSION = "b7f0a2c4";
    private static final Set<String> DISPLAYS = Set.of("table", "bar", "line", "row");

    final List<String> writes = new ArrayList<>();
    private final Map<String, Map<Integer, ObjectNode>> things = new TreeMap<>();

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer server;
    private final List<String> tables;
    private int lastId = 100;
    private int syncsToCome = 2;

    /** Sees these tables, each as {@code schema.table:column,column}, once it has synced. */
    MetabaseStandIn(List<String> tables) {
        this.tables = tables;
        for (String kind : List.of("database", "collection", "card", "dashboard", "table", "field")) {
            things.put(kind, new TreeMap<>());
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** What there is of a kind, by id. */
    Map<Integer, ObjectNode> kind(String kind) {
        return Objects.requireNonNull(things.get(kind), kind);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Refused(int status, String text) {}

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String method = exchange.getRequestMethod();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        JsonNode body = sent.length == 0 ? json.nullNode() : json.readTree(sent);
        boolean isKnown = KEY.equals(exchange.getRequestHeaders().getFirst("x-api-key"))
                || SESSION.equals(exchange.getRequestHeaders().getFirst("X-Metabase-Session"));
        Object answer;
        if (method.equals("POST") && path.equals("/api/session")) {
            boolean isRight = body.path("username").asString("").equals("admin@example.org")
                    && body.path("password").asString("").equals("secret");
            answer = isRight ? Map.of("id", SESSION) : new Refused(401, "did not match stored password");
        } else if (!isKnown) {
            answer = new Refused(401, "Unauthenticated");
        } else {
            if (!method.equals("GET") && !path.endsWith("/sync_schema") && !path.endsWith("/translate")) {
                writes.add(method + " " + path);
            }
            answer = answer(method, path, body);
        }
        int status = answer instanceof Refused refused ? refused.status : 200;
        byte[] text = (answer instanceof Refused refused ? refused.text : json.writeValueAsString(answer))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private Object answer(String method, String path, JsonNode body) {
        Matcher metadata = Pattern.compile("/api/database/(\\d+)/metadata\\?include_hidden=true")
                .matcher(path);
        Matcher items = Pattern.compile("/api/collection/(\\d+)/items\\?models=(card|dashboard)")
                .matcher(path);
        Matcher sync = Pattern.compile("/api/database/(\\d+)/sync_schema").matcher(path);
        Matcher one = Pattern.compile("/api/(\\w+)/(\\d+)").matcher(path);
        Matcher all = Pattern.compile("/api/(\\w+)").matcher(path);
        if (method.equals("GET") && metadata.matches()) {
            return metadata();
        }
        if (method.equals("GET") && items.matches()) {
            return Map.of("data", in(items.group(2), Integer.parseInt(items.group(1))));
        }
        if (method.equals("POST") && path.equals("/api/eid-translation/translate")) {
            return Map.of("entity_ids", translated(body.path("entity_ids").path("card")));
        }
        if (method.equals("POST") && sync.matches()) {
            return Map.of("status", "ok");
        }
        if (one.matches() && things.containsKey(one.group(1))) {
            return one(method, one.group(1), Integer.parseInt(one.group(2)), body);
        }
        if (all.matches() && things.containsKey(all.group(1))) {
            return all(method, all.group(1), body);
        }
        return new Refused(404, "API endpoint does not exist.");
    }

    private Object all(String method, String kind, JsonNode body) {
        if (method.equals("GET")) {
            List<ObjectNode> found = List.copyOf(kind(kind).values());
            return kind.equals("database") ? Map.of("data", found) : found;
        }
        return make(kind, body);
    }

    private Object make(String kind, JsonNode body) {
        List<String> required = switch (kind) {
            case "database" -> List.of("engine", "name", "details");
            case "card" -> List.of("name", "display", "dataset_query", "visualization_settings");
            default -> List.of("name");
        };
        for (String name : required) {
            if (!body.has(name)) {
                return new Refused(400, "{\"errors\":{\"" + name + "\":\"missing required key\"}}");
            }
        }
        boolean isTaken = kind.equals("card")
                && kind("card").values().stream()
                        .anyMatch(card -> card.path("entity_id").equals(body.path("entity_id")));
        if (isTaken) {
            return new Refused(500, "duplicate key value violates unique constraint \"report_card_entity_id_key\"");
        }
        String fault = kind.equals("card") ? fault(body) : "";
        if (!fault.isEmpty()) {
            return new Refused(400, fault);
        }
        ObjectNode made = (ObjectNode) body.deepCopy();
        int id = ++lastId;
        made.put("id", id);
        if (kind.equals("dashboard")) {
            made.set("dashcards", json.createArrayNode());
        }
        if (kind.equals("database")) {
            ((ObjectNode) made.path("details")).put("password", "**MetabasePass**");
            sync();
        }
        kind(kind).put(id, made);
        return made;
    }

    private static String fault(JsonNode card) {
        JsonNode stage = card.path("dataset_query").path("stages").path(0);
        String sql = stage.path("native").asString("");
        boolean hasTag = stage.path("template-tags").has("period");
        if (!DISPLAYS.contains(card.path("display").asString(""))) {
            return "display";
        }
        if (!card.path("dataset_query").path("database").isInt()) {
            return "dataset_query.database";
        }
        if (sql.isEmpty() || sql.contains("{{period}}") != hasTag) {
            return "template-tags";
        }
        return card.path("entity_id").asString("").matches("[A-Za-z0-9_-]{21}") ? "" : "entity_id";
    }

    private Object one(String method, String kind, int id, JsonNode body) {
        ObjectNode thing = kind(kind).get(id);
        if (thing == null) {
            return new Refused(404, "Not found.");
        }
        if (method.equals("PUT")) {
            if (kind.equals("field")
                    && body.path("description").asString("none").isBlank()) {
                return new Refused(
                        400, "{\"errors\":{\"description\":\"nullable value must be a non-blank string.\"}}");
            }
            for (Map.Entry<String, JsonNode> change : body.properties()) {
                if (change.getKey().equals("dashcards")) {
                    // Cards lie on a tab where there are any, and a tab that is not sent goes with its cards.
                    thing.set("tabs", body.path("tabs").isArray() ? body.path("tabs") : json.createArrayNode());
                    Object refused = place(thing, change.getValue());
                    if (refused instanceof Refused) {
                        return refused;
                    }
                } else {
                    thing.set(change.getKey(), change.getValue());
                }
            }
        } else if (kind.equals("database")) {
            thing.put("initial_sync_status", --syncsToCome > 0 ? "incomplete" : "complete");
        }
        return thing;
    }

    /** Replaces all cards of a dashboard by the given ones. */
    private Object place(ObjectNode dashboard, JsonNode given) {
        ArrayNode placed = json.createArrayNode();
        List<Integer> known = new ArrayList<>();
        dashboard.path("dashcards").forEach(card -> known.add(card.path("id").asInt()));
        for (JsonNode card : given) {
            for (String name : List.of("id", "row", "col", "size_x", "size_y")) {
                if (!card.path(name).isInt()) {
                    return new Refused(400, "dashcards." + name);
                }
            }
            int id = card.path("id").asInt();
            if (id >= 0 && !known.contains(id)) {
                return new Refused(400, "dashcards.id: " + id + " is not on the dashboard");
            }
            if (card.path("card_id").isInt()
                    && !kind("card").containsKey(card.path("card_id").asInt())) {
                return new Refused(400, "dashcards.card_id");
            }
            if (!dashboard.path("tabs").isEmpty()
                    && !card.path("dashboard_tab_id").isInt()) {
                return new Refused(400, "This dashboard has tab, makes sure every card has a tab");
            }
            ObjectNode kept = (ObjectNode) card.deepCopy();
            kept.put("id", id < 0 ? ++lastId : id);
            if (!kept.has("series")) {
                kept.putArray("series");
            }
            kept.put("created_at", "2026-08-21T06:00:00Z");
            placed.add(kept);
        }
        dashboard.set("dashcards", placed);
        return dashboard;
    }

    private List<Map<String, Object>> in(String kind, int collection) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (ObjectNode thing : kind(kind).values()) {
            if (thing.path("collection_id").asInt() == collection
                    && !thing.path("archived").asBoolean(false)) {
                items.add(Map.of(
                        "id",
                        thing.path("id").asInt(),
                        "name",
                        thing.path("name").asString(),
                        "model",
                        kind));
            }
        }
        return items;
    }

    private Map<String, Object> translated(JsonNode entityIds) {
        Map<String, Object> translated = new LinkedHashMap<>();
        for (JsonNode entityId : entityIds) {
            translated.put(entityId.asString(), Map.of("type", "card", "status", "not-found"));
            kind("card").values().stream()
                    .filter(card -> card.path("entity_id").equals(entityId))
                    .forEach(card -> translated.put(
                            entityId.asString(),
                            Map.of(
                                    "type",
                                    "card",
                                    "status",
                                    "ok",
                                    "id",
                                    card.path("id").asInt())));
        }
        return translated;
    }

    private void sync() {
        for (String table : tables) {
            String[] parts = table.split("[.:,]");
            if (parts[1].equals("_metabase_metadata")) {
                continue; // read, and never a table of its own
            }
            int id = ++lastId;
            ObjectNode made = json.createObjectNode();
            made.put("id", id).put("schema", parts[0]).put("name", parts[1]).putNull("description");
            made.putNull("visibility_type");
            kind("table").put(id, made);
            for (int column = 2; column < parts.length; column++) {
                int fieldId = ++lastId;
                ObjectNode field = json.createObjectNode();
                field.put("id", fieldId)
                        .put("name", parts[column])
                        .put("table_id", id)
                        .putNull("description");
                field.put("semantic_type", parts[column].endsWith("_key") ? "type/FK" : null);
                kind("field").put(fieldId, field);
            }
        }
    }

    private Map<String, Object> metadata() {
        List<Object> found = new ArrayList<>();
        for (ObjectNode table : kind("table").values()) {
            Map<String, Object> told = new LinkedHashMap<>();
            table.properties().forEach(entry -> told.put(entry.getKey(), entry.getValue()));
            told.put(
                    "fields",
                    kind("field").values().stream()
                            .filter(field -> field.path("table_id").asInt()
                                    == table.path("id").asInt())
                            .toList());
            found.add(told);
        }
        return Map.of("tables", found);
    }
}

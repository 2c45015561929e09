package org.scewarehouse.etl.source.hr;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.json.JsonEnd;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The records of a JSON object that holds them in one array, read one at a time and made flat: {@code a.b} for a field
 * within an object, the extension's own fields without its URN, and of an array its primary element or else the first.
 */
final class JsonRecords {

    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonRecords() {}

    /**
     * Gives each record's fields, of which only those kept.
     *
     * @param name what was asked, for messages
     * @param array name of the array; an object without it, or with null in its place, has no records
     * @return the object's other fields as text
     */
    static Map<String, String> read(
            String name, InputStream body, String array, Set<String> kept, Consumer<Map<String, String>> records) {
        Map<String, String> others = new LinkedHashMap<>();
        try (JsonParser json = MAPPER.createParser(body)) {
            require(name, json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                if (!field.equals(array) || json.currentToken() == JsonToken.VALUE_NULL) {
                    others.put(field, text(json.readValueAsTree()));
                    continue;
                }
                require(name, json, json.currentToken(), JsonToken.START_ARRAY);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    require(name, json, json.currentToken(), JsonToken.START_OBJECT);
                    records.accept(flat(json.readValueAsTree(), kept));
                }
            }
            return others;
        } catch (JacksonException e) {
            // The cause is left out: it quotes the answer.
            if (JsonEnd.isEarly(e)) {
                throw new SourceUnavailable(name + ": expected the whole answer, got its start; run again later");
            }
            throw new SourceChanged(name + ": expected JSON, got something else at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
    }

    private static void require(String name, JsonParser json, @Nullable JsonToken got, JsonToken expected) {
        if (got == null) {
            throw JsonEnd.atOnce(json);
        }
        if (got != expected) {
            throw new SourceChanged(name + ": expected " + expected + ", got " + got + " at line "
                    + json.currentLocation().getLineNr());
        }
    }

    private static Map<String, String> flat(JsonNode record, Set<String> kept) {
        Map<String, String> fields = new LinkedHashMap<>();
        flatten("", record, kept, fields);
        return fields;
    }

    private static void flatten(String path, JsonNode node, Set<String> kept, Map<String, String> fields) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                boolean isExtension = field.getKey().startsWith("urn:");
                String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                flatten(isExtension ? path : below, field.getValue(), kept, fields);
            }
        } else if (node.isArray()) {
            if (!node.isEmpty()) {
                flatten(path, primary(node), kept, fields);
            }
        } else if (kept.contains(path) && !text(node).isEmpty()) {
            fields.putIfAbsent(path, text(node));
        }
    }

    private static JsonNode primary(JsonNode array) {
        for (JsonNode element : array) {
            if (element.path("primary").asBoolean(false)) {
                return element;
            }
        }
        return array.get(0);
    }

    private static String text(JsonNode node) {
        return node.isNull() ? "" : node.isContainer() ? node.toString() : node.asString();
    }
}

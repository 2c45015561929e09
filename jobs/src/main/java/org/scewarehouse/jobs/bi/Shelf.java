package org.scewarehouse.jobs.bi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cards and dashboards of the collection. */
final class Shelf {
    private final JsonMapper json = JsonMapper.builder().build();
    private final Changes changes;
    private final Content content;
    private final int database;
    private final int collection;
    private final Map<Card, Integer> cards = new HashMap<>();

    Shelf(Changes changes, Content content, int database, int collection) {
        this.changes = changes;
        this.content = content;
        this.database = database;
        this.collection = collection;
    }

    void compare() {
        Map<String, Integer> found = items("card");
        for (Card card : content.cards()) {
            Integer id = found.get(card.name());
            if (id == null) {
                id = changes.make("The card '" + card.name() + "'", "/api/card", body(card));
            } else if (isOther(card, changes.api().get("/api/card/" + id))) {
                changes.change("The card '" + card.name() + "' was changed", "/api/card/" + id, body(card));
            }
            if (id != null) {
                cards.put(card, id);
            }
        }
        Map<String, Integer> dashboards = items("dashboard");
        content.dashboards().forEach(dashboard -> compare(dashboard, dashboards));
    }

    private Map<String, Integer> items(String model) {
        Map<String, Integer> items = new HashMap<>();
        for (JsonNode item : changes.api()
                .get("/api/collection/" + collection + "/items?models=" + model)
                .path("data")) {
            items.put(item.path("name").asString(""), item.path("id").asInt());
        }
        return items;
    }

    private Map<String, Object> body(Card card) {
        Map<String, Object> stage = new LinkedHashMap<>();
        stage.put("lib/type", "mbql.stage/native");
        stage.put("native", card.sql());
        stage.put("template-tags", card.hasPeriod() ? Map.of(Card.PERIOD, card.tag()) : Map.of());
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("lib/type", "mbql/query");
        query.put("database", database);
        query.put("stages", List.of(stage));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", card.name());
        body.put("type", "question");
        body.put("description", card.description());
        body.put("display", card.display());
        body.put("dataset_query", query);
        body.put("visualization_settings", card.settings());
        body.put("collection_id", collection);
        body.put("entity_id", card.entityId());
        return body;
    }

    private boolean isOther(Card card, JsonNode found) {
        JsonNode query = found.path("dataset_query");
        String sql = query.path("stages").path(0).path("native").asString("");
        String legacy = query.path("native").path("query").asString("");
        return !(card.sql().equals(sql) || card.sql().equals(legacy))
                || !card.display().equals(found.path("display").asString(""))
                || !card.description().equals(found.path("description").asString(""))
                || !json.valueToTree(card.settings()).equals(found.path("visualization_settings"));
    }

    private void compare(Dashboard dashboard, Map<String, Integer> found) {
        Integer id = found.get(dashboard.name());
        if (id == null) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", dashboard.name());
            body.put("collection_id", collection);
            body.put("parameters", dashboard.parameters());
            id = changes.make("The dashboard '" + dashboard.name() + "'", "/api/dashboard", body);
            if (id == null) {
                return;
            }
        }
        JsonNode there = changes.api().get("/api/dashboard/" + id);
        List<Object> dashcards = dashcards(dashboard, there.path("dashcards"));
        boolean isSame = json.valueToTree(dashcards).equals(reduced(there.path("dashcards")))
                && json.valueToTree(dashboard.parameters()).equals(there.path("parameters"));
        if (!isSame) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("parameters", dashboard.parameters());
            body.put("dashcards", dashcards);
            changes.change("The cards of dashboard '" + dashboard.name() + "' differ", "/api/dashboard/" + id, body);
        }
    }

    /** All cards that the dashboard is to have: ours where they belong, then what people added. */
    private List<Object> dashcards(Dashboard dashboard, JsonNode there) {
        Map<Integer, Integer> known = new HashMap<>();
        List<Object> added = new ArrayList<>();
        for (JsonNode dashcard : there) {
            int card = dashcard.path("card_id").asInt(0);
            if (cards.containsValue(card) && !known.containsKey(card)) {
                known.put(card, dashcard.path("id").asInt());
            } else {
                added.add(reduced(dashcard));
            }
        }
        List<Object> dashcards = new ArrayList<>();
        int unknown = 0;
        for (Dashboard.Place place : dashboard.places()) {
            Integer card = cards.get(place.card());
            if (card != null) {
                Integer id = known.get(card);
                dashcards.add(dashcard(dashboard, place, card, id == null ? --unknown : id));
            }
        }
        dashcards.addAll(added);
        return dashcards;
    }

    /** What is sent of a card on a dashboard: new ones have ids below zero, and what is left out is deleted. */
    private static Map<String, Object> dashcard(Dashboard dashboard, Dashboard.Place place, int card, int id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("card_id", card);
        body.put("row", place.row());
        body.put("col", place.column());
        body.put("size_x", place.width());
        body.put("size_y", place.height());
        List<Object> mappings = new ArrayList<>();
        if (place.card().hasPeriod()) {
            Map<String, Object> mapping = new LinkedHashMap<>();
            mapping.put("parameter_id", dashboard.parameterId());
            mapping.put("card_id", card);
            mapping.put("target", Card.target());
            mappings.add(mapping);
        }
        body.put("parameter_mappings", mappings);
        body.put("visualization_settings", Map.of());
        return body;
    }

    private JsonNode reduced(JsonNode there) {
        if (there.isArray()) {
            List<JsonNode> all = new ArrayList<>();
            there.forEach(dashcard -> all.add(reduced(dashcard)));
            return json.valueToTree(all);
        }
        Map<String, JsonNode> kept = new LinkedHashMap<>();
        for (String name : List.of(
                "id", "card_id", "row", "col", "size_x", "size_y", "parameter_mappings", "visualization_settings")) {
            kept.put(name, there.path(name));
        }
        return json.valueToTree(kept);
    }
}

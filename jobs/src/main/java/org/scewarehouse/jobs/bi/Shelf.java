package org.scewarehouse.jobs.bi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cards and dashboards of the collection. */
final class Shelf {
    private static final List<String> SENT = List.of(
            "id",
            "card_id",
            "dashboard_tab_id",
            "action_id",
            "row",
            "col",
            "size_x",
            "size_y",
            "series",
            "parameter_mappings",
            "inline_parameters",
            "visualization_settings");

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
        Map<String, Integer> ours = translated();
        Map<String, Integer> found = items("card");
        for (Card card : content.cards()) {
            // By its own id first: people rename cards, move them and put them into the trash.
            Integer id = ours.getOrDefault(card.entityId(), found.get(card.name()));
            if (id == null) {
                id = changes.make("The card '" + card.name() + "'", "/api/card", body(card));
            } else if (isOther(card, changes.api().get("/api/card/" + id))) {
                Map<String, Object> body = body(card);
                body.put("archived", false);
                changes.change("The card '" + card.name() + "' was changed", "/api/card/" + id, body);
            }
            if (id != null) {
                cards.put(card, id);
            }
        }
        Map<String, Integer> dashboards = items("dashboard");
        content.dashboards().forEach(dashboard -> compare(dashboard, dashboards));
    }

    /** Ids of our cards by their entity ids, wherever they are; none where Metabase is too old to tell. */
    private Map<String, Integer> translated() {
        List<String> entityIds = content.cards().stream().map(Card::entityId).toList();
        JsonNode answer = changes.api()
                .postIfKnown("/api/eid-translation/translate", Map.of("entity_ids", Map.of("card", entityIds)));
        Map<String, Integer> ids = new HashMap<>();
        for (String entityId : entityIds) {
            JsonNode told = answer.path("entity_ids").path(entityId);
            if (told.path("status").asString("").equals("ok")) {
                ids.put(entityId, told.path("id").asInt());
            }
        }
        return ids;
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
                || query.path("database").asInt(0) != database
                || !card.name().equals(found.path("name").asString(""))
                || found.path("collection_id").asInt(0) != collection
                || found.path("archived").asBoolean(false)
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
        List<Object> dashcards = dashcards(dashboard, there);
        List<Object> parameters = parameters(dashboard, there.path("parameters"));
        boolean isSame = byId(json.valueToTree(dashcards)).equals(byId(there.path("dashcards")))
                && json.valueToTree(parameters).equals(there.path("parameters"));
        if (!isSame) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("parameters", parameters);
            body.put("dashcards", dashcards);
            body.put("tabs", there.path("tabs").isArray() ? there.path("tabs") : List.of());
            changes.change("The cards of dashboard '" + dashboard.name() + "' differ", "/api/dashboard/" + id, body);
        }
    }

    /** Our choice of a period, and what people added; of ours as it is there if nothing but its place differs. */
    private List<Object> parameters(Dashboard dashboard, JsonNode there) {
        Map<String, Object> missing = new LinkedHashMap<>();
        dashboard.parameters().forEach(parameter -> missing.put(String.valueOf(parameter.get("id")), parameter));
        List<Object> parameters = new ArrayList<>();
        for (JsonNode parameter : there) {
            Object ours = missing.remove(parameter.path("id").asString(""));
            parameters.add(ours == null ? parameter : ours);
        }
        parameters.addAll(missing.values());
        return parameters;
    }

    /** All cards that the dashboard is to have: ours where they belong, then what people added. */
    private List<Object> dashcards(Dashboard dashboard, JsonNode there) {
        Set<Integer> wanted = new HashSet<>();
        dashboard.places().forEach(place -> wanted.add(cards.get(place.card())));
        Map<Integer, JsonNode> known = new HashMap<>();
        List<Object> added = new ArrayList<>();
        for (JsonNode dashcard : there.path("dashcards")) {
            int card = dashcard.path("card_id").asInt(0);
            if (wanted.contains(card) && !known.containsKey(card)) {
                known.put(card, dashcard);
            } else {
                added.add(reduced(dashcard));
            }
        }
        JsonNode tab = there.path("tabs").path(0).path("id");
        List<Object> dashcards = new ArrayList<>();
        int unknown = 0;
        for (Dashboard.Place place : dashboard.places()) {
            Integer card = cards.get(place.card());
            if (card != null) {
                JsonNode dashcard = known.get(card);
                Map<String, Object> body = dashcard == null ? new LinkedHashMap<>() : reduced(dashcard);
                if (dashcard == null) {
                    body.put("id", --unknown);
                    if (tab.isInt()) {
                        body.put("dashboard_tab_id", tab);
                    }
                }
                body.putAll(dashcard(dashboard, place, card));
                dashcards.add(body);
            }
        }
        dashcards.addAll(added);
        return dashcards;
    }

    /** What we say of a card on a dashboard. */
    private static Map<String, Object> dashcard(Dashboard dashboard, Dashboard.Place place, int card) {
        Map<String, Object> body = new LinkedHashMap<>();
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

    /** Cards of a dashboard as they are sent, by id: the order in which Metabase tells of them says nothing. */
    private Map<Integer, JsonNode> byId(JsonNode dashcards) {
        Map<Integer, JsonNode> byId = new HashMap<>();
        dashcards.forEach(dashcard -> byId.put(dashcard.path("id").asInt(), json.valueToTree(reduced(dashcard))));
        return byId;
    }

    /**
     * What is sent of a card that is on a dashboard: what is left out is deleted, so all that can be sent. New ones
     * have ids below zero.
     */
    private static Map<String, Object> reduced(JsonNode dashcard) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String name : SENT) {
            JsonNode value = dashcard.path(name);
            if (!value.isMissingNode()) {
                kept.put(name, value);
            }
        }
        return kept;
    }
}

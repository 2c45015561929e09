package org.scewarehouse.jobs.bi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The content as files of Metabase's representation format, version 1, which its paid editions import; every edition
 * takes the same content by {@code sce bi provision}.
 */
final class ContentFiles {
    /** References are by e-mail address; this one is Metabase's own user for what nobody made. */
    private static final String CREATOR = "internal@metabase.com";

    private static final String COLLECTION = EntityId.of("collection");

    private ContentFiles() {}

    /** Texts of the files, by their path below {@code infra/metabase}. */
    static Map<String, String> of(Content content) {
        Map<String, String> files = new TreeMap<>();
        String folder = "collections/main/sce_warehouse/";
        files.put("collections/main/sce_warehouse.yaml", yaml(collection()));
        content.cards().forEach(card -> files.put(folder + card.slug() + ".yaml", yaml(card(card))));
        content.dashboards()
                .forEach(dashboard ->
                        files.put(folder + "dashboard_" + dashboard.slug() + ".yaml", yaml(dashboard(dashboard))));
        return files;
    }

    private static Map<String, Object> collection() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", Content.NAME);
        file.put("entity_id", COLLECTION);
        file.put("description", Content.DESCRIPTION);
        file.put("slug", "sce_warehouse");
        file.put("serdes/meta", meta(COLLECTION, "sce_warehouse", "Collection"));
        return file;
    }

    private static Map<String, Object> card(Card card) {
        Map<String, Object> stage = new LinkedHashMap<>();
        stage.put("lib/type", "mbql.stage/native");
        stage.put("native", card.sql());
        stage.put("template-tags", card.hasPeriod() ? List.of(card.tag()) : List.of());
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("lib/type", "mbql/query");
        query.put("database", Content.NAME);
        query.put("stages", List.of(stage));
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", card.name());
        file.put("entity_id", card.entityId());
        file.put("description", card.description());
        file.put("display", card.display());
        file.put("creator_id", CREATOR);
        file.put("type", "question");
        file.put("collection_id", COLLECTION);
        file.put("dataset_query", query);
        file.put("visualization_settings", card.settings());
        file.put("serdes/meta", meta(card.entityId(), card.slug(), "Card"));
        return file;
    }

    private static Map<String, Object> dashboard(Dashboard dashboard) {
        List<Object> places = new ArrayList<>();
        for (Dashboard.Place place : dashboard.places()) {
            Card card = place.card();
            String id = EntityId.of("place " + dashboard.slug() + " " + card.slug());
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("entity_id", id);
            file.put("card_id", card.entityId());
            file.put("row", place.row());
            file.put("col", place.column());
            file.put("size_x", place.width());
            file.put("size_y", place.height());
            if (card.hasPeriod()) {
                Map<String, Object> mapping = new LinkedHashMap<>();
                mapping.put("card_id", card.entityId());
                mapping.put("parameter_id", dashboard.parameterId());
                mapping.put("target", Card.target());
                file.put("parameter_mappings", List.of(mapping));
            }
            file.put("visualization_settings", Map.of());
            file.put(
                    "serdes/meta",
                    List.of(reference(dashboard.entityId(), "Dashboard"), reference(id, "DashboardCard")));
            places.add(file);
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", dashboard.name());
        file.put("entity_id", dashboard.entityId());
        file.put("creator_id", CREATOR);
        file.put("collection_id", COLLECTION);
        file.put("parameters", dashboard.parameters());
        file.put("dashcards", places);
        file.put("serdes/meta", meta(dashboard.entityId(), dashboard.slug(), "Dashboard"));
        return file;
    }

    /** In this order in every process, which {@code Map.of} does not keep. */
    private static Map<String, Object> reference(String id, String model) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("id", id);
        reference.put("model", model);
        return reference;
    }

    private static List<Object> meta(String id, String label, String model) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("id", id);
        meta.put("label", label);
        meta.put("model", model);
        return List.of(meta);
    }

    private static String yaml(Map<String, Object> file) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(file);
    }
}

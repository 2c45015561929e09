package org.scewarehouse.jobs.bi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Metabase says of tables and fields. It copies comments only while its own texts are blank, so a comment that
 * changed has to be brought. Keys keep the types that Metabase found in the constraints.
 */
final class Descriptions {
    private final Changes changes;
    private final Catalogue catalogue;

    Descriptions(Changes changes, Catalogue catalogue) {
        this.changes = changes;
        this.catalogue = catalogue;
    }

    void compare(int database) {
        JsonNode metadata = changes.api().get("/api/database/" + database + "/metadata?include_hidden=true");
        Map<String, JsonNode> known = new HashMap<>();
        for (JsonNode table : metadata.path("tables")) {
            known.put(text(table, "schema") + "." + text(table, "name"), table);
        }
        for (Catalogue.Table table : catalogue.tables()) {
            JsonNode found = known.get(table.schema() + "." + table.name());
            if (found == null) {
                changes.tell("Metabase does not see " + table.schema() + "." + table.name()
                        + ": let it sync, and look at the rights of its login");
            } else {
                compare(table, found);
            }
        }
    }

    private void compare(Catalogue.Table table, JsonNode found) {
        String name = table.schema() + "." + table.name();
        Map<String, Object> body = new LinkedHashMap<>();
        if (isOther(table.description(), found)) {
            body.put("description", table.description());
        }
        if (table.isHidden() && text(found, "visibility_type") == null) {
            body.put("visibility_type", "hidden");
        }
        if (!body.isEmpty()) {
            changes.change(name + " is described otherwise", "/api/table/" + id(found), body);
        }
        Map<String, JsonNode> fields = new HashMap<>();
        for (JsonNode field : found.path("fields")) {
            fields.put(String.valueOf(text(field, "name")), field);
        }
        for (Catalogue.Column column : table.columns()) {
            JsonNode field = fields.get(column.name());
            if (field == null) {
                changes.tell("Metabase does not see " + name + "." + column.name() + ": let it sync");
            } else {
                compare(name, column, field);
            }
        }
    }

    private void compare(String table, Catalogue.Column column, JsonNode field) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (isOther(column.description(), field)) {
            body.put("description", column.description());
        }
        String type = text(field, "semantic_type");
        boolean isKey = "type/PK".equals(type) || "type/FK".equals(type);
        if (column.semanticType() != null && !isKey && !column.semanticType().equals(type)) {
            body.put("semantic_type", column.semanticType());
        }
        if (!body.isEmpty()) {
            changes.change(table + "." + column.name() + " is described otherwise", "/api/field/" + id(field), body);
        }
    }

    /** What has no comment, such as a view that a site has made, keeps Metabase's words: it takes no blank ones. */
    private static boolean isOther(String description, JsonNode found) {
        return !description.isBlank() && !description.equals(text(found, "description"));
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.asString() : null;
    }

    private static int id(JsonNode node) {
        if (!node.path("id").isInt()) {
            throw new MetabaseUnusable("Metabase tells of a table or field without an id");
        }
        return node.path("id").asInt();
    }
}

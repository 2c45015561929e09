package org.scewarehouse.jobs.bi;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;
import tools.jackson.databind.JsonNode;

/**
 * Brings a Metabase to what it should hold: the connection, descriptions and semantic types, the collection with its
 * cards and dashboards. Whatever is there already is left alone, so doing it twice changes nothing; what people made
 * besides is never touched.
 */
final class Provisioning {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int MOST_PAUSES = 300;

    private final Changes changes;
    private final Content content;
    private final Catalogue catalogue;
    private final @Nullable WarehouseLogin reader;
    private final Retry.Sleeper sleeper;

    private Provisioning(
            Changes changes,
            Content content,
            Catalogue catalogue,
            @Nullable WarehouseLogin reader,
            Retry.Sleeper sleeper) {
        this.changes = changes;
        this.content = content;
        this.catalogue = catalogue;
        this.reader = reader;
        this.sleeper = sleeper;
    }

    /** Puts right what differs, and tells what it was. */
    static Differences provision(
            MetabaseApi api, Content content, Catalogue catalogue, WarehouseLogin reader, Retry.Sleeper sleeper)
            throws InterruptedException {
        return new Provisioning(new Changes(api, true), content, catalogue, reader, sleeper).run();
    }

    /** Tells what differs and changes nothing. */
    static List<String> check(MetabaseApi api, Content content, Catalogue catalogue) throws InterruptedException {
        return new Provisioning(new Changes(api, false), content, catalogue, null, time -> {})
                .run()
                .told();
    }

    private Differences run() throws InterruptedException {
        Integer database = database();
        if (database != null) {
            new Descriptions(changes, catalogue).compare(database);
            Integer collection = collection();
            if (collection != null) {
                new Shelf(changes, content, database, collection).compare();
            }
        }
        return changes.told();
    }

    private @Nullable Integer database() throws InterruptedException {
        JsonNode answer = changes.api().get("/api/database");
        JsonNode databases = answer.isArray() ? answer : answer.path("data");
        for (JsonNode database : databases) {
            if (database.path("name").asString("").equals(Content.NAME)) {
                int id = database.path("id").asInt();
                if (changes.isWriting()) {
                    changes.api().post("/api/database/" + id + "/sync_schema", Map.of());
                    awaitSync(id);
                }
                return id;
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("engine", "postgres");
        body.put("name", Content.NAME);
        body.put("details", reader == null ? Map.of() : reader.details());
        body.put("is_full_sync", true);
        body.put("is_on_demand", false);
        body.put("auto_run_queries", true);
        Integer made = changes.make("The connection " + Content.NAME, "/api/database", body);
        if (made != null) {
            changes.api().post("/api/database/" + made + "/sync_schema", Map.of());
            awaitSync(made);
        }
        return made;
    }

    private void awaitSync(int database) throws InterruptedException {
        for (int pause = 0; pause < MOST_PAUSES; pause++) {
            String state = changes.api()
                    .get("/api/database/" + database)
                    .path("initial_sync_status")
                    .asString("");
            if (state.equals("complete")) {
                return;
            }
            sleeper.sleep(PAUSE);
        }
        throw new SourceUnavailable("Metabase has not read the warehouse's tables within "
                + PAUSE.multipliedBy(MOST_PAUSES).toMinutes() + " minutes. Run this again when it has");
    }

    private @Nullable Integer collection() {
        for (JsonNode found : changes.api().get("/api/collection")) {
            boolean isOurs = found.path("name").asString("").equals(Content.NAME)
                    && !found.path("archived").asBoolean(false);
            if (isOurs) {
                return found.path("id").asInt();
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", Content.NAME);
        body.put("description", Content.DESCRIPTION);
        body.put("parent_id", null);
        return changes.make("The collection " + Content.NAME, "/api/collection", body);
    }
}

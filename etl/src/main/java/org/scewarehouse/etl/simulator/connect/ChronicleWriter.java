package org.scewarehouse.etl.simulator.connect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.ParquetRecordWriter;
import tools.jackson.databind.JsonNode;

/** Writes what Chronicle, watching a Connect server of a world, would write: its curated data sets, by day of UTC. */
public final class ChronicleWriter {

    private static final String USERS = """
            message user_list {
              optional binary environment (STRING);
              required binary id (STRING);
              optional binary username (STRING);
              optional binary email (STRING);
              optional binary first_name (STRING);
              optional binary last_name (STRING);
              optional binary user_role (STRING);
              optional int64 created_at (TIMESTAMP(MICROS,true));
              optional int64 last_active_at (TIMESTAMP(MICROS,true));
              optional boolean active_today;
            }""";
    private static final String CONTENT = """
            message content_list {
              optional binary environment (STRING);
              required binary id (STRING);
              optional binary name (STRING);
              optional binary title (STRING);
              optional int64 created_time (TIMESTAMP(MICROS,true));
              optional int64 last_deployed_time (TIMESTAMP(MICROS,true));
              optional binary type (STRING);
              optional binary description (STRING);
              optional binary access_type (STRING);
              optional boolean locked;
              optional double cpu_request;
              optional binary bundle_id (STRING);
              optional binary content_category (STRING);
              optional binary r_version (STRING);
              optional binary py_version (STRING);
              optional binary quarto_version (STRING);
              optional binary owner_guid (STRING);
              optional boolean extension;
            }""";
    private static final String VISITS = """
            message content_visits_totals_by_user {
              optional binary environment (STRING);
              optional binary content_guid (STRING);
              optional binary user_guid (STRING);
              optional int64 visits;
              optional binary path (STRING);
            }""";
    private static final String SESSIONS = """
            message shiny_usage_totals_by_user {
              optional binary environment (STRING);
              optional binary content_guid (STRING);
              optional binary user_guid (STRING);
              optional int64 num_sessions;
              optional int64 duration;
            }""";
    private static final List<String> TEXTS = List.of(
            "name",
            "title",
            "description",
            "access_type",
            "bundle_id",
            "content_category",
            "r_version",
            "py_version",
            "quarto_version",
            "owner_guid");

    private final ConnectWorld world;
    private final ObjectStore store;
    private final ItemJson json;

    /** @param store where Chronicle's folder {@code curated} comes to lie */
    public ChronicleWriter(ConnectWorld world, ObjectStore store) {
        this.world = world;
        this.store = store;
        this.json = new ItemJson(world, ConnectOptions.of2026());
    }

    /** Writes all data sets of a day, content and accounts as at its end. */
    public void write(LocalDate day) {
        write("user_list", day, USERS, users());
        write("content_list", day, CONTENT, content(day));
        write("content_visits_totals_by_user", day, VISITS, uses(day, false));
        write("shiny_usage_totals_by_user", day, SESSIONS, uses(day, true));
    }

    private void write(String dataset, LocalDate day, String schema, List<Map<String, Object>> records) {
        String key = "curated/v2/connect/" + dataset + "/date=" + day + "/part-0.parquet";
        ParquetRecordWriter.write(store, key, schema, records);
    }

    private static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static long micros(Instant at) {
        return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(at.getNano());
    }

    private List<Map<String, Object>> users() {
        return IntStream.range(0, world.settings().people().size())
                .mapToObj(i -> {
                    WorldSettings.Person person = world.settings().people().get(i);
                    return Map.<String, Object>of(
                            "environment",
                            "Production",
                            "id",
                            ConnectWorld.account(i),
                            "username",
                            person.username(),
                            "email",
                            person.email(),
                            "first_name",
                            "First",
                            "last_name",
                            "Last",
                            "user_role",
                            i == 0 ? "administrator" : "publisher",
                            "created_at",
                            micros(Instant.parse("2020-01-01T00:00:00Z")),
                            "active_today",
                            false);
                })
                .toList();
    }

    private List<Map<String, Object>> content(LocalDate day) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Item item : world.items()) {
            if (item.isThere(end(day))) {
                JsonNode listed = json.content(item, end(day), Set.of());
                Map<String, Object> record = new TreeMap<>(Map.of(
                        "environment", "Production",
                        "id", item.guid(),
                        "type", listed.path("app_mode").asString(""),
                        "created_time", micros(item.createdAt()),
                        "last_deployed_time",
                                micros(Instant.parse(
                                        listed.path("last_deployed_time").asString(""))),
                        "locked", false,
                        "extension", false));
                for (String name : TEXTS) {
                    if (listed.path(name).isString()) {
                        record.put(name, listed.path(name).asString(""));
                    }
                }
                records.add(record);
            }
        }
        return records;
    }

    /** Hits of an item and person on the day, those of two paths apart. */
    private List<Map<String, Object>> uses(LocalDate day, boolean isOfShiny) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Item item : world.items()) {
            if (item.isShiny() == isOfShiny) {
                Map<Integer, long[]> hits = new TreeMap<>();
                for (LocalDate began : List.of(day.minusDays(1), day)) {
                    world.visits(
                            item,
                            began,
                            visit -> visit.hits().stream()
                                    .filter(at -> LocalDate.ofInstant(at, ZoneOffset.UTC)
                                            .equals(day))
                                    .forEach(at -> hits.computeIfAbsent(visit.person(), key -> new long[2])[
                                            at.getEpochSecond() % 2 == 0 ? 0 : 1]++));
                }
                hits.forEach((person, counts) -> {
                    for (int i = 0; i < counts.length; i++) {
                        if (counts[i] > 0) {
                            records.add(use(item, person, counts[i], i == 0 ? "/" : "/detail"));
                        }
                    }
                });
            }
        }
        return records;
    }

    private static Map<String, Object> use(Item item, int person, long count, String path) {
        Map<String, Object> record = new TreeMap<>(Map.of("environment", "Production", "content_guid", item.guid()));
        if (person >= 0) {
            record.put("user_guid", ConnectWorld.account(person));
        }
        if (item.isShiny()) {
            record.put("num_sessions", count);
            record.put("duration", count * 600);
        } else {
            record.put("visits", count);
            record.put("path", path);
        }
        return record;
    }
}

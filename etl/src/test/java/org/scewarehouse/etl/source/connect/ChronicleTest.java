package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.ParquetRecordWriter;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.connect.ChronicleWriter;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item.Kind;
import org.scewarehouse.etl.simulator.connect.WorldSettings;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;

/** What Chronicle wrote of a server gives the facts that the server itself gives, as far as it knows. */
class ChronicleTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final int DAYS = 6;
    private static final List<LocalDate> ALL =
            FIRST.datesUntil(FIRST.plusDays(DAYS)).toList();

    @TempDir
    Path folder;

    private @Nullable ConnectRig rig;

    private static ConnectWorld world(int mostHits) {
        WorldSettings usual = WorldSettings.of(FIRST, DAYS, 40, 9, 6);
        return new ConnectWorld(new WorldSettings(1, FIRST, DAYS, 40, usual.people(), 6, mostHits));
    }

    private Path chronicle(ConnectWorld world) {
        Path place = folder.resolve("chronicle");
        ALL.forEach(new ChronicleWriter(world, new LocalStore(place))::write);
        return place;
    }

    private ConnectRig ofChronicle(ConnectWorld world) {
        ConnectRig made = new ConnectRig(folder.resolve("a"), world, ConnectOptions.of2026());
        rig = made;
        made.readChronicle(chronicle(world));
        made.night(FIRST.plusDays(DAYS - 1), ALL);
        return made;
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private static Map<String, Map<String, String>> items(ConnectRig rig, LocalDate day, String table) {
        Map<String, String> guids = new HashMap<>();
        rig.rows(day, "dim_content").forEach(row -> guids.put(row.get("content_key"), row.get("content_guid")));
        Map<String, Map<String, String>> rows = new TreeMap<>();
        rig.rows(day, table).forEach(row -> rows.put(guids.get(row.get("content_key")), row));
        return rows;
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.get(column));
    }

    @Test
    void factsAgreeWithTheServersOwnWhereTheyCan() {
        ConnectWorld world = world(1);
        ConnectRig chronicle = ofChronicle(world);
        try (ConnectRig server = new ConnectRig(folder.resolve("b"), world, ConnectOptions.of2026())) {
            ALL.forEach(day -> server.night(day, List.of(day)));
            for (LocalDate day : ALL) {
                assertContent(chronicle, server, day);
                assertVisits(world, chronicle, server, day);
            }
        }
    }

    private static void assertContent(ConnectRig chronicle, ConnectRig server, LocalDate day) {
        Map<String, Map<String, String>> known = items(chronicle, day, "dim_content");
        Map<String, Map<String, String>> expected = items(server, day, "dim_content");
        assertThat(known.keySet()).as(day.toString()).isEqualTo(expected.keySet());
        expected.forEach((guid, row) -> {
            for (String column : List.of(
                    "content_key",
                    "content_name",
                    "content_title",
                    "app_mode",
                    "content_type",
                    "user_id",
                    "access_type",
                    "created_at",
                    "last_deployed_at",
                    "r_version_sort",
                    "python_version",
                    "quarto_version",
                    "is_locked",
                    "deleted_observed_on")) {
                assertThat(known.get(guid)).as(guid + " on " + day).containsEntry(column, row.get(column));
            }
            String state = String.valueOf(row.get("deployment_state"));
            assertThat(known.get(guid))
                    .containsEntry(
                            "deployment_state",
                            List.of("created_only", "never_succeeded").contains(state)
                                    ? "never_deployed"
                                    : state.equals("redeploy_failing") ? "deployed" : state)
                    .containsEntry("bundle_count", "")
                    .containsEntry("has_schedule", "");
        });
    }

    private static void assertVisits(ConnectWorld world, ConnectRig chronicle, ConnectRig server, LocalDate day) {
        Map<String, Map<String, String>> known = items(chronicle, day, "fact_content_day");
        Map<String, Map<String, String>> expected = items(server, day, "fact_content_day");
        world.items().stream()
                // Its visit over midnight is one visit for us and a request on two days for Chronicle.
                .filter(item -> item.kind() != Kind.POPULAR && expected.containsKey(item.guid()))
                .forEach(item -> {
                    Map<String, String> row = Objects.requireNonNull(expected.get(item.guid()));
                    long monitors = number(row, "monitor_visit_count");
                    assertThat(known.get(item.guid()))
                            .as(item.kind() + " on " + day)
                            .containsEntry("visit_count", Long.toString(number(row, "visit_count") + monitors))
                            .containsEntry(
                                    "anonymous_visit_count",
                                    Long.toString(number(row, "anonymous_visit_count") + monitors))
                            .containsEntry("owner_visit_count", row.get("owner_visit_count"))
                            .containsEntry("visitor_count", row.get("visitor_count"))
                            .containsEntry("is_listed", row.get("is_listed"))
                            .containsEntry("user_id", row.get("user_id"))
                            .containsEntry("monitor_visit_count", "")
                            .containsEntry("run_count", "");
                });
        assertThat(chronicle.rows(day, "fact_content_visit")).isEmpty();
    }

    @Test
    void everyRequestCountsAndWhatIsNotKnownIsSaid() {
        ConnectWorld world = world(3);
        ConnectRig chronicle = ofChronicle(world);
        LocalDate day = FIRST.plusDays(2);
        Map<String, Long> hits = new TreeMap<>();
        world.items()
                .forEach(item -> Stream.of(day.minusDays(1), day)
                        .forEach(began -> world.visits(
                                item,
                                began,
                                visit -> visit.hits().stream()
                                        .filter(at -> LocalDate.ofInstant(at, ZoneOffset.UTC)
                                                .equals(day))
                                        .forEach(at -> hits.merge(item.guid(), 1L, Long::sum)))));
        Map<String, Long> found = new TreeMap<>();
        Map<String, Double> seconds = new TreeMap<>();
        items(chronicle, day, "fact_content_day").forEach((guid, row) -> {
            if (number(row, "visit_count") > 0) {
                found.put(guid, number(row, "visit_count"));
            }
            if (!row.getOrDefault("session_seconds", "").isEmpty()) {
                seconds.put(guid, Double.valueOf(row.get("session_seconds")));
            }
        });
        assertThat(found).isEqualTo(hits);
        Map<String, Double> sessions = new TreeMap<>();
        world.items().stream()
                .filter(item -> item.isShiny() && hits.containsKey(item.guid()))
                .forEach(item -> sessions.put(item.guid(), 600.0 * hits.getOrDefault(item.guid(), 0L)));
        assertThat(seconds).isNotEmpty().isEqualTo(sessions);
        assertThat(String.join("\n", chronicle.findings(day)))
                .contains("subject=fact_content_visit")
                .contains("subject=monitor_visit_count")
                .contains("subject=runs and schedules")
                .doesNotContain("kind=WARNING", "kind=DROP");
    }

    /** Lists of accounts are written again for days long ago, and visits are not. */
    @Test
    void thatVisitsWereNotCountedYetIsNoProofThatNobodyCame() throws Exception {
        ConnectWorld world = world(1);
        Path curated = chronicle(world).resolve("curated/v2/connect");
        for (String dataset : List.of(ChronicleFiles.VISITS, ChronicleFiles.SESSIONS)) {
            Files.delete(curated.resolve(dataset + "/date=" + FIRST + "/part-0.parquet"));
        }
        ConnectRig made = new ConnectRig(folder.resolve("a"), world, ConnectOptions.of2026());
        rig = made;
        made.readChronicle(folder.resolve("chronicle"));
        made.night(FIRST.plusDays(DAYS - 1), ALL);
        assertThat(made.findings(FIRST).toString()).contains("endpoint=visits, kind=GAP, subject=history");
        assertThat(made.findings(FIRST.plusDays(1)).toString()).doesNotContain("subject=history");
    }

    @Test
    void nothingPrivateReachesRaw() throws Exception {
        ConnectRig chronicle = ofChronicle(world(1));
        StringBuilder kept = new StringBuilder();
        for (String endpoint : List.of("directory", "visits", "content")) {
            for (RawZone.PartFile part :
                    chronicle.raw().current("connect", FIRST).orElseThrow().parts(endpoint)) {
                try (var in = part.open()) {
                    kept.append(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(kept.toString()).contains("person2@example.org").doesNotContain("first_name", "Made by", "/detail");
    }

    private void extract(Path place, LocalDate day, String endpoint) {
        LocalStore store = new LocalStore(place);
        Instant now = day.plusDays(1).atTime(4, 0).toInstant(ZoneOffset.UTC);
        new ChronicleExtract(store, place.toString(), ZoneOffset.UTC, () -> now, "test")
                .extract(
                        new Day(day, ZoneOffset.UTC),
                        new Endpoint(endpoint, Endpoint.Kind.AS_OF, true),
                        new RawZone(new LocalStore(folder.resolve("lake"))).writer("connect", endpoint, day, 1),
                        Progress.NONE);
    }

    @Test
    void aDayThatIsNotWrittenYetIsAskedForAgain() {
        Path place = chronicle(world(1));
        assertThatThrownBy(() -> extract(place, FIRST.plusDays(DAYS), "visits"))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("got none after 2026-03-06");
        ChronicleExtract extract =
                new ChronicleExtract(new LocalStore(place), "x", ZoneOffset.UTC, () -> Instant.EPOCH, "test");
        assertThat(extract.reach(Instant.EPOCH).oldest()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        ChronicleExtract nothing = new ChronicleExtract(
                new LocalStore(folder.resolve("no")), "x", ZoneOffset.UTC, () -> Instant.EPOCH, "test");
        assertThat(nothing.reach(Instant.EPOCH).hasRecords()).isFalse();
    }

    /** Its days are those of UTC, whatever is reported. */
    @Test
    void aDayIsNotDueBeforeItIsOverForChronicleAndNoneIsExpectedBeforeTheFirst() {
        Path place = chronicle(world(1));
        Map.of("UTC", 3, "America/New_York", 3, "Europe/Berlin", 5, "Asia/Tokyo", 12, "Australia/Sydney", 14)
                .forEach((zone, hours) -> {
                    for (String now : List.of("2026-01-15T05:00:00Z", "2026-07-15T05:00:00Z")) {
                        assertThat(in(zone, now, place).edge()).as(zone).isEqualTo(Duration.ofHours(hours));
                    }
                });
        for (String zone : List.of("America/New_York", "Asia/Tokyo")) {
            Instant oldest =
                    in(zone, "2026-03-09T00:00:00Z", place).reach(Instant.EPOCH).oldest();
            assertThat(oldest.atZone(ZoneId.of(zone)).toLocalDate()).as(zone).isEqualTo(FIRST);
        }
    }

    private static ChronicleExtract in(String zone, String now, Path place) {
        return new ChronicleExtract(new LocalStore(place), "x", ZoneId.of(zone), () -> Instant.parse(now), "test");
    }

    @Test
    void filesThatAreNotAsDocumentedAreNamed() throws Exception {
        String key = "curated/v2/connect/content_visits_totals_by_user/date=2026-03-01/part-0.parquet";
        Path other = folder.resolve("other");
        ParquetRecordWriter.write(
                new LocalStore(other), key, "message m { optional binary who (STRING); }", List.of(Map.of("who", "x")));
        assertThatThrownBy(() -> extract(other, FIRST, "visits"))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("date=2026-03-01/part-0.parquet: expected a column content_guid");
        Path broken = folder.resolve("broken");
        Files.createDirectories(broken.resolve(key).getParent());
        Files.writeString(broken.resolve(key), "no Parquet");
        assertThatThrownBy(() -> extract(broken, FIRST, "visits"))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("cannot be read");
    }
}

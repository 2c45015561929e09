package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.SourceContractTest;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/** The documented examples, and what the documentation warns of. */
class ConnectSourceTest extends SourceContractTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 3), ZoneOffset.UTC);

    @Override
    protected String source() {
        return "connect";
    }

    @Override
    protected Day day() {
        return DAY;
    }

    @Override
    protected List<String> endpoints() {
        return ConnectEndpoints.all().stream().map(Endpoint::name).toList();
    }

    @Override
    protected List<TableSpec<?>> tables() {
        return ConnectTransform.tables();
    }

    @Override
    protected Dimensions dimensions() {
        return ConnectRig.DIMENSIONS;
    }

    @Override
    protected List<RawFixture.Part> fixture() throws IOException {
        return parts("");
    }

    @Override
    protected List<RawFixture.Part> fixtureWithUnknownFields() throws IOException {
        return parts("\"later\":{\"x\":[1]},");
    }

    private static List<RawFixture.Part> parts(String further) throws IOException {
        List<RawFixture.Part> parts = new ArrayList<>();
        parts.add(part(ConnectEndpoints.DIRECTORY, ConnectEndpoints.USERS, "users", further));
        parts.add(part(ConnectEndpoints.DIRECTORY, ConnectEndpoints.MEMBERS, "members", further));
        parts.add(part(ConnectEndpoints.VISITS, ConnectEndpoints.HITS, "hits", further));
        parts.add(part(ConnectEndpoints.JOBS, ConnectEndpoints.JOBS, "jobs", further));
        parts.add(part(ConnectEndpoints.AUDIT_LOGS, ConnectEndpoints.AUDIT_LOGS, "audit", further));
        parts.add(part(ConnectEndpoints.CONTENT, ConnectEndpoints.CONTENT, "content", further));
        parts.add(part(ConnectEndpoints.BUNDLES, ConnectEndpoints.BUNDLES, "bundles", further));
        parts.add(part(ConnectEndpoints.PERMISSIONS, ConnectEndpoints.PERMISSIONS, "permissions", further));
        parts.add(part(ConnectEndpoints.PACKAGES, ConnectEndpoints.PACKAGES, "packages", further));
        parts.add(part(ConnectEndpoints.SERVER, ConnectEndpoints.INSTALLATIONS, "installations", further));
        parts.add(part(ConnectEndpoints.SERVER, ConnectEndpoints.ACTIVE_ACCOUNTS, "active", further));
        parts.add(part(ConnectEndpoints.SERVER, ConnectEndpoints.GROUP_MEMBERS, "groups", further));
        parts.add(part(ConnectEndpoints.SERVER, ConnectEndpoints.STORAGE, "storage", further));
        return parts;
    }

    private static RawFixture.Part part(String endpoint, String of, String file, String further) throws IOException {
        String lines = Files.readString(Path.of("src/test/resources/raw/connect", file + ".jsonl"));
        String text = lines.lines()
                .map(line -> "{" + further + line.substring(1) + "\n")
                .reduce("", String::concat);
        return RawFixture.Part.text(
                endpoint,
                of,
                "jsonl",
                lines.lines().count(),
                text,
                Map.of(ConnectEndpoints.OF, of, ConnectEndpoints.HAS_SCHEDULES, "true"));
    }

    @Override
    protected void transform(Day day, RawZone.Reader raw, CuratedZone.Writer rows, Path tempFolder) {
        new ConnectTransform(ConnectTransformSettings.defaults(), tempFolder, 1 << 20)
                .transform(day, raw, new byte[0], dimensions(), rows, Progress.NONE);
    }

    private List<Map<String, String>> rows(Built built, String table) {
        return CuratedText.rows(built.zone(), source(), DAY, Warehouse.table(table));
    }

    @Test
    void documentedExamplesHaveTheirDocumentedMeaning() throws IOException {
        Built built = build("documented", fixture());
        assertThat(rows(built, "dim_content"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("content_guid", "5d1f")
                        .containsEntry("deployment_state", "never_succeeded")
                        .containsEntry("last_deployed_at", ""))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("content_guid", "8f37")
                        .containsEntry("deployment_state", "deployed")
                        .containsEntry("r_version_sort", "4003002")
                        .containsEntry("is_git_backed", "true")
                        .containsEntry("has_schedule", "true"))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("app_mode", "holo-deck").containsEntry("content_type", "other"));
        assertThat(rows(built, "dim_content").toString()).doesNotContain("anna").contains("Weekly of user-");
        assertThat(rows(built, "fact_content_run"))
                .hasSize(3)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("run_kind", "scheduled")
                        .containsEntry("outcome", "failed")
                        .containsEntry("wait_seconds", "9")
                        .containsEntry("run_seconds", "91"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("run_kind", "render")
                        .containsEntry("outcome", "aborted")
                        .containsEntry("ended_at", "2026-01-03T05:01:00Z"))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("run_kind", "build").containsEntry("run_seconds", ""));
        assertThat(rows(built, "fact_schedule_day"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("is_failing", "true")
                        .containsEntry("failing_since_at", "2026-01-03T02:01:40Z")
                        .containsEntry("is_dead", "false"));
    }

    /** The server lists whom the owner gave a permission, and not the owner. */
    @Test
    void theOwnerOfAnItemIsAmongThoseWhoMaySeeIt() throws IOException {
        List<RawFixture.Part> parts = new ArrayList<>(fixture());
        parts.removeIf(part -> part.request().equals(ConnectEndpoints.PERMISSIONS));
        String answers = """
                {"content_guid":"5d1f","answer":[]}
                {"content_guid":"8f37","answer":[{"principal_type":"group","role":"viewer"}]}
                """;
        Map<String, String> attributes = Map.of(ConnectEndpoints.OF, ConnectEndpoints.PERMISSIONS);
        parts.add(RawFixture.Part.text(
                ConnectEndpoints.PERMISSIONS, ConnectEndpoints.PERMISSIONS, "jsonl", 2, answers, attributes));
        assertThat(rows(build("permissions", parts), "dim_content"))
                .extracting(row -> row.get("content_guid") + ' ' + row.get("permission_count"))
                .contains("5d1f 1", "8f37 2", "4756 ");
    }

    private Map<String, String> scheduleAfter(String name, String... jobs) throws IOException {
        List<RawFixture.Part> parts = new ArrayList<>(fixture());
        parts.removeIf(part -> part.request().equals(ConnectEndpoints.JOBS));
        parts.add(RawFixture.Part.text(
                ConnectEndpoints.JOBS,
                ConnectEndpoints.JOBS,
                "jsonl",
                jobs.length,
                String.join("", jobs),
                Map.of(ConnectEndpoints.OF, ConnectEndpoints.JOBS)));
        List<Map<String, String>> rows = rows(build(name, parts), "fact_schedule_day");
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static String scheduled(String variant, int hour, @Nullable Integer exitCode, int status) {
        String at = "2026-01-03T%02d".formatted(hour);
        return """
                {"key":"h%d","content_guid":"8f37","variant_key":"%s","tag":"build_report","queued_time":"%s:00:00Z",\
                "start_time":"%s:00:01Z","end_time":"%s:00:31Z","exit_code":%d,"error":null,"status":%d}
                """.formatted(hour, variant, at, at, at, exitCode, status);
    }

    @Test
    void aRunThatWasSkippedHealsNoSchedule() throws IOException {
        assertThat(scheduleAfter(
                        "skipped", scheduled("k1", 2, 1, 2), scheduled("k1", 3, 1, 2), scheduled("k1", 4, null, 3)))
                .containsEntry("run_count", "3")
                .containsEntry("failed_run_count", "2")
                .containsEntry("is_failing", "true")
                .containsEntry("failing_since_at", "2026-01-03T02:00:31Z")
                .containsEntry("failures_in_row_count", "2")
                .containsEntry("last_run_at", "2026-01-03T03:00:31Z");
        assertThat(scheduleAfter("healed", scheduled("k1", 2, 1, 2), scheduled("k1", 3, 0, 2)))
                .containsEntry("failed_run_count", "1")
                .containsEntry("is_failing", "false")
                .containsEntry("failing_since_at", "")
                .containsEntry("last_success_at", "2026-01-03T03:00:31Z");
    }

    @Test
    void ofAScheduleWithoutARunTheListingTellsHowItDoesAndNotSinceWhen() throws IOException {
        assertThat(scheduleAfter("told"))
                .containsEntry("run_count", "0")
                .containsEntry("is_failing", "true")
                .containsEntry("failing_since_at", "")
                .containsEntry("failures_in_row_count", "")
                .containsEntry("last_success_at", "")
                .containsEntry("last_run_at", "2026-01-03T02:01:40Z");
    }

    /** Runs of a schedule that somebody took away on the day are runs of the item, and make no schedule. */
    @Test
    void aScheduleThatIsListedNoMoreIsNotBroughtBackByItsRuns() throws IOException {
        assertThat(scheduleAfter("gone", scheduled("k0", 2, 1, 2), scheduled("k1", 3, 0, 2)))
                .containsEntry("run_count", "1")
                .containsEntry("is_failing", "false");
    }

    @Test
    void ofBundlesTheNewestCountsInWhateverOrderTheyComeAndThoseOfTheDayAreUploads() throws IOException {
        String bundles = """
                {"content_guid":"5d1f","answer":[{"id":"1","created_time":"2026-01-03T00:00:00Z","size":100},\
                {"id":"2","created_time":"2026-01-04T00:00:00Z","size":30},\
                {"id":"3","created_time":"2026-01-02T23:59:59Z","size":null}]}
                """;
        List<RawFixture.Part> parts = new ArrayList<>(fixture());
        parts.removeIf(part -> part.request().equals(ConnectEndpoints.BUNDLES));
        Map<String, String> attributes = Map.of(ConnectEndpoints.OF, ConnectEndpoints.BUNDLES);
        parts.add(RawFixture.Part.text(
                ConnectEndpoints.BUNDLES, ConnectEndpoints.BUNDLES, "jsonl", 1, bundles, attributes));
        Built built = build("bundles", parts);
        Map<String, String> item = rows(built, "dim_content").stream()
                .filter(row -> "5d1f".equals(row.get("content_guid")))
                .findFirst()
                .orElseThrow();
        assertThat(item)
                .containsEntry("last_uploaded_at", "2026-01-04T00:00:00Z")
                .containsEntry("bundle_count", "3")
                .containsEntry("bundle_bytes", "130");
        assertThat(rows(built, "fact_content_day"))
                .filteredOn(row -> Objects.equals(item.get("content_key"), row.get("content_key")))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("upload_count", "1"));
    }

    @Test
    void whatTheServerSaysOfItselfIsKept() throws IOException {
        Built built = build("server", fixture());
        assertThat(rows(built, "dim_runtime"))
                .extracting(row -> row.get("language_name") + ' ' + row.get("runtime_version_sort"))
                .containsExactlyInAnyOrder("r 4003002", "r 4004001", "python ");
        assertThat(rows(built, "fact_account_day"))
                .extracting(row -> row.get("window_day_count") + ' ' + row.get("account_count"))
                .containsExactlyInAnyOrder("30 7", "1 2");
        assertThat(rows(built, "bridge_content_group"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.get("group_name")).startsWith("friends of user-"));
        assertThat(rows(built, "dim_content"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("content_guid", "4756")
                        .containsEntry("bundle_count", "2")
                        .containsEntry("bundle_bytes", "700"));
    }

    @Test
    void hitsOfOneVisitAreOneVisitAndThoseOfTheDayBeforeAreItsOwn() throws IOException {
        Built built = build("visits", fixture());
        assertThat(rows(built, "fact_content_visit"))
                .hasSize(3)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("started_at", "2026-01-03T23:00:00Z")
                        .containsEntry("hit_count", "2")
                        .containsEntry("is_owner", "true"))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("is_monitor", "true").containsEntry("is_anonymous", "true"))
                .anySatisfy(row -> assertThat(row).containsEntry("started_at", "2026-01-03T00:00:00Z"));
        assertThat(built.manifest().findings().toString())
                .contains("kind=NOTE, subject=hit, reason=listed twice, counted once, count=1")
                .contains("it ends before it begins")
                .contains("package, reason=without item, name or version, count=1");
    }

    @Test
    void anOldServersVisitsAndSessionsSayTheSame() throws IOException {
        List<RawFixture.Part> parts = new ArrayList<>(fixture());
        parts.removeIf(part -> part.request().equals(ConnectEndpoints.HITS));
        parts.add(part(ConnectEndpoints.VISITS, ConnectEndpoints.VISITS, "visits", ""));
        parts.add(part(ConnectEndpoints.VISITS, ConnectEndpoints.SESSIONS, "sessions", ""));
        Built built = build("old", parts);
        assertThat(rows(built, "fact_content_visit"))
                .hasSize(4)
                .filteredOn(row -> "5400".equals(row.get("session_seconds")))
                .hasSize(1);
        assertThat(built.manifest().findings().toString()).contains("session, reason=it ends before it begins");
    }
}

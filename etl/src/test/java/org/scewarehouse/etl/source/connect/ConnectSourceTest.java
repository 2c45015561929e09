package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final String USERS = """
            {"guid":"20a7","username":"anna","email":"anna@example.org"}
            {"guid":"08e3","username":"bert","email":null}
            """;

    private static final String MEMBERS = """
            {"guid":"5d1f","name":"qc-dash","title":null,"app_mode":"unknown","content_category":"","owner_guid":"20a7","created_time":"2026-01-02T08:00:00Z"}
            {"guid":"8f37","name":"weekly","title":"Weekly of anna","app_mode":"rmd-static","content_category":"","owner_guid":"20a7","created_time":"2025-01-02T08:00:00-05:00"}
            {"guid":"4756","name":"hello","title":"Hello","app_mode":"api","content_category":"","owner_guid":"08e3","created_time":"2025-01-02T08:00:00Z"}
            """;

    private static final String CONTENT = """
            {"guid":"5d1f","id":"912","name":"qc-dash","title":null,"app_mode":"unknown","bundle_id":null,"created_time":"2026-01-02T08:00:00Z","last_deployed_time":"2026-01-02T08:00:00Z","r_version":null,"py_version":null,"owner_guid":"20a7","access_type":"acl","content_category":"","schedules":[]}
            {"guid":"8f37","id":913,"name":"weekly","title":"Weekly of anna","app_mode":"rmd-static","bundle_id":127015,"created_time":"2025-01-02T08:00:00-05:00","last_deployed_time":"2025-06-02T08:00:00.878442Z","r_version":"4.3.2","py_version":null,"owner_guid":"20a7","access_type":"all","content_category":"","locked":false,"schedules":[{"type":"day","schedule":{"dtstart":"2025-06-02T02:00:00Z","rrules":["FREQ=DAILY"]},"next_run":"2026-01-04T02:00:00Z","email":true,"timezone":"UTC","variant":{"key":"k1","name":"default"},"last_run":{"job_key":"mxPG","end_time":"2026-01-03T02:01:40Z","exit_code":1}}]}
            {"guid":"4756","id":"914","name":"hello","title":"Hello","app_mode":"holo-deck","bundle_id":"3","created_time":"2025-01-02T08:00:00Z","last_deployed_time":"2025-01-02T09:00:00Z","owner_guid":"08e3","access_type":"logged_in","content_category":"","schedules":[]}
            """;

    private static final String HITS = """
            {"id":"8966707","user_guid":null,"content_guid":"4756","timestamp":"2026-01-03T12:49:16.269904Z","data":{"user_agent":"Datadog/Synthetics"}}
            {"id":8966708,"user_guid":"08e3","content_guid":"4756","timestamp":"2026-01-03T18:00:00-05:00","data":{"user_agent":null}}
            {"id":8966709,"user_guid":"08e3","content_guid":"4756","timestamp":"2026-01-03T18:01:00-05:00","data":null}
            {"id":8966709,"user_guid":"08e3","content_guid":"4756","timestamp":"2026-01-03T18:01:00-05:00","data":null}
            {"id":"1","user_guid":"20a7","content_guid":"8f37","timestamp":"2026-01-02T23:59:30Z"}
            {"id":"2","user_guid":"20a7","content_guid":"8f37","timestamp":"2026-01-03T00:00:30.0000000000001Z"}
            {"id":"3","user_guid":"gone","content_guid":"deleted","timestamp":"2026-01-03T00:00:00Z"}
            """;

    private static final String JOBS = """
            {"id":"40097386","key":"mxPG","content_guid":"8f37","variant_id":"6644","variant_key":"k1","bundle_id":"127015","tag":"build_report","queued_time":"2026-01-03T02:00:00Z","queue_name":"default","start_time":"2026-01-03T02:00:09Z","end_time":"2026-01-03T02:01:40Z","last_heartbeat_time":"2026-01-03T02:01:38Z","exit_code":1,"error":null,"status":2}
            {"id":7,"key":"lost","content_guid":"8f37","variant_id":"6644","variant_key":"k1","tag":"build_report","queued_time":null,"queue_name":null,"start_time":"2026-01-03T05:00:00Z","end_time":null,"last_heartbeat_time":"2026-01-03T05:01:00Z","exit_code":null,"error":null,"status":2}
            {"id":"8","key":"back","content_guid":"4756","tag":"packrat_restore","start_time":"2026-01-03T07:00:00Z","end_time":"2026-01-03T06:00:00Z","exit_code":0,"status":2}
            {"id":"9","key":"app","content_guid":"4756","tag":"run_api","start_time":"2026-01-03T07:00:00Z","end_time":"2026-01-03T08:00:00Z","exit_code":0,"status":2}
            """;

    private static final String BUNDLES = """
            {"content_guid":"5d1f","answer":[{"id":"1","created_time":"2026-01-03T08:00:00Z","active":false,"size":100}]}
            {"content_guid":"8f37","answer":[{"id":127015,"created_time":"2025-06-02T08:00:00Z","active":true,"size":200,"metadata":{"source":"git","source_repo":"https://git.example.org/a/b"}}]}
            {"content_guid":"4756","answer":[]}
            """;

    private static final String PERMISSIONS = """
            {"content_guid":"8f37","answer":[{"principal_type":"user","role":"owner"},{"principal_type":"group","role":"viewer"}]}
            """;

    private static final String PACKAGES = """
            {"language":"r","name":"dplyr","version":"1.1.4","content_guid":"8f37"}
            {"language":"r","name":"dplyr","version":"1.1.4","content_guid":null,"app_guid":"4756"}
            {"language":"r","name":"dplyr","version":null,"content_guid":"4756"}
            """;

    private static final String AUDIT = """
            {"id":"1","time":"2026-01-03T08:00:00Z","user_id":"5","user_guid":"20a7","action":"deploy_application"}
            {"id":"2","time":"2026-01-03T08:00:01Z","user_id":0,"user_guid":null,"action":"remove_bundle"}
            """;

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
    protected List<RawFixture.Part> fixture() {
        return parts("");
    }

    @Override
    protected List<RawFixture.Part> fixtureWithUnknownFields() {
        return parts("\"later\":{\"x\":[1]},");
    }

    private static List<RawFixture.Part> parts(String further) {
        List<RawFixture.Part> parts = new ArrayList<>();
        parts.add(part(ConnectEndpoints.DIRECTORY, ConnectEndpoints.USERS, USERS, further));
        parts.add(part(ConnectEndpoints.DIRECTORY, ConnectEndpoints.MEMBERS, MEMBERS, further));
        parts.add(part(ConnectEndpoints.VISITS, ConnectEndpoints.HITS, HITS, further));
        parts.add(part(ConnectEndpoints.JOBS, ConnectEndpoints.JOBS, JOBS, further));
        parts.add(part(ConnectEndpoints.AUDIT_LOGS, ConnectEndpoints.AUDIT_LOGS, AUDIT, further));
        parts.add(part(ConnectEndpoints.CONTENT, ConnectEndpoints.CONTENT, CONTENT, further));
        parts.add(part(ConnectEndpoints.BUNDLES, ConnectEndpoints.BUNDLES, BUNDLES, further));
        parts.add(part(ConnectEndpoints.PERMISSIONS, ConnectEndpoints.PERMISSIONS, PERMISSIONS, further));
        parts.add(part(ConnectEndpoints.PACKAGES, ConnectEndpoints.PACKAGES, PACKAGES, further));
        return parts;
    }

    private static RawFixture.Part part(String endpoint, String of, String lines, String further) {
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
                .contains("hit, reason=listed twice, count=1")
                .contains("it ends before it begins")
                .contains("package, reason=without item, name or version, count=1");
    }

    @Test
    void anOldServersVisitsAndSessionsSayTheSame() throws IOException {
        List<RawFixture.Part> parts = new ArrayList<>(fixture());
        parts.removeIf(part -> part.request().equals(ConnectEndpoints.HITS));
        parts.add(part(ConnectEndpoints.VISITS, ConnectEndpoints.VISITS, """
                {"content_guid":"4756","user_guid":"08e3","variant_key":null,"time":"2026-01-03T10:00:00.5Z","rendering_id":null,"bundle_id":3,"data_version":3,"user_agent":null}
                """, ""));
        parts.add(part(ConnectEndpoints.VISITS, ConnectEndpoints.SESSIONS, """
                {"content_guid":"bd1d","user_guid":"08e3","started":"2026-01-03T18:00:00-05:00","ended":null,"data_version":1}
                {"content_guid":"bd1d","user_guid":"20a7","started":"2026-01-03T18:00:00-05:00","ended":"2026-01-03T19:30:00-05:00","data_version":1}
                {"content_guid":"bd1d","user_guid":null,"started":"2026-01-03T18:00:00Z","ended":"2026-01-03T17:00:00Z","data_version":1}
                {"content_guid":"bd1d","user_guid":"20a7","started":"2026-01-02T23:30:00Z","ended":"2026-01-03T00:30:00Z","data_version":1}
                """, ""));
        Built built = build("old", parts);
        assertThat(rows(built, "fact_content_visit"))
                .hasSize(4)
                .filteredOn(row -> "5400".equals(row.get("session_seconds")))
                .hasSize(1);
        assertThat(built.manifest().findings().toString()).contains("session, reason=it ends before it begins");
    }
}

package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.SourceContractTest;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/** A day with a job of every kind, told by the API and by events. */
class AwsBatchTransformTest extends SourceContractTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);
    private static final long D0 = DAY.from().toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final String ARN = "arn:aws:batch:eu-west-1:111122223333:";

    /** What the day built last hands to the next one. */
    private byte[] state = {};

    @Override
    protected String source() {
        return "aws_batch";
    }

    @Override
    protected Day day() {
        return DAY;
    }

    @Override
    protected List<String> endpoints() {
        return List.of("jobs", "events");
    }

    @Override
    protected List<TableSpec<?>> tables() {
        return AwsBatchTransform.tables();
    }

    @Override
    protected Dimensions dimensions() {
        return BatchRig.dimensions();
    }

    @Override
    protected void transform(Day day, RawZone.Reader raw, CuratedZone.Writer rows, Path tempFolder) {
        AwsBatchSettings settings = BatchRig.settings(java.net.URI.create("http://unused"), "events");
        state = new AwsBatchTransform(settings, tempFolder, 1 << 20)
                .transform(day, raw, new byte[0], dimensions(), rows, Progress.NONE);
    }

    @Override
    protected List<RawFixture.Part> fixture() {
        return List.of(
                part("jobs", "queues", """
                        {"jobQueueArn":"%sjob-queue/prio","jobQueueName":"prio","state":"ENABLED","priority":9,\
                        "computeEnvironmentOrder":[{"order":1,"computeEnvironment":"%scompute-environment/main"}]}
                        """.formatted(ARN, ARN), "queues"),
                part("jobs", "environments", """
                        {"computeEnvironmentArn":"%scompute-environment/main","type":"MANAGED","state":"ENABLED",\
                        "computeResources":{"type":"EC2","minvCpus":0,"maxvCpus":256,"desiredvCpus":8}}
                        {"computeEnvironmentArn":"%scompute-environment/old","type":"MANAGED","state":"DISABLED",\
                        "computeResources":{"type":"EC2","maxvCpus":64}}
                        """.formatted(ARN, ARN), "environments"),
                part("jobs", "jobs", jobs(""), "jobs"),
                part("events", "2026-01-15T11", events(), "jobs"));
    }

    @Override
    protected List<RawFixture.Part> fixtureWithUnknownFields() {
        return fixture().stream()
                .map(part -> part.request().equals("jobs")
                        ? part("jobs", "jobs", jobs(",\"propertyOfTomorrow\":{\"a\":[1]}"), "jobs")
                        : part)
                .toList();
    }

    private static RawFixture.Part part(String endpoint, String request, String lines, String holds) {
        long count = lines.lines().count();
        return RawFixture.Part.text(endpoint, request, "jsonl", count, lines, Map.of("holds", holds));
    }

    private static final String TWO_ATTEMPTS = """
            ,"attempts":[{"startedAt":%d,"stoppedAt":%d,"statusReason":"Host EC2 (instance i-1) terminated."},\
            {"startedAt":%d,"stoppedAt":%d,"container":{"exitCode":0}}],"tags":{"user":"anna"}""";

    /** An attempt that lost its node after a minute, and one that went well. */
    private static final String RETRIED =
            TWO_ATTEMPTS.formatted(D0 + HOUR + 60_000, D0 + HOUR + 120_000, D0 + 2 * HOUR, D0 + 5 * HOUR);

    private static String jobs(String more) {
        String small = container("2", "4096");
        StringBuilder lines = new StringBuilder();
        line(lines, "a1", "run-anna-dock", "SUCCEEDED", 1 * HOUR, 2 * HOUR, 5 * HOUR, RETRIED + small + more);
        line(
                lines,
                "arr:3",
                "array",
                "FAILED",
                -2 * HOUR,
                -HOUR,
                HOUR,
                """
                ,"attempts":[{"startedAt":%d,"stoppedAt":%d,"container":\
                {"exitCode":137,"reason":"OutOfMemoryError: x"}}]\
                ,"arrayProperties":{"index":3}""".formatted(D0 - HOUR, D0 + HOUR) + small + more);
        line(lines, "arr", "array", "FAILED", -2 * HOUR, 0, HOUR, ",\"arrayProperties\":{\"size\":9}" + small);
        line(
                lines,
                "mnp",
                "nodes",
                "RUNNING",
                HOUR,
                20 * HOUR,
                0,
                """
                ,"nodeProperties":{"numNodes":3,"mainNode":0,"nodeRangeProperties":[{"targetNodes":"0:0"%s},\
                {"targetNodes":"1:"%s}]}""".formatted(small, container("16", "1024")) + more);
        line(lines, "pod", "pod", "SUCCEEDED", 2 * HOUR, 3 * HOUR, 4 * HOUR, """
                ,"eksAttempts":[{"startedAt":%d,"stoppedAt":%d,"containers":[{"exitCode":0}]}],"eksProperties":\
                {"podProperties":{"containers":[{"image":"quay.io/team/py:3.12","resources":{"requests":\
                {"cpu":"500m","memory":"2048Mi"},"limits":{"nvidia.com/gpu":"1"}}}]}}""".formatted(
                        D0 + 3 * HOUR, D0 + 4 * HOUR));
        line(lines, "far", "fargate", "SUCCEEDED", 2 * HOUR, 3 * HOUR, 3 * HOUR, container("0.25", "512"));
        line(
                lines,
                "can",
                "cancelled",
                "FAILED",
                2 * HOUR,
                0,
                3 * HOUR,
                ",\"isCancelled\":true,\"startedAt\":0" + small);
        line(lines, "neg", "backwards", "FAILED", 2 * HOUR, 4 * HOUR, 3 * HOUR, small);
        line(lines, "non", "no container", "SUCCEEDED", 2 * HOUR, 3 * HOUR, 4 * HOUR, "");
        line(lines, "wait", "waiting", "RUNNABLE", 23 * HOUR, 0, 0, ",\"tags\":{\"Owner\":\"Bo@Example.org\"}" + small);
        line(lines, "late", "begins tomorrow", "RUNNING", -HOUR, 25 * HOUR, 0, small);
        return lines.toString();
    }

    private static String events() {
        StringBuilder lines = new StringBuilder();
        String container = container("8", "1024");
        line(lines, "ev1", "only an event", "RUNNING", 9 * HOUR, 10 * HOUR, 0, container);
        line(lines, "ev1", "only an event", "RUNNING", 9 * HOUR, 10 * HOUR, 0, container);
        line(lines, "ev1", "only an event", "SUCCEEDED", 9 * HOUR, 10 * HOUR, 11 * HOUR, "");
        line(lines, "a1", "run-anna-dock", "RUNNING", HOUR, 2 * HOUR, 0, container("2", "4096"));
        return lines.toString().replace("\"via\":\"api\"", "\"via\":\"event\"");
    }

    private static String container(String cores, String memory) {
        return """
                ,"container":{"image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/chem/r:4.3.2",\
                "resourceRequirements":\
                [{"type":"VCPU","value":"%s"},{"type":"MEMORY","value":"%s"}]}""".formatted(cores, memory);
    }

    private static void line(
            StringBuilder lines,
            String id,
            String name,
            String status,
            long created,
            long start,
            long stop,
            String more) {
        lines.append("{\"via\":\"api\",\"seenAt\":")
                .append(D0 + 30 * HOUR)
                .append(",\"job\":{\"jobId\":\"")
                .append(id);
        lines.append("\",\"jobArn\":\"").append(ARN).append("job/").append(id);
        lines.append("\",\"jobName\":\"")
                .append(name)
                .append("\",\"status\":\"")
                .append(status);
        lines.append("\",\"jobQueue\":\"").append(ARN).append("job-queue/prio");
        lines.append("\",\"jobDefinition\":\"").append(ARN).append("job-definition/dock:12\"");
        lines.append(",\"createdAt\":").append(D0 + created);
        if (start != 0) {
            lines.append(",\"startedAt\":").append(D0 + start);
        }
        if (stop != 0) {
            lines.append(",\"stoppedAt\":").append(D0 + stop);
        }
        lines.append(more).append("}}\n");
    }

    @Test
    void nobodyIsNamedOutsideOfIdentifiedData() throws IOException {
        Built built = build("names", fixture());
        for (TableSpec<?> table : tables()) {
            if (!table.schema().equals("hr")) {
                assertThat(CuratedText.rows(built.zone(), source(), DAY, table).toString())
                        .as(table.name())
                        .doesNotContainIgnoringCase("anna")
                        .doesNotContainIgnoringCase("bo@example");
            }
        }
        assertThat(CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("job_name")))
                .extracting(row -> row.get("job_name"))
                .containsOnly("run-anna-dock");
    }

    /** Findings are read by everybody who reads reports. */
    @Test
    void nobodyIsNamedInFindings(@TempDir Path folder) throws IOException {
        LocalStore store = new LocalStore(folder);
        RawZone raw = new RawZone(store);
        RawZone.Writer writer = raw.writer(source(), "jobs", DAY.date(), 1);
        try (RawZone.Part part = writer.part("jobs", "jsonl")) {
            part.output().write(jobs("").getBytes(StandardCharsets.UTF_8));
            part.warn("queue anna-gpu cannot be listed (access denied)");
            part.commit(1, Map.of("holds", "jobs"));
        }
        writer.complete(DAY.from(), DAY.to(), Instant.EPOCH, "test");
        raw.makeCurrent(source(), DAY.date(), Map.of("jobs", 1));
        RawZone.Reader reader = raw.current(source(), DAY.date()).orElseThrow();
        try (CuratedZone.Writer rows = new CuratedZone(store, folder, 1 << 20).writer(source(), DAY.date(), tables())) {
            transform(DAY, reader, rows, folder);
            assertThat(rows.commit(new Manifest.Inputs(reader.sha256(), "", null, "test", 1))
                            .findings())
                    .extracting(Finding::reason)
                    .anyMatch(reason -> reason.matches("queue user-[0-9a-f]{8}-gpu cannot be listed .*"))
                    .noneMatch(reason -> reason.contains("anna"));
        }
    }

    @Test
    void anArrayIsNoJobAndEachOfItsChildrenIs() throws IOException {
        Built built = build("arrays", fixture());
        assertThat(CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("fact_batch_job_day")))
                .extracting(row -> row.get("job_id"))
                .contains("arr:3")
                .doesNotContain("arr");
    }

    @Test
    void aTimeThatRunsBackwardsIsCountedAndLeftOut() throws IOException {
        Built built = build("backwards", fixture());
        assertThat(built.manifest().findings())
                .anyMatch(finding -> finding.reason().startsWith("attempt is said to have ended before it started"));
        assertThat(CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("fact_batch_job")))
                .filteredOn(row -> "neg".equals(row.get("job_id")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("wall_seconds", "")
                        .containsEntry("started_at", "")
                        .containsEntry("is_started", "true"));
    }

    @Test
    void aJobWithoutContainerRanForATimeOfUnknownCores() throws IOException {
        Built built = build("containers", fixture());
        assertThat(built.manifest().findings())
                .anyMatch(finding -> finding.reason().startsWith("job without container or vCPUs"));
        assertThat(attempt(built, "non"))
                .containsEntry("wall_seconds", "3600")
                .containsEntry("core_count", "")
                .containsEntry("cpu_allocated_core_seconds", "")
                .containsEntry("node_seconds", "3600");
    }

    @Test
    void aTimeOfZeroHasNotCome() throws IOException {
        Built built = build("zero", fixture());
        assertThat(attempt(built, "can"))
                .containsEntry("job_state", "cancelled")
                .containsEntry("started_at", "")
                .containsEntry("is_started", "false")
                .containsEntry("wait_seconds", "")
                .containsEntry("wall_seconds", "");
    }

    @Test
    void anEndThatIsNotToldIsCountedAndLeftOut() throws IOException {
        StringBuilder lines = new StringBuilder();
        line(lines, "end", "no end", "FAILED", HOUR, 2 * HOUR, 0, ",\"stoppedAt\":0" + container("2", "4096"));
        Built built = build("ends", List.of(part("jobs", "jobs/prio", lines.toString(), "jobs")));
        assertThat(built.manifest().findings())
                .anyMatch(finding -> finding.reason().startsWith("job ended at a time that is not told"));
        assertThat(CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("fact_batch_job")))
                .isEmpty();
        assertThat(CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("fact_batch_job_day")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("is_submitted", "true")
                        .containsEntry("is_ended", "false")
                        .containsEntry("wall_seconds", ""));
    }

    @Test
    void aJobStartsAndEndsOnTheDayOfTheInstant() throws IOException {
        StringBuilder lines = new StringBuilder();
        String small = container("2", "4096");
        line(lines, "first", "at midnight", "SUCCEEDED", -HOUR, 0, HOUR, ",\"startedAt\":" + D0 + small);
        line(lines, "last", "until midnight", "SUCCEEDED", HOUR, 23 * HOUR, 24 * HOUR, small);
        line(lines, "early", "before it was there", "SUCCEEDED", 2 * HOUR, HOUR, 3 * HOUR, small);
        Built built = build("edges", List.of(part("jobs", "jobs/prio", lines.toString(), "jobs")));
        assertThat(CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("fact_batch_job_day")))
                .extracting(row -> row.get("job_id") + " started " + row.get("is_started") + " ended "
                        + row.get("is_ended") + " wall " + row.get("wall_seconds") + " wait "
                        + row.get("wait_seconds"))
                .containsExactlyInAnyOrder(
                        "first started true ended true wall 3600 wait 3600",
                        "last started true ended false wall 3600 wait 79200",
                        "early started true ended true wall 7200 wait ");
        assertThat(built.manifest().findings())
                .filteredOn(finding -> finding.reason().startsWith("attempt is said to have started before it was"))
                .singleElement()
                .extracting(Finding::count)
                .isEqualTo(1L);
    }

    /** A job on two nodes of four cores each, from two until five, of which only what these lines say is known. */
    private Map<String, String> ofTwoNodes(String name, BiConsumer<StringBuilder, String> nodes) throws IOException {
        StringBuilder lines = new StringBuilder();
        String four = container("4", "1024");
        String ranges =
                ",\"nodeProperties\":{\"numNodes\":2,\"nodeRangeProperties\":[{\"targetNodes\":\"0:1\"" + four + "}]}";
        line(lines, "mnp", "nodes", "SUCCEEDED", HOUR, 2 * HOUR, 5 * HOUR, ranges);
        line(lines, "mnp#0", "nodes", "SUCCEEDED", HOUR, 2 * HOUR, 5 * HOUR, four);
        nodes.accept(lines, four);
        Built built = build(name, List.of(part("jobs", "jobs/prio", lines.toString(), "jobs")));
        assertThat(attempt(built, "mnp")).containsEntry("node_count", "2").containsEntry("core_count", "8");
        List<Map<String, String>> days =
                CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("fact_batch_job_day"));
        assertThat(days).hasSize(1);
        return days.get(0);
    }

    @Test
    void nodesCountEachForItsOwnTimeWhereAllAreKnownAndElseForThatOfTheJob() throws IOException {
        assertThat(ofTwoNodes(
                        "all",
                        (lines, four) -> line(lines, "mnp#1", "nodes", "SUCCEEDED", HOUR, 3 * HOUR, 4 * HOUR, four)))
                .containsEntry("node_seconds", "14400")
                .containsEntry("cpu_allocated_core_seconds", "57600");
        assertThat(ofTwoNodes("one", (lines, four) -> {}))
                .containsEntry("node_seconds", "21600")
                .containsEntry("cpu_allocated_core_seconds", "86400");
    }

    /** What tells of a node may be lost, or older than what tells of the job. */
    @Test
    void aNodeOfWhoseEndNobodyTellsEndsWithItsJob() throws IOException {
        assertThat(ofTwoNodes(
                        "open", (lines, four) -> line(lines, "mnp#1", "nodes", "RUNNING", HOUR, 3 * HOUR, 0, four)))
                .containsEntry("node_seconds", "18000")
                .containsEntry("cpu_allocated_core_seconds", "72000");
    }

    /** Else a job of whose end the archive never tells would run for ever. */
    @Test
    void aJobIsCarriedOnForThirtyDaysAfterItWasLastSeen() throws IOException {
        StringBuilder lines = new StringBuilder();
        line(lines, "run", "it runs", "RUNNING", HOUR, 2 * HOUR, 0, container("2", "4096"));
        String now = "\"seenAt\":" + (D0 + 30 * HOUR);
        long last = D0 - 30 * 24 * HOUR;
        for (long seenAt : List.of(last, last - 1)) {
            String seen = lines.toString().replace(now, "\"seenAt\":" + seenAt);
            Built built = build("seen" + seenAt, List.of(part("events", "2026-01-15T11", seen, "jobs")));
            boolean isCarried = seenAt == last;
            assertThat(state.length > 0).isEqualTo(isCarried);
            assertThat(built.manifest().findings().toString().contains("the archive never told"))
                    .isEqualTo(!isCarried);
        }
    }

    private Map<String, String> attempt(Built built, String jobId) throws IOException {
        return CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("fact_batch_job")).stream()
                .filter(row -> jobId.equals(row.get("job_id")))
                .findFirst()
                .orElseThrow();
    }
}

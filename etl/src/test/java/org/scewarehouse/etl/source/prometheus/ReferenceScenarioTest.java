package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;

/** Days of one person's container, with what the site says of it in reference files and settings. */
class ReferenceScenarioTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);
    private static final long D0 = DAY.from().getEpochSecond();
    private static final long HOUR = 3600;
    private static final long START = D0 + 8 * HOUR;
    private static final IdleLimits TWO_DAYS = new IdleLimits(Duration.ofDays(2), Map.of());

    @TempDir
    Path folder;

    private final Map<String, String> files = new TreeMap<>();
    private boolean isCreationTold = true;
    private int runs;

    @Test
    void whatEndsJustAfterTheIdleLimitWasEndedByThePlatform() throws IOException {
        // Active until 12:00 of the first day.
        assertThat(endedBy(TWO_DAYS, D0 + 60 * HOUR + 300)).isEqualTo("platform_rule_inferred");
        assertThat(endedBy(TWO_DAYS, D0 + 71 * HOUR)).isEqualTo("platform_rule_inferred");
        assertThat(endedBy(TWO_DAYS, D0 + 50 * HOUR)).isEqualTo("unknown");
        assertThat(endedBy(new IdleLimits(Duration.ofHours(30), Map.of()), D0 + 70 * HOUR))
                .isEqualTo("unknown");
        assertThat(endedBy(new IdleLimits(null, Map.of("n", Duration.ofDays(2))), D0 + 60 * HOUR + 300))
                .isEqualTo("platform_rule_inferred");
        assertThat(endedBy(new IdleLimits(Duration.ofDays(2), Map.of("n", Duration.ofDays(5))), D0 + 61 * HOUR))
                .isEqualTo("unknown");
        assertThat(endedBy(IdleLimits.NONE, D0 + 60 * HOUR + 300)).isEqualTo("unknown");
    }

    @Test
    void whatAFileSaysComesFirst() throws IOException {
        long end = D0 + 60 * HOUR + 300;
        files.put(
                "container_ends.csv",
                "namespace,pod,ended_at,ended_by\n" + "n,p,2026-01-17T13:00:00Z,user\n"
                        + "n,p,2026-01-01T00:00:00Z,platform_rule\nn,other,2026-01-17T12:05:00Z,platform_rule\n");
        assertThat(endedBy(TWO_DAYS, end)).isEqualTo("user");
        files.put("container_ends.csv", "namespace,pod,ended_at,ended_by\nn,p,2026-01-17T12:05:00Z,platform_rule\n");
        assertThat(endedBy(IdleLimits.NONE, end)).isEqualTo("platform_rule");
        files.put("container_ends.csv", "namespace,pod,ended_at,ended_by\nn,p,2026-01-17T12:05:00Z,unknown\n");
        assertThat(endedBy(TWO_DAYS, end)).isEqualTo("platform_rule_inferred");
        String id = run(DAY, END_OF_DAY, TWO_DAYS, new byte[0])
                .table("dim_container")
                .get(0)
                .getOrDefault("container_id", "");
        files.put("container_ends.csv", "container_id,ended_at,ended_by\n" + id + ",2026-01-17T12:05:00Z,user\n");
        assertThat(endedBy(TWO_DAYS, end)).isEqualTo("user");
    }

    @Test
    void aPastContainerThatPrometheusKnowsFillsWhatIsUnknown() throws IOException {
        String told = createdAt();
        isCreationTold = false;
        assertThat(createdAt()).isEmpty();
        String id = run(DAY, END_OF_DAY, TWO_DAYS, new byte[0])
                .table("dim_container")
                .get(0)
                .getOrDefault("container_id", "");
        String past = "container_id,login,environment,container_kind,image,created_at,ended_at,ended_by\n" + id
                + ",,,interactive,,";
        files.put("past_containers.csv", past + "2025-05-01T00:00:00Z,,\n");
        assertThat(createdAt()).isEqualTo("2025-05-01T00:00:00Z");
        files.put("past_containers.csv", past + "2027-05-01T00:00:00Z,,\n");
        assertThat(createdAt()).isEmpty();
        isCreationTold = true;
        files.put("past_containers.csv", past + "2025-05-01T00:00:00Z,,\n");
        assertThat(createdAt()).isEqualTo(told);
    }

    @Test
    void aSiteSaysWhichVersionsItsImagesHold() throws IOException {
        assertThat(image()).containsEntry("tag_name", "2024-06").doesNotContainEntry("r_version", "4.3.1");
        files.put("image_versions.csv", "language,pattern,version\nR,science/analysis:2024-06,4.3.1\n");
        assertThat(image())
                .containsEntry("r_version", "4.3.1")
                .containsEntry("r_version_minor", "4.3")
                .containsEntry("r_version_sort", "4003001");
    }

    private Map<String, String> image() throws IOException {
        return run(DAY, END_OF_DAY, TWO_DAYS, new byte[0]).table("dim_image").get(0);
    }

    private String createdAt() throws IOException {
        return run(DAY, END_OF_DAY, TWO_DAYS, new byte[0])
                .table("dim_container")
                .get(0)
                .getOrDefault("created_at", "");
    }

    private static final long END_OF_DAY = D0 + 26 * HOUR;

    @Test
    void onlyRunningContainersAreCarriedAndOnlyFromTheDayBefore() throws IOException {
        byte[] first = run(DAY, END_OF_DAY, TWO_DAYS, new byte[0]).state();
        assertThat(lines(first)).singleElement().asString().startsWith("active 2026-01-15 ");
        byte[] second = run(DAY.plusDays(1), D0 + 40 * HOUR, TWO_DAYS, first).state();
        assertThat(lines(second)).isEmpty();
        // A day is not loaded: it may have been active on it.
        byte[] afterAGap = run(DAY.plusDays(2), D0 + 74 * HOUR, TWO_DAYS, first).state();
        assertThat(lines(afterAGap)).isEmpty();
        assertThat(run(DAY, END_OF_DAY, TWO_DAYS, new byte[0]).state()).isEqualTo(first);
    }

    @Test
    void thePlatformsRuleStandsBesideItsEnvironment() throws IOException {
        assertThat(run(DAY, END_OF_DAY, TWO_DAYS, new byte[0]).table("dim_platform_rule"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("idle_limit_seconds", "172800"));
        assertThatThrownBy(() -> new IdleLimits(null, Map.of("Ocean", Duration.ZERO)))
                .hasMessageContaining("sce.sources.prometheus.idle-limit-by-environment[Ocean] is PT0S");
    }

    @Test
    void projectsComeFromTheFirstRuleThatMatches() throws IOException {
        files.put(
                "project_rules.csv",
                "match_on,pattern,project,owner\nlabel:other,x,No,\n"
                        + "label:project,trial-*,Trial,Bo\nnamespace,n,Rest,\n");
        Built built = run(DAY, END_OF_DAY, TWO_DAYS, new byte[0]);
        Map<String, String> project = built.table("dim_project").get(0);
        assertThat(built.table("dim_project")).hasSize(1);
        assertThat(project).containsEntry("project_name", "Trial");
        String key = project.getOrDefault("project_key", "");
        assertThat(built.table("fact_container_day"))
                .allSatisfy(row -> assertThat(row).containsEntry("project_key", key));
        assertThat(built.table("fact_container_hour"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).containsEntry("project_key", key));
        assertThat(built.table("dim_user"))
                .extracting(row -> row.get("user_id"))
                .contains(project.get("owner_user_id"));
    }

    @Test
    void aPersonCountsInEachOfTheirGroupsAndInAll() throws IOException {
        files.put(
                "user_groups.csv",
                "login,group,valid_from,valid_to\nANNA,a,,\nanna,b,,\nanna,old,,2026-01-15\n" + "bo,a,,\n");
        List<Map<String, String>> rows =
                run(DAY, END_OF_DAY, TWO_DAYS, new byte[0]).table("fact_demand_5min");
        assertThat(rows).extracting(row -> row.get("user_group")).containsOnly("a", "all", "b");
        for (String column : List.of("running_container_count", "running_seconds", "cpu_core_seconds")) {
            assertThat(values(rows, "a", column))
                    .isNotEmpty()
                    .isEqualTo(values(rows, "all", column))
                    .isEqualTo(values(rows, "b", column));
        }
    }

    private static List<String> values(List<Map<String, String>> rows, String group, String column) {
        return rows.stream()
                .filter(row -> group.equals(row.get("user_group")))
                .map(row -> row.get("interval_start_at") + " " + row.get(column))
                .toList();
    }

    private String endedBy(IdleLimits limits, long end) throws IOException {
        byte[] state = new byte[0];
        Day day = DAY;
        while (day.to().getEpochSecond() <= end) {
            state = run(day, end, limits, state).state();
            day = day.plusDays(1);
        }
        return run(day, end, limits, state).table("dim_container").get(0).getOrDefault("ended_by", "");
    }

    /** One container that works at two cores from 08:00 to 12:00 of the first day and then idles. */
    private SeriesFixture container(Day day, long end) {
        long from = Math.max(START, day.from().getEpochSecond() - 2 * HOUR);
        long to = Math.min(end, day.to().getEpochSecond() + 2 * HOUR);
        String id = "namespace=n pod=p container=c id=/podaaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa/x";
        SeriesFixture all = new SeriesFixture();
        String image = " image=example.org:5000/science/analysis:2024-06";
        all.add("container_cpu_usage_seconds_total", id + " cpu=total" + image, from, to, 60, t -> {
            double worked = Math.min(t, (double) (D0 + 12 * HOUR)) - START;
            return 2 * worked + 0.01 * Math.max(0, t - (D0 + 12 * HOUR));
        });
        all.add("container_start_time_seconds", id, from, to, 60, START);
        String pod = "namespace=n pod=p uid=aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
        if (isCreationTold) {
            all.add("kube_pod_created", pod, from, to, 60, START);
        }
        all.add("kube_pod_annotations", pod + " annotation_user=Anna", from, to, 60, 1);
        all.add("kube_pod_labels", pod + " label_project=trial-7", from, to, 60, 1);
        return all;
    }

    private record Built(Day day, CuratedZone zone, byte[] state) {
        List<Map<String, String>> table(String name) {
            return CuratedText.rows(zone, "prometheus", day, Warehouse.table(name));
        }
    }

    private static List<String> lines(byte[] state) {
        return new String(state, StandardCharsets.UTF_8).lines().toList();
    }

    private Built run(Day day, long end, IdleLimits limits, byte[] earlier) throws IOException {
        LocalStore store = new LocalStore(folder.resolve("lake-" + runs++));
        List<String> endpoints =
                PrometheusEndpoints.all().stream().map(Endpoint::name).toList();
        RawZone.Reader raw = RawFixture.write(
                store, "prometheus", day, endpoints, container(day, end).parts());
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 1 << 20);
        Map<String, byte[]> contents = new TreeMap<>();
        files.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
        Dimensions dimensions = new Dimensions("", new byte[32], Reference.parse(contents));
        try (CuratedZone.Writer rows = zone.writer("prometheus", day.date(), PrometheusTransform.tables())) {
            PrometheusTransform transform = new PrometheusTransform(
                    PrometheusTransformSettings.defaults().withIdleLimits(limits), folder.resolve("sort"), 1 << 20);
            byte[] state = transform.transform(day, raw, earlier, dimensions, rows, Progress.NONE);
            rows.commit(new Manifest.Inputs(raw.sha256(), "", null, "", 1));
            return new Built(day, zone, state);
        }
    }
}

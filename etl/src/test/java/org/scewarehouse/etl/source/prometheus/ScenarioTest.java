package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
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

/** Whole days of one or two pods, from raw to curated rows. */
class ScenarioTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);
    private static final long D0 = DAY.from().getEpochSecond();
    private static final long HOUR = 3600;
    private static final long FROM = D0 - 2 * HOUR;
    private static final long TO = D0 + 26 * HOUR;
    private static final String CPU = "container_cpu_usage_seconds_total";
    private static final String A = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final String B = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb";

    @TempDir
    Path folder;

    @Test
    void twoDaysAddUpToTheTruth() throws IOException {
        long start = D0 + 20 * HOUR + 7;
        long restart = D0 + 24 * HOUR + 600;
        long end = D0 + 30 * HOUR;
        SeriesFixture all = new SeriesFixture();
        String labels = "namespace=n pod=p container=c id=/pod" + A + "/x cpu=total";
        all.add(CPU, labels, start + 20, restart, 43, t -> 1.25 * (t - start));
        all.add(CPU, labels, restart + 11, end, 43, t -> 0.5 * (t - restart));
        String started = "namespace=n pod=p container=c id=/pod" + A + "/x";
        all.add("container_start_time_seconds", started, start + 20, restart, 43, start);
        all.add("container_start_time_seconds", started, restart + 11, end, 43, restart);
        double first = number(run(DAY, all).onlyDay(), "cpu_core_seconds");
        Map<String, String> second = run(DAY.plusDays(1), all).onlyDay();

        long lastBefore = start + 20 + (restart - 1 - start - 20) / 43 * 43;
        long lastAfter = restart + 11 + (end - 1 - restart - 11) / 43 * 43;
        double truth = 1.25 * (lastBefore - start) + 0.5 * (lastAfter - restart);
        assertThat(first + number(second, "cpu_core_seconds")).isCloseTo(truth, within(truth * 1e-9));
        assertThat(first).isCloseTo(1.25 * (D0 + 24 * HOUR - start), within(1e-6));
        assertThat(second).containsEntry("restart_count", "1").containsEntry("missing_left_edge_count", "0");
        // From midnight to the last sample before the restart, and from the restart to the last sample.
        assertThat(number(second, "running_seconds"))
                .isEqualTo((double) (lastBefore - (D0 + 24 * HOUR) + lastAfter - restart));
    }

    @Test
    void podNameUsedTwiceIsTwoIncarnations() throws IOException {
        SeriesFixture all = new SeriesFixture();
        // Without a cgroup path, so that only the time tells the pods apart.
        all.add(CPU, "namespace=n pod=web-0 container=c cpu=total", FROM, D0 + 10 * HOUR, 60, t -> t - FROM);
        all.add(
                CPU,
                "namespace=n pod=web-0 container=c cpu=total",
                D0 + 10 * HOUR + 120,
                TO,
                60,
                t -> 0.5 * (t - D0 - 10 * HOUR));
        kube(all, A, FROM - 100, FROM, D0 + 10 * HOUR, D0 + 10 * HOUR);
        kube(all, B, D0 + 10 * HOUR + 60, D0 + 10 * HOUR + 60, TO, 0);
        Built built = run(DAY, all);
        List<Map<String, String>> days = built.table("fact_container_day");
        assertThat(days).hasSize(2);
        double first = 10 * HOUR - 60;
        double second = 0.5 * (14 * HOUR - 120);
        assertThat(days.stream().map(d -> number(d, "cpu_core_seconds")).sorted())
                .containsExactly(second, first);
        List<Map<String, String>> containers = built.table("dim_container");
        assertThat(containers).extracting(c -> c.get("pod_uid")).containsExactlyInAnyOrder(A, B);
        assertThat(containers)
                .extracting(c -> c.get("container_id"))
                .containsOnly(containers.get(0).get("container_id"));
        assertThat(days).extracting(d -> d.get("missing_left_edge_count")).containsExactlyInAnyOrder("0", "1");
    }

    private static void kube(SeriesFixture all, String uid, long created, long from, long to, long deleted) {
        String pod = "namespace=n pod=web-0 uid=" + uid;
        all.add("kube_pod_created", pod, from, to, 60, created);
        all.add("kube_pod_owner", pod + " owner_kind=StatefulSet owner_name=web", from, to, 60, 1);
        all.add("kube_pod_container_info", pod + " container=c image_spec=x:1", from, to, 60, 1);
        if (deleted > 0) {
            all.add("kube_pod_deletion_timestamp", pod, to - 120, to, 60, deleted);
        }
    }

    @Test
    void ofReplicasOneIsTakenAndNeverTheSum() throws IOException {
        SeriesFixture all = new SeriesFixture();
        String labels = "namespace=n pod=p container=c id=/x cpu=total prometheus_replica=";
        all.add(CPU, labels + "b", FROM, TO, 60, t -> 2.0 * (t - FROM));
        all.add(CPU, labels + "a", FROM, D0 + 12 * HOUR, 60, t -> 2.0 * (t - FROM));
        assertThat(number(run(DAY, all).onlyDay(), "cpu_core_seconds")).isEqualTo(2.0 * 24 * HOUR);
    }

    @Test
    void scrapedByTwoJobsOnceAndOverAChangedInstanceJoined() throws IOException {
        SeriesFixture all = new SeriesFixture();
        String labels = "namespace=n pod=p container=c id=/x cpu=total ";
        all.add(CPU, labels + "job=kubelet instance=1", FROM, D0 + 12 * HOUR, 60, t -> t - FROM);
        all.add(CPU, labels + "job=kubelet instance=2", D0 + 12 * HOUR, TO, 60, t -> t - FROM);
        all.add(CPU, labels + "job=other instance=1", FROM + 30, D0 + 2 * HOUR, 60, t -> t - FROM);
        Built built = run(DAY, all);
        Map<String, String> day = built.onlyDay();
        assertThat(number(day, "cpu_core_seconds")).isEqualTo(24.0 * HOUR);
        assertThat(number(day, "observed_seconds")).isEqualTo(24.0 * HOUR);
        assertThat(built.manifest().findings()).anyMatch(f -> f.kind() == Finding.Kind.WARNING && f.count() == 1);
    }

    @Test
    void totalWinsOverSingleCpus() throws IOException {
        SeriesFixture all = new SeriesFixture();
        String labels = "namespace=n pod=p container=c id=/x cpu=";
        all.add(CPU, labels + "total", FROM, TO, 60, t -> 3.0 * (t - FROM));
        all.add(CPU, labels + "cpu00", FROM, TO, 60, t -> 2.0 * (t - FROM));
        all.add(CPU, labels + "cpu01", FROM, TO, 60, t -> 1.0 * (t - FROM));
        assertThat(number(run(DAY, all).onlyDay(), "cpu_core_seconds")).isEqualTo(3.0 * 24 * HOUR);
    }

    @Test
    void withoutKubeStateMetricsRowsStillCome() throws IOException {
        SeriesFixture all = new SeriesFixture();
        all.add(
                CPU,
                "namespace=kube-system pod=dns-1 container=c id=/a/pod" + A + "/x cpu=total",
                FROM,
                TO,
                60,
                t -> t);
        Built built = run(DAY, all);
        Map<String, String> day = built.onlyDay();
        assertThat(day).containsEntry("cpu_request_core_seconds", "").containsEntry("gpu_request_seconds", "");
        assertThat(day.get("cpu_allocated_core_seconds")).isEqualTo(day.get("cpu_core_seconds"));
        assertThat(built.table("dim_container").get(0))
                .containsEntry("pod_uid", A)
                .containsEntry("container_kind", "system")
                .containsEntry("workload_kind", "Pod");
        assertThat(built.manifest().findings())
                .anyMatch(f -> f.kind() == Finding.Kind.GAP && f.subject().equals("kube-state-metrics"));
    }

    @Test
    void withoutTheCpuMetricCpuIsUnknownAndNotZero() throws IOException {
        SeriesFixture all = new SeriesFixture();
        all.add(
                "container_memory_working_set_bytes",
                "namespace=n pod=p container=c id=/x",
                D0,
                D0 + HOUR + 1,
                60,
                1e6);
        Built built = run(DAY, all);
        Map<String, String> day = built.onlyDay();
        assertThat(day)
                .containsEntry("cpu_core_seconds", "")
                .containsEntry("cpu_cores_max", "")
                .containsEntry("cpu_allocated_core_seconds", "")
                .containsEntry("cpu_idle_allocated_core_seconds", "")
                .containsEntry("running_seconds", "3600")
                .containsEntry("observed_seconds", "0")
                .containsEntry("memory_byte_seconds", "3600000000")
                .containsEntry("cpu_unknown_hours_count", "1");
        assertThat(built.manifest().findings())
                .anyMatch(f -> f.kind() == Finding.Kind.GAP && f.subject().equals(CPU));
    }

    @Test
    void aContainerWhoseUseNobodyKnowsAsksForAnUnknownAmount() throws IOException {
        SeriesFixture all = new SeriesFixture();
        String known = "namespace=n pod=jupyter-a container=notebook";
        String unknown = "namespace=n pod=jupyter-b container=notebook uid=" + B;
        all.add(CPU, known + " id=/pod" + A + "/x cpu=total", D0 + HOUR, D0 + 2 * HOUR + 1, 60, t -> 2 * (t - D0));
        all.add("kube_pod_container_status_running", known + " uid=" + A, D0 + HOUR, D0 + 2 * HOUR + 1, 60, 1);
        all.add("kube_pod_container_status_running", unknown, D0 + HOUR, D0 + 3 * HOUR + 1, 60, 1);
        all.add("kube_node_status_allocatable", "node=x resource=cpu unit=core", FROM, TO, 60, 16);
        all.add("kube_pod_info", "namespace=n pod=jupyter-a node=x uid=" + A, FROM, TO, 60, 1);
        Built built = run(DAY, all);
        assertThat(built.table("fact_demand_5min"))
                .extracting(row -> row.get("running_container_count") + " running, "
                        + row.get("observed_container_count") + " observed, " + row.get("cpu_core_seconds")
                        + " core seconds, " + row.get("memory_byte_seconds") + " byte seconds")
                .containsOnly(
                        "2 running, 1 observed, 600 core seconds,  byte seconds",
                        "1 running, 0 observed,  core seconds,  byte seconds");
        assertThat(built.table("fact_rightsizing_day"))
                .extracting(row -> row.get("reservation_cores") + " cores: step " + row.get("demand_step") + ", "
                        + row.get("draw_count") + " draws, too little memory " + row.get("memory_exceeded_draw_count"))
                .contains("8 cores: step 12, 12000 draws, too little memory ");
    }

    @Test
    void kubeStateMetricsShowsARunThatTheNodeMissed() throws IOException {
        SeriesFixture all = new SeriesFixture();
        String running = "namespace=n pod=p container=c uid=" + A;
        all.add(CPU, "namespace=n pod=p container=c id=/pod" + A + "/x cpu=total", D0, D0 + HOUR + 1, 60, t -> t);
        all.add("kube_pod_container_status_running", running, D0 - 7, D0 + HOUR + 60, 60, 1);
        all.add("kube_pod_container_status_running", "namespace=n pod=q container=c uid=" + B, D0, D0 + 601, 60, 1);
        List<Map<String, String>> days = run(DAY, all).table("fact_container_day");
        assertThat(days).extracting(d -> d.get("running_seconds")).containsExactlyInAnyOrder("3653", "600");
        assertThat(days).extracting(d -> d.get("cpu_core_seconds")).containsExactlyInAnyOrder("3600", "");
        assertThat(days).extracting(d -> d.get("restart_count")).containsOnly("0");
    }

    @Test
    void gapsAreBookedOrCountedByTheirLength() throws IOException {
        SeriesFixture all = new SeriesFixture();
        String labels = "namespace=n pod=p container=c id=/x cpu=total";
        all.add(CPU, labels, D0 + HOUR, D0 + 2 * HOUR + 1, 60, t -> t - D0);
        all.add(CPU, labels, D0 + 3 * HOUR, D0 + 4 * HOUR + 1, 60, t -> t - D0);
        all.add(CPU, labels, D0 + 7 * HOUR, D0 + 8 * HOUR + 1, 60, t -> t - D0);
        Built built = run(DAY, all);
        Map<String, String> day = built.onlyDay();
        assertThat(day)
                .containsEntry("cpu_core_seconds", "14400")
                .containsEntry("observed_seconds", "10800")
                .containsEntry("running_seconds", "25200")
                .containsEntry("cpu_unknown_hours_count", "3")
                .containsEntry("missing_left_edge_count", "1")
                .containsEntry("unobserved_gap_count", "1")
                .containsEntry("is_running_at_day_end", "false");
    }

    @Test
    void labelsThatScrapingMovedAsideWin() throws IOException {
        SeriesFixture all = new SeriesFixture();
        all.add(
                CPU,
                "namespace=monitoring pod=exporter container=exporter exported_namespace=n exported_pod=p"
                        + " exported_container=c id=/x cpu=total",
                FROM,
                TO,
                60,
                t -> t);
        Built built = run(DAY, all);
        assertThat(built.table("dim_container").get(0))
                .containsEntry("namespace_name", "n")
                .containsEntry("pod_name", "p")
                .containsEntry("container_name", "c");
    }

    @Test
    void requestsThatChangeAreIntegratedPieceByPiece() throws IOException {
        SeriesFixture all = new SeriesFixture();
        all.add(CPU, "namespace=n pod=p container=c id=/x/pod" + A + "/y cpu=total", FROM, TO, 60, t -> t);
        String request = "namespace=n pod=p container=c uid=" + A + " resource=cpu unit=core instance=";
        all.add("kube_pod_container_resource_requests", request + "1", FROM, D0 + 6 * HOUR, 60, 2);
        all.add("kube_pod_container_resource_requests", request + "2", D0 + 6 * HOUR, TO, 60, 4);
        assertThat(run(DAY, all).onlyDay())
                .containsEntry("cpu_request_core_seconds", Long.toString(6 * HOUR * 2 + 18 * HOUR * 4))
                .containsEntry("memory_request_byte_seconds", "0");
    }

    @Test
    void hoursOfAHalfHourZoneAreSharedByTwoDays() throws IOException {
        Day day = new Day(LocalDate.of(2026, 1, 15), ZoneId.of("Asia/Kolkata"));
        SeriesFixture all = new SeriesFixture();
        all.add(CPU, "namespace=n pod=p container=c id=/x cpu=total", FROM - 8 * HOUR, TO, 60, t -> t);
        Built built = run(day, all);
        List<Map<String, String>> hours = built.table("fact_container_hour");
        assertThat(hours).hasSize(25);
        assertThat(hours.get(0))
                .containsEntry("hour_at", "2026-01-14T18:00:00Z")
                .containsEntry("running_seconds", "1800")
                .containsEntry("cpu_core_seconds", "1800");
        assertThat(hours.get(24)).containsEntry("running_seconds", "1800");
    }

    @Test
    void volumesNobodyMountsAreCarriedForwardUntilTheClaimIsGone() throws IOException {
        SeriesFixture first = new SeriesFixture();
        String claim = "namespace=n persistentvolumeclaim=home-anna";
        first.add("kubelet_volume_stats_used_bytes", claim, D0, D0 + HOUR + 1, 60, 5e9);
        first.add("kube_persistentvolumeclaim_info", claim + " storageclass=efs", D0, TO, 60, 1);
        Built measured = run(DAY, first);
        SeriesFixture second = new SeriesFixture();
        second.add(
                "kube_persistentvolumeclaim_info", claim + " storageclass=efs", D0 + 24 * HOUR, D0 + 48 * HOUR, 60, 1);
        Built carried = run(DAY.plusDays(1), second, measured.state());
        Built unlisted = run(DAY.plusDays(2), new SeriesFixture(), carried.state());
        SeriesFixture other = new SeriesFixture();
        other.add(
                "kube_persistentvolumeclaim_info",
                "namespace=n persistentvolumeclaim=x",
                D0 + 72 * HOUR,
                D0 + 80 * HOUR,
                60,
                1);
        Built gone = run(DAY.plusDays(3), other, unlisted.state());

        assertThat(measured.table("fact_volume_day").get(0)).containsEntry("is_carried_forward", "false");
        for (Built later : List.of(carried, unlisted)) {
            assertThat(later.table("fact_volume_day"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("used_bytes", "5000000000")
                            .containsEntry("measured_at", "2026-01-15T01:00:00Z")
                            .containsEntry("is_carried_forward", "true"));
        }
        assertThat(gone.table("fact_volume_day"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("used_bytes", "").containsEntry("is_carried_forward", "false"));
    }

    @Test
    void noLoginIsLeftInMart() throws IOException {
        SeriesFixture all = new SeriesFixture();
        String pod = "namespace=team-anna pod=anna-1";
        all.add(CPU, pod + " container=c id=/x/pod" + A + "/y cpu=total", FROM, TO, 60, t -> t);
        all.add("kube_pod_annotations", pod + " uid=" + A + " annotation_user=Anna", FROM, TO, 60, 1);
        all.add(
                "kube_pod_container_info",
                pod + " uid=" + A + " container=c image_spec=reg.x/anna/ide:1",
                FROM,
                TO,
                60,
                1);
        all.add(CPU, "namespace=n pod=for-anna-x container=for-anna-x id=/z cpu=total", FROM, TO, 60, t -> t);
        Built built = run(DAY, all);
        CuratedText.csv(
                        built.zone(),
                        "prometheus",
                        DAY,
                        PrometheusTransform.tables().stream()
                                .filter(t -> t.schema().equals("mart"))
                                .toList())
                .forEach((table, csv) -> assertThat(csv.toLowerCase(java.util.Locale.ROOT))
                        .as(table)
                        .doesNotContain("anna"));
        assertThat(built.table("container_name"))
                .extracting(r -> r.get("pod_name"))
                .contains("for-anna-x", "anna-1");
    }

    /** A built day. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Built(Day day, CuratedZone zone, Manifest manifest, byte[] state) {

        List<Map<String, String>> table(String name) {
            return CuratedText.rows(zone, "prometheus", day, Warehouse.table(name));
        }

        Map<String, String> onlyDay() {
            List<Map<String, String>> days = table("fact_container_day");
            assertThat(days).hasSize(1);
            return days.get(0);
        }
    }

    private Built run(Day day, SeriesFixture all) throws IOException {
        return run(day, all, new byte[0]);
    }

    private Built run(Day day, SeriesFixture all, byte[] earlier) throws IOException {
        LocalStore store = new LocalStore(folder.resolve("lake-" + day));
        List<String> endpoints =
                PrometheusEndpoints.all().stream().map(Endpoint::name).toList();
        RawZone.Reader raw = RawFixture.write(store, "prometheus", day, endpoints, all.parts());
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 1 << 20);
        try (CuratedZone.Writer rows = zone.writer("prometheus", day.date(), PrometheusTransform.tables())) {
            PrometheusTransform transform =
                    new PrometheusTransform(PrometheusTransformSettings.defaults(), folder.resolve("sort"), 1 << 20);
            Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
            byte[] state = transform.transform(day, raw, earlier, dimensions, rows, Progress.NONE);
            return new Built(day, zone, rows.commit(new Manifest.Inputs(raw.sha256(), "", null, "", 1)), state);
        }
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, ""));
    }
}

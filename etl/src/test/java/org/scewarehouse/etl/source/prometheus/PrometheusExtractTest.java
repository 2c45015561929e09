package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.prometheus.Fault;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions.Offer;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection.Protocol;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

class PrometheusExtractTest {

    private static final String CPU = "container_cpu_usage_seconds_total";

    @TempDir
    Path folder;

    @Test
    void keeps_the_same_samples_whatever_the_server_offers() {
        SimulatorOptions all = SimulatorOptions.standard();
        Set<Offer> json = EnumSet.of(Offer.JSON);
        List<SortedMap<Labels, List<String>>> answers = new ArrayList<>();
        List<SimulatorOptions> servers = List.of(
                all,
                all.withOffers(EnumSet.of(Offer.SAMPLES)),
                all.withOffers(json),
                all.withOffers(json).withClosedRanges());
        for (SimulatorOptions options : servers) {
            ExtractRig rig = new ExtractRig(folder.resolve("lake-" + answers.size()));
            try (PrometheusSimulator server = new PrometheusSimulator(containers(), options)) {
                rig.extract(PrometheusConnection.of(server.url()), "container_cpu");
                answers.add(rig.samples("container_cpu"));
            }
        }
        SortedMap<Labels, List<String>> first = answers.get(0);
        assertThat(first).hasSize(3);
        assertThat(first.get(first.firstKey()))
                .hasSize((int) ((ExtractRig.TO - ExtractRig.FROM) / 30_000))
                .doesNotHaveDuplicates();
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(first));
    }

    @Test
    void states_that_nothing_was_found() {
        for (Offer offer : Offer.values()) {
            ExtractRig rig = new ExtractRig(folder.resolve(offer.name()));
            try (PrometheusSimulator server = new PrometheusSimulator(
                    SimulatedSeries.of(List.of()), SimulatorOptions.standard().withOffers(EnumSet.of(offer)))) {
                rig.extract(PrometheusConnection.of(server.url()), "container_memory");
            }
            assertThat(rig.raw().parts("container_memory"))
                    .isNotEmpty()
                    .allSatisfy(part -> assertThat(part.records()).isZero());
            assertThat(rig.samples("container_memory")).isEmpty();
        }
    }

    @Test
    void asks_for_less_when_the_server_refuses() {
        SimulatorOptions limited = SimulatorOptions.standard().withMaxSamples(400);
        for (Offer offer : List.of(Offer.SAMPLES, Offer.JSON)) {
            ExtractRig rig = new ExtractRig(folder.resolve(offer.name()));
            try (PrometheusSimulator server =
                    new PrometheusSimulator(containers(), limited.withOffers(EnumSet.of(offer)))) {
                rig.extract(PrometheusConnection.of(server.url()), "container_cpu");
            }
            assertThat(rig.raw().parts("container_cpu").size()).isGreaterThanOrEqualTo(28);
            assertThat(rig.samples("container_cpu").values())
                    .hasSize(3)
                    .allSatisfy(samples -> assertThat(samples)
                            .hasSize((int) ((ExtractRig.TO - ExtractRig.FROM) / 30_000))
                            .doesNotHaveDuplicates());
        }
    }

    @Test
    void says_so_when_even_the_least_is_too_much() {
        ExtractRig rig = new ExtractRig(folder);
        try (PrometheusSimulator server = new PrometheusSimulator(
                containers(), SimulatorOptions.standard().withMaxSamples(2).withOffers(EnumSet.of(Offer.JSON)))) {
            assertThatThrownBy(() -> rig.extract(PrometheusConnection.of(server.url()), "container_cpu"))
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("status 422")
                    .hasMessageContaining("even PT1M are too much: raise the server's query limits");
        }
    }

    @Test
    void goes_on_where_it_stopped() {
        ExtractRig rig = new ExtractRig(folder);
        try (PrometheusSimulator server = new PrometheusSimulator(containers(), SimulatorOptions.standard())) {
            PrometheusConnection connection =
                    PrometheusConnection.of(server.url()).withProtocol(Protocol.JSON);
            Stream.generate(Fault.None::new).limit(30).forEach(server::fail);
            server.fail(Fault.status(400, "odd"));
            assertThatThrownBy(() -> rig.extract(connection, "container_io")).hasMessageContaining("odd");
            assertThat(server.takeAsked()).hasSize(31);
            rig.extract(connection, "container_io");
            assertThat(server.takeAsked()).hasSize(4 * 14 - 30);
            rig.extract(connection, "container_io");
            assertThat(server.takeAsked()).isEmpty();
        }
        assertThat(rig.raw().parts("container_io")).hasSize(4 * 14);
    }

    @Test
    void asks_only_for_the_slices_that_are_missing_even_by_another_protocol() {
        ExtractRig rig = new ExtractRig(folder);
        try (PrometheusSimulator server = new PrometheusSimulator(containers(), SimulatorOptions.standard())) {
            PrometheusConnection json = PrometheusConnection.of(server.url()).withProtocol(Protocol.JSON);
            RawZone.Writer raw = rig.zone.writer("prometheus", "container_cpu", ExtractRig.DAY.date(), 1);
            long end = ExtractRig.FROM + Duration.ofHours(2).toMillis();
            try (RawZone.Part part = raw.part(CPU + '@' + ExtractRig.FROM + '-' + end, "jsonl")) {
                part.commit(0, Map.of("encoding", "json"));
            }
            rig.extract(json.withProtocol(Protocol.AUTO), "container_cpu");
            assertThat(server.takeAsked()).hasSize(1);
            assertThat(rig.raw().parts("container_cpu"))
                    .extracting(RawZone.PartFile::request)
                    .containsExactlyInAnyOrder(
                            CPU + '@' + ExtractRig.FROM + '-' + end, CPU + '@' + end + '-' + ExtractRig.TO);
        }
    }

    @Test
    void keeps_no_label_that_may_hold_a_secret() throws Exception {
        for (Offer offer : Offer.values()) {
            Path lake = folder.resolve(offer.name());
            ExtractRig rig = new ExtractRig(lake);
            try (PrometheusSimulator server = new PrometheusSimulator(
                    annotated(), SimulatorOptions.standard().withOffers(EnumSet.of(offer)))) {
                rig.extract(PrometheusConnection.of(server.url()), "pod");
            }
            SortedMap<Labels, List<String>> samples = rig.samples("pod");
            assertThat(samples.keySet())
                    .containsExactlyInAnyOrder(
                            Labels.of(
                                    "__name__",
                                    "kube_pod_annotations",
                                    "pod",
                                    "p",
                                    "annotation_user",
                                    "ada",
                                    "cluster",
                                    "c\"1"),
                            Labels.of("__name__", "kube_pod_info", "pod", "p", "label_odd", "kept"));
            assertThat(samples.values())
                    .allSatisfy(list -> assertThat(list).hasSize((int) ((ExtractRig.TO - ExtractRig.FROM) / 30_000)));
            assertThat(rig.raw().completion("pod").dropped()).containsOnlyKeys("label not kept: annotation_stdin");
            try (Stream<Path> files = Files.walk(lake)) {
                assertThat(files.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                                        .doesNotContain("hunter2"));
            }
        }
    }

    @Test
    void sends_credentials_and_headers_below_a_path_prefix() {
        String basic = "Basic " + Base64.getEncoder().encodeToString("ada:pässword".getBytes(StandardCharsets.UTF_8));
        for (String wanted : List.of("Bearer t0ken", basic)) {
            ExtractRig rig = new ExtractRig(folder.resolve(wanted.substring(0, 5)));
            SimulatorOptions options =
                    SimulatorOptions.standard().withAuthorization(wanted).withPathPrefix("/prometheus");
            try (PrometheusSimulator server = new PrometheusSimulator(containers(), options)) {
                HttpSettings http = HttpSettings.of("prometheus", "sce.sources.prometheus", server.url() + "/");
                http = wanted.equals(basic) ? http.withUser("ada", "pässword") : http.withToken("t0ken");
                rig.extract(PrometheusConnection.of(http), "container_cpu");
            }
            assertThat(rig.samples("container_cpu")).hasSize(3);
        }
    }

    @Test
    void finds_how_far_back_the_server_answers() {
        SimulatorOptions options = SimulatorOptions.standard();
        assertThat(reach(options).oldest())
                .isBetween(
                        Instant.ofEpochMilli(ExtractRig.FROM - 3_600_000),
                        Instant.ofEpochMilli(ExtractRig.FROM - 3_600_000).plusSeconds(60));
        assertThat(reach(options).reason()).startsWith("first container sample");

        Reach cut = reach(options.withRetention(Duration.ofHours(20), ExtractRig.NOW));
        Instant edge = ExtractRig.NOW.minus(Duration.ofHours(20));
        assertThat(cut.oldest()).isBetween(edge, edge.plusSeconds(60));

        Reach older = reach(options.withClaimedRetention(Duration.ofHours(20)));
        assertThat(older.from()).isEqualTo(edge);
        assertThat(older.reason()).endsWith("samples are kept for 20 hours");
    }

    private static Reach reach(SimulatorOptions options) {
        try (PrometheusSimulator server = new PrometheusSimulator(containers(), options)) {
            return new PrometheusExtract(
                            PrometheusConnection.of(server.url()),
                            () -> ExtractRig.NOW,
                            Retry.standard(() -> ExtractRig.NOW),
                            "test")
                    .reach(ExtractRig.NOW);
        }
    }

    static SimulatedSeries containers() {
        return SimulatedSeries.of(List.of(
                ExtractRig.series(1, 0.25, "__name__", CPU, "namespace", "n", "pod", "p", "container", "c"),
                ExtractRig.series(0, 0, "__name__", CPU, "namespace", "n", "pod", "q\"\n\\"),
                ExtractRig.series(1e15, 1e-3, "__name__", CPU, "namespace", "é\ud83d\ude00", "pod", "r"),
                ExtractRig.series(1, 1, "__name__", "container_network_receive_bytes_total", "pod", "p")));
    }

    private static SimulatedSeries annotated() {
        return SimulatedSeries.of(List.of(
                ExtractRig.series(
                        1,
                        0,
                        "__name__",
                        "kube_pod_annotations",
                        "pod",
                        "p",
                        "annotation_user",
                        "ada",
                        "annotation_stdin",
                        "hunter2",
                        "cluster",
                        "c\"1"),
                ExtractRig.series(1, 0, "__name__", "kube_pod_info", "pod", "p", "label_odd", "kept")));
    }
}

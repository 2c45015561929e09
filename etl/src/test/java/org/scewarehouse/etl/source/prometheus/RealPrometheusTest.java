package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection.Protocol;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/** The same samples come from a real server by every way of asking, and they are those that were seeded. */
class RealPrometheusTest {

    private static final long BEGIN = ExtractRig.FROM - Duration.ofHours(5).toMillis();
    private static final int SERIES = 30;

    @TempDir
    static Path serverFolder;

    @TempDir
    Path folder;

    private static RealPrometheus server;
    private static final SortedMap<Labels, List<String>> SEEDED = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        RealPrometheus.requireInstalled();
        server = RealPrometheus.start(serverFolder, history(), "--query.max-samples=20000");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void answers_alike_by_chunks_samples_and_JSON() {
        assertThat(extract("chunks", Protocol.REMOTE_READ, Wire.CHUNKS)).isEqualTo(SEEDED);
        assertThat(extract("samples", Protocol.REMOTE_READ, Wire.SAMPLES)).isEqualTo(SEEDED);
        assertThat(extract("json", Protocol.JSON, Wire.JSON)).isEqualTo(SEEDED);
    }

    @Test
    void refuses_what_is_too_much_in_a_way_that_is_understood() {
        // 30 series of a sample per half minute: two hours are 7,200 samples, the limit of 20,000 allows 5 hours.
        PrometheusConnection wide = new PrometheusConnection(
                connection(Protocol.JSON).http(), Protocol.JSON, Duration.ofHours(2), Duration.ofHours(28), List.of());
        ExtractRig rig = new ExtractRig(folder);
        rig.extract(wide, "container_cpu");
        assertThat(rig.raw().parts("container_cpu").size()).isGreaterThan(5);
        assertThat(rig.samples("container_cpu")).isEqualTo(SEEDED);
    }

    @Test
    void tells_how_far_back_it_answers() {
        Retry retry = Retry.standard(() -> ExtractRig.NOW);
        PrometheusExtract extract =
                new PrometheusExtract(connection(Protocol.AUTO), () -> ExtractRig.NOW, retry, "test");
        assertThat(extract.reach(ExtractRig.NOW).oldest())
                .isBetween(
                        Instant.ofEpochMilli(BEGIN), Instant.ofEpochMilli(BEGIN).plusSeconds(60));
    }

    @Test
    void is_asked_again_later_once_it_has_gone(@TempDir Path other) throws Exception {
        String url;
        try (RealPrometheus gone = RealPrometheus.start(other, history())) {
            url = gone.url();
        }
        assertThatThrownBy(() -> new ExtractRig(folder).extract(PrometheusConnection.of(url), "container_cpu"))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("connection refused");
    }

    private SortedMap<Labels, List<String>> extract(String name, Protocol protocol, Wire wire) {
        ExtractRig rig = new ExtractRig(folder.resolve(name));
        rig.wire = wire;
        rig.extract(connection(protocol), "container_cpu");
        assertThat(rig.raw().parts("container_cpu"))
                .allSatisfy(part ->
                        assertThat(part.attributes()).containsEntry("encoding", wire == Wire.CHUNKS ? "xor" : name));
        return rig.samples("container_cpu");
    }

    private static PrometheusConnection connection(Protocol protocol) {
        return PrometheusConnection.of(server.url()).withProtocol(protocol);
    }

    /** Counters and odd values from hours before the window to hours after it; keeps what lies in it. */
    private static String history() {
        SEEDED.clear();
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("# TYPE container_cpu_usage_seconds counter\n");
        for (int s = 0; s < SERIES; s++) {
            String pod = s == 0 ? "a\"b\\c\nd é" : "pod-" + s;
            String escaped = pod.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            Labels labels = Labels.of("__name__", "container_cpu_usage_seconds_total", "pod", pod);
            List<String> seeded = new ArrayList<>();
            double value = 0;
            for (long time = BEGIN + s; time < ExtractRig.TO + 7_200_000; time += 30_000 + (s % 5 == 0 ? 1 : 0)) {
                value = s % 3 == 0 ? random.nextDouble() * 1e6 : value + random.nextInt(100) / 64.0;
                double sample = s == 7 && random.nextInt(50) == 0 ? Double.POSITIVE_INFINITY : value;
                text.append("container_cpu_usage_seconds_total{pod=\"")
                        .append(escaped)
                        .append("\"} ");
                text.append(Double.isInfinite(sample) ? "+Inf" : String.valueOf(sample))
                        .append(' ');
                text.append(BigDecimal.valueOf(time, 3).toPlainString()).append('\n');
                if (time >= ExtractRig.FROM && time < ExtractRig.TO) {
                    seeded.add(time + "=" + sample);
                }
            }
            SEEDED.put(labels, seeded);
        }
        return text.append("# EOF\n").toString();
    }
}

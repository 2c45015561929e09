package org.scewarehouse.etl.source.prometheus;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;

/**
 * Samples per second of CPU time from raw to Parquet, on one thread. Run by hand: containers, protocol
 * ({@code remote_read} or {@code json}), rounds. The first round warms the machine up.
 */
final class TransformBenchmark {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);

    private TransformBenchmark() {}

    public static void main(String[] args) throws Exception {
        int containers = Integer.parseInt(args[0]);
        var protocol = PrometheusConnection.Protocol.valueOf(args[1].toUpperCase(java.util.Locale.ROOT));
        Path folder = Files.createTempDirectory("transform-benchmark");
        LocalStore store = new LocalStore(folder.resolve("lake"));
        RawZone raw = new RawZone(store);
        try (PrometheusSimulator simulator =
                new PrometheusSimulator(new Cluster(containers), SimulatorOptions.standard())) {
            PrometheusExtract extract = new PrometheusExtract(
                    PrometheusConnection.of(simulator.url()).withProtocol(protocol),
                    Clock.systemUTC(),
                    Retry.standard(Clock.systemUTC()),
                    "benchmark");
            Map<String, Integer> attempts = new LinkedHashMap<>();
            for (Endpoint endpoint : PrometheusExtract.endpoints()) {
                extract.extract(DAY, endpoint, raw.writer("prometheus", endpoint.name(), DAY.date(), 1), Progress.NONE);
                attempts.put(endpoint.name(), 1);
            }
            raw.makeCurrent("prometheus", DAY.date(), attempts);
        }
        RawZone.Reader reader = raw.current("prometheus", DAY.date()).orElseThrow();
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 64 << 20);
        for (int round = 0; round < Integer.parseInt(args[2]); round++) {
            run(folder, reader, zone);
        }
    }

    private static void run(Path folder, RawZone.Reader reader, CuratedZone zone) throws Exception {
        Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
        PrometheusTransform transform =
                new PrometheusTransform(PrometheusTransformSettings.defaults(), folder.resolve("sort"), 256 << 20);
        List<Long> samples = new ArrayList<>();
        List<Long> readAt = new ArrayList<>();
        long start = cpuNanos();
        try (CuratedZone.Writer rows = zone.writer("prometheus", DAY.date(), PrometheusTransform.tables())) {
            transform.transform(DAY, reader, new byte[0], dimensions, rows, (unit, done, total) -> {
                if (unit.startsWith("samples")) {
                    samples.add(done);
                    readAt.add(cpuNanos());
                }
            });
            long transformed = cpuNanos();
            rows.commit(new Manifest.Inputs(reader.sha256(), "", null, "", 1));
            long end = cpuNanos();
            long count = samples.get(samples.size() - 1);
            System.out.printf(
                    "%,d samples: read %.2f s, measured %.2f s, written %.2f s: %.2f million samples/s, heap %d MB%n",
                    count,
                    (readAt.get(readAt.size() - 1) - start) / 1e9,
                    (transformed - readAt.get(readAt.size() - 1)) / 1e9,
                    (end - transformed) / 1e9,
                    count * 1e3 / (end - start),
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        }
    }

    /** CPU time, not the wall clock's: other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Containers that run all day, one to a pod, sampled every 30 s; made up while they are asked for. */
    private record Cluster(int containers) implements SimulatedSeries {

        private static final List<String> METRICS =
                List.of(Metrics.CPU, Metrics.MEMORY, Metrics.START, Metrics.CONTAINER_RUNNING, Metrics.CONTAINER_INFO);

        @Override
        public Stream<Labels> series(List<Matcher> matchers) {
            String metric = matchers.get(0).value();
            if (matchers.size() > 1 || !METRICS.contains(metric)) {
                return Stream.empty();
            }
            return IntStream.range(0, containers).mapToObj(i -> labels(metric, String.format("%06d", i)));
        }

        private static Labels labels(String metric, String number) {
            String uid = "00000000-0000-0000-0000-000000" + number;
            List<String> labels = new ArrayList<>(List.of(
                    Labels.METRIC,
                    metric,
                    "namespace",
                    "workbench",
                    "pod",
                    "session-" + number,
                    "container",
                    "rs-launcher-container",
                    "instance",
                    "10.0.0.1:10250",
                    "job",
                    "kubelet"));
            if (metric.startsWith("kube")) {
                labels.addAll(List.of("uid", uid, "image_spec", "team/ide:r4.4.1-py3.12.2"));
            } else {
                labels.addAll(List.of("id", "/kubepods/burstable/pod" + uid + "/" + number.repeat(10)));
                labels.addAll(metric.equals(Metrics.CPU) ? List.of("cpu", "total") : List.of());
            }
            return Labels.of(labels);
        }

        @Override
        public void samples(Labels series, long fromMillis, long toMillis, SampleConsumer consumer) {
            int seed = series.hashCode();
            String metric = series.metric();
            long first = Math.max(fromMillis, DAY.from().minusSeconds(7200).toEpochMilli());
            double value = 1e9 + (seed & 0xffff) * 4096.0;
            double seconds = seed & 0xffff;
            for (long t = (first + 29_999) / 30_000 * 30_000; t < toMillis; t += 30_000) {
                seed = seed * 1_103_515_245 + 12_345;
                switch (metric) {
                    case Metrics.CPU -> consumer.accept(t, seconds += (seed >>> 8 & 0xffff) / 1000.0);
                    case Metrics.MEMORY -> consumer.accept(t, value += (seed >> 20) * 4096.0);
                    case Metrics.START -> consumer.accept(t, 1_768_000_000);
                    default -> consumer.accept(t, 1);
                }
            }
        }
    }
}

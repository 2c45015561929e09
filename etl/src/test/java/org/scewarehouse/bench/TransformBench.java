package org.scewarehouse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.simulator.prometheus.SyntheticContainers;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection.Protocol;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.etl.source.prometheus.PrometheusTransform;
import org.scewarehouse.etl.source.prometheus.PrometheusTransformSettings;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;

/**
 * Samples per second from raw to committed Parquet: what was fetched by remote read, and the same as JSON, by the wall
 * clock and by the CPU time of the thread that reads and writes; pods are measured beside it. {@code bench/run} gives
 * the whole process one core, so that all of it happens there.
 *
 * <p>Arguments, all optional: containers for remote read (4000), for JSON (1000), rounds (7).
 */
public final class TransformBench {

    private static final Day DAY = new Day(LocalDate.of(2026, 8, 20), ZoneOffset.UTC);
    private static final int INTERVAL_MILLIS = 30_000;
    private static final int WARM_UP = 2;

    private final Path folder;
    private final int rounds;

    private TransformBench(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int chunks = Measured.argument(arguments, 0, 4_000);
        int json = Measured.argument(arguments, 1, 1_000);
        Path folder = Files.createTempDirectory("transform-bench");
        Measured.machine();
        try {
            TransformBench bench = new TransformBench(folder, Measured.argument(arguments, 2, 7));
            bench.measure(Protocol.REMOTE_READ, chunks);
            bench.measure(Protocol.JSON, json);
        } finally {
            Measured.delete(folder);
        }
    }

    private void measure(Protocol protocol, int containers) throws Exception {
        if (containers == 0) {
            return;
        }
        LocalStore store = new LocalStore(folder.resolve(protocol.name()));
        RawZone.Reader raw = extracted(store, protocol, containers);
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 64 << 20);
        List<Double> wall = new ArrayList<>();
        List<Double> thread = new ArrayList<>();
        long samples = 0;
        for (int round = -WARM_UP; round < rounds; round++) {
            long cpu = threadNanos();
            long[] read = new long[1];
            double seconds = Measured.seconds(() -> read[0] = transform(raw, zone));
            samples = read[0];
            if (round >= 0) {
                wall.add(samples / 1e6 / seconds);
                thread.add(samples * 1e3 / (threadNanos() - cpu));
            }
        }
        Measured.OUT.printf(
                "transform, %s, %d containers, %,d samples: %.1f million samples/s by the wall clock,"
                        + " %.1f by the reading and writing thread's CPU time (medians of %d rounds)%n",
                protocol.name().toLowerCase(Locale.ROOT),
                containers,
                samples,
                Measured.median(wall),
                Measured.median(thread),
                rounds);
    }

    private static RawZone.Reader extracted(LocalStore store, Protocol protocol, int containers) {
        RawZone raw = new RawZone(store);
        long start = DAY.from().minusSeconds(86_400).toEpochMilli();
        SyntheticContainers known = new SyntheticContainers(containers, INTERVAL_MILLIS, start);
        try (PrometheusSimulator simulator = new PrometheusSimulator(known, SimulatorOptions.standard())) {
            PrometheusExtract extract = new PrometheusExtract(
                    PrometheusConnection.of(simulator.url()).withProtocol(protocol),
                    Clock.systemUTC(),
                    Retry.standard(Clock.systemUTC()),
                    "bench");
            Map<String, Integer> attempts = new LinkedHashMap<>();
            for (Endpoint endpoint : PrometheusExtract.endpoints()) {
                extract.extract(DAY, endpoint, raw.writer("prometheus", endpoint.name(), DAY.date(), 1), Progress.NONE);
                attempts.put(endpoint.name(), 1);
            }
            raw.makeCurrent("prometheus", DAY.date(), attempts);
        }
        return raw.current("prometheus", DAY.date()).orElseThrow();
    }

    /** Transforms the day and returns how many samples were read. */
    private long transform(RawZone.Reader raw, CuratedZone zone) throws IOException {
        Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
        PrometheusTransform transform =
                new PrometheusTransform(PrometheusTransformSettings.defaults(), folder.resolve("sort"), 256 << 20);
        long[] samples = new long[1];
        try (CuratedZone.Writer rows = zone.writer("prometheus", DAY.date(), PrometheusTransform.tables())) {
            transform.transform(DAY, raw, new byte[0], dimensions, rows, (unit, done, total) -> {
                samples[0] = unit.startsWith("samples") ? done : samples[0];
            });
            rows.commit(new Manifest.Inputs(raw.sha256(), "", null, "", 1));
        }
        return samples[0];
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

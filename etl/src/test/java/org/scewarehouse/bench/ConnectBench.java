package org.scewarehouse.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectSimulator;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.WorldSettings;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.connect.ConnectConnection;
import org.scewarehouse.etl.source.connect.ConnectExtract;
import org.scewarehouse.etl.source.connect.ConnectTransform;
import org.scewarehouse.etl.source.connect.ConnectTransformSettings;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;

/**
 * A night of a Connect server: how long extraction takes against asking for the same and throwing it away, both with
 * eight connections to the simulated server in this process; and how long raw takes to become rows.
 *
 * <p>Arguments, all optional: items (5000), people (3000), visits of a popular item (67; with 5000 items this makes
 * some 200,000 visits a day), rounds (5), before which two are thrown away in which the process compiles. With
 * {@code visits N} it reads one answer of some N visits instead, to be run with a small heap.
 */
public final class ConnectBench {

    private static final Day DAY = new Day(LocalDate.of(2026, 8, 20), ZoneOffset.UTC);
    private static final Instant NOW = DAY.to().plusSeconds(3_600);
    private static final int CONNECTIONS = 8;
    private static final int ENDPOINTS_AT_ONCE = 2;
    private static final int WARM_UPS = 2;

    private final Path folder;
    private final ConnectSimulator simulator;

    private ConnectBench(Path folder, ConnectSimulator simulator) {
        this.folder = folder;
        this.simulator = simulator;
    }

    public static void main(String[] arguments) throws Exception {
        boolean isLarge = arguments.length > 1 && arguments[0].equals("visits");
        int items = isLarge ? Integer.parseInt(arguments[1]) / 120 : Measured.argument(arguments, 0, 5_000);
        int people = isLarge ? 3_000 : Measured.argument(arguments, 1, 3_000);
        int visits = isLarge ? 200 : Measured.argument(arguments, 2, 67);
        Path folder = Files.createTempDirectory("connect-bench");
        Measured.machine();
        WorldSettings settings = WorldSettings.of(DAY.date(), 1, items, people, visits);
        ConnectWorld world = new ConnectWorld(new WorldSettings(1, DAY.date(), 1, items, settings.people(), visits, 1));
        try (ConnectSimulator simulator = new ConnectSimulator(world, ConnectOptions.of2026(), NOW)) {
            ConnectBench bench = new ConnectBench(folder, simulator);
            if (isLarge) {
                bench.large();
            } else {
                bench.night(Measured.argument(arguments, 3, 5));
            }
        } finally {
            Measured.delete(folder);
        }
    }

    /** What something cost, in seconds; the CPU time is that of the whole process, the simulated server included. */
    private record Cost(double wall, double cpu) {

        static Cost of(Measured.Work work) throws Exception {
            long before = processNanos();
            double wall = Measured.seconds(work);
            return new Cost(wall, (processNanos() - before) / 1e9);
        }

        private static long processNanos() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f s (CPU %.1f s)", wall, cpu);
        }
    }

    private void night(int rounds) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> cpuRatios = new ArrayList<>();
        List<Double> transforms = new ArrayList<>();
        List<Double> cpuTransforms = new ArrayList<>();
        for (int round = -WARM_UPS; round < rounds; round++) {
            LocalStore store = new LocalStore(folder.resolve("lake" + round));
            RawZone raw = new RawZone(store);
            simulator.takeAsked();
            Cost extract = Cost.of(() -> extract(raw, endpoint -> true));
            List<String> asked = simulator.takeAsked();
            Cost bare = Cost.of(() -> download(asked));
            long[] rows = new long[1];
            Cost transform = Cost.of(() -> rows[0] = transform(store));
            Measured.OUT.printf(
                    "round %d: %d requests, extraction %s, bare download %s, transform %s, %d visits%n",
                    round, asked.size(), extract, bare, transform, rows[0]);
            if (round >= 0) {
                ratios.add(extract.wall / bare.wall);
                cpuRatios.add(extract.cpu / bare.cpu);
                transforms.add(transform.wall);
                cpuTransforms.add(transform.cpu);
            }
        }
        Measured.OUT.printf(
                "connect: extraction takes %.2f times the bare download by the wall clock, %.2f by CPU time; transform"
                        + " %.1f s, CPU %.1f s (medians of %d rounds)%n",
                Measured.median(ratios),
                Measured.median(cpuRatios),
                Measured.median(transforms),
                Measured.median(cpuTransforms),
                rounds);
    }

    /** One answer of visits, which must need no more memory the longer it is. */
    private void large() throws Exception {
        LocalStore store = new LocalStore(folder.resolve("lake"));
        double extract = Measured.seconds(
                () -> extract(new RawZone(store), endpoint -> endpoint.name().equals("visits")));
        long[] rows = new long[1];
        double transform = Measured.seconds(() -> rows[0] = transform(store));
        Measured.OUT.printf(
                "connect: %d visits in one answer, extraction %.1f s, transform %.1f s, in a heap of %d MB%n",
                rows[0], extract, transform, Runtime.getRuntime().maxMemory() >> 20);
    }

    private void extract(RawZone raw, Predicate<Endpoint> isAsked) throws Exception {
        ConnectConnection connection = ConnectConnection.of(simulator.url(), ConnectOptions.ADMINISTRATOR_KEY)
                .withRequestsPerSecond(0);
        InstantSource clock = () -> NOW;
        ConnectExtract extract = new ConnectExtract(connection, clock, Retry.standard(clock), folder, "bench");
        ExecutorService threads = Executors.newFixedThreadPool(ENDPOINTS_AT_ONCE);
        List<Future<?>> all = new ArrayList<>();
        Map<String, Integer> attempts = new HashMap<>();
        for (Endpoint endpoint : extract.endpoints().stream().filter(isAsked).toList()) {
            attempts.put(endpoint.name(), 1);
            all.add(threads.submit(() -> extract.extract(
                    DAY, endpoint, raw.writer("connect", endpoint.name(), DAY.date(), 1), Progress.NONE)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        raw.makeCurrent("connect", DAY.date(), attempts);
    }

    private void download(List<String> asked) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> all = new ArrayList<>();
        for (String path : asked) {
            all.add(threads.submit(() -> {
                drain(client, path);
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
    }

    private void drain(HttpClient client, String path) throws IOException, InterruptedException {
        HttpRequest get = HttpRequest.newBuilder(URI.create(simulator.url() + "/__api__" + path))
                .header("Authorization", "Key " + ConnectOptions.ADMINISTRATOR_KEY)
                .build();
        HttpResponse<InputStream> answer = client.send(get, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Transforms the day and returns how many visits it has. */
    private long transform(LocalStore store) throws IOException {
        RawZone.Reader raw = new RawZone(store).current("connect", DAY.date()).orElseThrow();
        CuratedZone zone = new CuratedZone(store, folder.resolve("curate"), 64 << 20);
        ConnectTransform transform =
                new ConnectTransform(ConnectTransformSettings.defaults(), folder.resolve("sort"), 64 << 20);
        try (CuratedZone.Writer rows = zone.writer("connect", DAY.date(), ConnectTransform.tables())) {
            Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
            transform.transform(DAY, raw, new byte[0], dimensions, rows, Progress.NONE);
            return rows.commit(new Manifest.Inputs(raw.sha256(), "", null, "", 1))
                    .table("fact_content_visit")
                    .rows();
        }
    }
}

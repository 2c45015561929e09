package org.scewarehouse.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabSimulator;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.gitlab.GitlabConnection;
import org.scewarehouse.etl.source.gitlab.GitlabExtract;
import org.scewarehouse.etl.source.gitlab.GitlabTransform;
import org.scewarehouse.etl.source.gitlab.GitlabTransformSettings;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;

/**
 * Nights of a GitLab server. The first: every project is new, so every lock file is read and becomes rows. Then usual
 * ones: how many calls are made for each active project, and how long extraction takes against asking for the same and
 * throwing it away, both with eight connections to the simulated server in this process.
 *
 * <p>Arguments, all optional: projects (10000), packages in each lock file (130: some 1 million rows), nights after the
 * first (3), share of projects active on a day in thousandths (17: some 500 within the three days asked for).
 */
public final class GitlabBench {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 3);
    private static final int CONNECTIONS = 8;
    private static final int RESTATED = 3;
    /** As the nightly job asks. */
    private static final int ENDPOINTS_AT_ONCE = 2;
    /** What was found without languages is asked thrice; and the process compiles. */
    private static final int WARM_UPS = 8;

    private static final Dimensions DIMENSIONS = new Dimensions("", new byte[32], Reference.none());

    private final Path folder;
    private final LocalStore store;
    private final RawZone raw;
    private final GitlabSimulator simulator;
    private Instant now = Instant.EPOCH;

    private GitlabBench(Path folder, GitlabSimulator simulator) {
        this.folder = folder;
        this.store = new LocalStore(folder.resolve("lake"));
        this.raw = new RawZone(store);
        this.simulator = simulator;
    }

    public static void main(String[] arguments) throws Exception {
        int projects = Measured.argument(arguments, 0, 10_000);
        int packages = Measured.argument(arguments, 1, 130);
        int nights = Measured.argument(arguments, 2, 3);
        double active = Measured.argument(arguments, 3, 17) / 1000.0;
        Path folder = Files.createTempDirectory("gitlab-bench");
        Measured.machine();
        WorldSettings settings = WorldSettings.of(FIRST.minusDays(10), 40, projects, 2_000, active);
        GitlabWorld world = new GitlabWorld(settings.withPackages(packages));
        try (GitlabSimulator simulator =
                new GitlabSimulator(world, GitlabOptions.usual().withQuickLanguages(), Instant.EPOCH)) {
            new GitlabBench(folder, simulator).run(world, nights);
        } finally {
            Measured.delete(folder);
        }
    }

    private void run(GitlabWorld world, int nights) throws Exception {
        Night first = night(FIRST, 1);
        Measured.OUT.printf(
                "gitlab: first night of %d projects: extraction %.1f s, transform of %d package rows %.1f s%n",
                world.projects().size(), first.asking, first.packageRows, first.transforming);
        for (int warm = 1; warm <= WARM_UPS; warm++) {
            night(FIRST.plusDays(warm), RESTATED);
            download(simulator.takeAsked());
        }
        List<Double> ratios = new ArrayList<>();
        List<Double> cpuRatios = new ArrayList<>();
        for (int i = 0; i < nights; i++) {
            LocalDate day = FIRST.plusDays(1L + WARM_UPS + i);
            simulator.takeAsked();
            Night usual = night(day, RESTATED);
            List<String> asked = simulator.takeAsked();
            Set<String> active = new HashSet<>();
            asked.stream()
                    .filter(path -> path.matches("/projects/\\d+/.*"))
                    .forEach(path -> active.add(path.split("/", 4)[2]));
            double calls = asked.stream()
                    .filter(path -> path.matches("/projects/\\d+/.*"))
                    .count();
            double bareCpu = Measured.processorSeconds();
            double bare = Measured.seconds(() -> download(asked));
            bareCpu = Measured.processorSeconds() - bareCpu;
            ratios.add(usual.asking / bare);
            cpuRatios.add(usual.askingCpu / bareCpu);
            Measured.OUT.printf(
                    "night of %s: %d requests, %d active projects, %.2f calls for each, extraction %.2f s (CPU %.2f s),"
                            + " bare download %.2f s (CPU %.2f s), transform of a day %.2f s%n",
                    day,
                    asked.size(),
                    active.size(),
                    calls / active.size(),
                    usual.asking,
                    usual.askingCpu,
                    bare,
                    bareCpu,
                    usual.transforming);
        }
        Measured.OUT.printf(
                "gitlab: extraction takes %.2f times the bare download by the wall clock, %.2f by CPU time (medians of"
                        + " %d nights)%n",
                Measured.median(ratios), Measured.median(cpuRatios), nights);
    }

    /**
     * What a night took.
     *
     * @param asking seconds of asking for all days
     * @param askingCpu seconds of the processors meanwhile, the simulated server included
     * @param transforming seconds of the last day's transform
     * @param packageRows its package rows
     */
    private record Night(double asking, double askingCpu, double transforming, long packageRows) {}

    private Night night(LocalDate last, int days) throws Exception {
        now = new Day(last, ZoneOffset.UTC).to().plusSeconds(3_600);
        simulator.setNow(now);
        InstantSource clock = () -> now;
        GitlabExtract extract = new GitlabExtract(
                GitlabConnection.of(simulator.url(), GitlabOptions.TOKEN),
                clock,
                Retry.standard(clock),
                time -> {},
                store,
                folder.resolve("temp"),
                "bench");
        double asking = 0;
        double askingCpu = 0;
        double transforming = 0;
        long[] rows = new long[1];
        for (int back = days - 1; back >= 0; back--) {
            Day day = new Day(last.minusDays(back), ZoneOffset.UTC);
            boolean isLast = back == 0;
            double cpu = Measured.processorSeconds();
            asking += Measured.seconds(() -> extract(extract, day, isLast));
            askingCpu += Measured.processorSeconds() - cpu;
            transforming = Measured.seconds(() -> rows[0] = transform(day));
        }
        return new Night(asking, askingCpu, transforming, rows[0]);
    }

    private void extract(GitlabExtract extract, Day day, boolean isLast) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(ENDPOINTS_AT_ONCE);
        List<Future<?>> all = new ArrayList<>();
        Map<String, Integer> attempts = new HashMap<>();
        for (Endpoint endpoint : GitlabExtract.endpoints()) {
            if (isLast || endpoint.kind() == Endpoint.Kind.EVENT) {
                int attempt = raw.nextAttempt("gitlab", endpoint.name(), day.date());
                attempts.put(endpoint.name(), attempt);
                all.add(threads.submit(() -> extract.extract(
                        day, endpoint, raw.writer("gitlab", endpoint.name(), day.date(), attempt), Progress.NONE)));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        raw.makeCurrent("gitlab", day.date(), attempts);
    }

    private long transform(Day day) throws IOException {
        RawZone.Reader reader = raw.current("gitlab", day.date()).orElseThrow();
        CuratedZone zone = new CuratedZone(store, folder.resolve("curate"), 64 << 20);
        GitlabTransform transform = new GitlabTransform(
                new GitlabTransformSettings(Set.of("localhost")), store, folder.resolve("sort"), 64 << 20);
        StateZone states = new StateZone(store);
        Optional<StateZone.State> earlier = states.before("gitlab", day.date());
        try (CuratedZone.Writer rows = zone.writer("gitlab", day.date(), GitlabTransform.tables())) {
            byte[] state = transform.transform(
                    day,
                    reader,
                    earlier.map(StateZone.State::content).orElse(new byte[0]),
                    DIMENSIONS,
                    rows,
                    Progress.NONE);
            states.keep("gitlab", day.date(), state);
            return rows.commit(new Manifest.Inputs(reader.sha256(), "", null, "", 1))
                    .table("bridge_repository_package")
                    .rows();
        }
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
        HttpRequest get = HttpRequest.newBuilder(URI.create(simulator.url() + "/api/v4" + path))
                .header("PRIVATE-TOKEN", GitlabOptions.TOKEN)
                .build();
        HttpResponse<InputStream> answer = client.send(get, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}

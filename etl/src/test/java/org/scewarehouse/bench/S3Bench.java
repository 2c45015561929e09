package org.scewarehouse.bench;

import com.sun.management.OperatingSystemMXBean;
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
import java.util.Map;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.simulator.prometheus.SyntheticContainers;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.etl.source.prometheus.PrometheusTransform;
import org.scewarehouse.etl.source.prometheus.PrometheusTransformSettings;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.etl.store.S3Server;
import org.scewarehouse.etl.store.S3Settings;
import org.scewarehouse.etl.store.Stores;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/**
 * A day of a cluster with the lake on a server that speaks S3, against the same day with the lake in a folder on the
 * same disk: extraction, transform, and reading all curated rows as the load does. Loading itself is left out, being
 * the same for both. Prints the ratio of wall-clock times and of this process' CPU times, medians of interleaved pairs,
 * and the CPU time that the server took besides. The folder is forced to disk, which that server does not do.
 *
 * <p>Arguments, both optional: containers (4000) and pairs (5).
 */
public final class S3Bench {

    private static final Day DAY = new Day(LocalDate.of(2026, 8, 20), ZoneOffset.UTC);
    private static final int INTERVAL_MILLIS = 30_000;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path folder;
    private final String prometheus;
    private int lakes;

    private S3Bench(Path folder, String prometheus) {
        this.folder = folder;
        this.prometheus = prometheus;
    }

    public static void main(String[] arguments) throws Exception {
        int containers = Measured.argument(arguments, 0, 4_000);
        int pairs = Measured.argument(arguments, 1, 5);
        Path folder = Files.createTempDirectory("s3-bench");
        Measured.machine();
        SyntheticContainers known = new SyntheticContainers(
                containers, INTERVAL_MILLIS, DAY.from().minusSeconds(86_400).toEpochMilli());
        try (PrometheusSimulator simulator = new PrometheusSimulator(known, SimulatorOptions.standard());
                AutoCloseable credentials = S3Server.credentials();
                S3Process server = S3Process.in(Files.createDirectories(folder.resolve("server")))) {
            new S3Bench(folder, simulator.url()).compare(server, pairs);
        } finally {
            Measured.delete(folder);
        }
    }

    /** What a day took. */
    private record Cost(double wall, double cpu, double serverCpu) {}

    private void compare(S3Process server, int pairs) throws Exception {
        S3Settings standard = S3Settings.DEFAULTS;
        Stores stores = new Stores(new S3Settings(
                null, server.url(), null, null, standard.partBytes(), standard.attempts(), standard.answerLimit()));
        List<Double> wall = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> apart = new ArrayList<>();
        for (int pair = 0; pair <= pairs; pair++) {
            String name = "lake" + ++lakes;
            Cost local = measure(server, new LocalStore(folder.resolve(name)));
            Measured.delete(folder.resolve(name));
            ObjectStore store = stores.open("s3://" + S3Server.BUCKET + "/" + name);
            Cost remote = measure(server, store);
            store.list("").forEach(store::delete);
            Measured.OUT.printf(
                    "%s folder %.2f s (CPU %.2f s), S3 %.2f s (CPU %.2f s, its server %.2f s)%n",
                    pair == 0 ? "warm-up:" : "pair " + pair + ":",
                    local.wall(),
                    local.cpu(),
                    remote.wall(),
                    remote.cpu(),
                    remote.serverCpu());
            if (pair > 0) {
                wall.add(remote.wall() / local.wall());
                cpu.add(remote.cpu() / local.cpu());
                apart.add(remote.serverCpu() / local.cpu());
            }
        }
        Measured.OUT.printf(
                "lake on S3 against a folder, medians of %d pairs: %.2f by the wall clock, %.2f by CPU time;"
                        + " the S3 server's own CPU time %.2f besides%n",
                pairs, Measured.median(wall), Measured.median(cpu), Measured.median(apart));
    }

    private Cost measure(S3Process server, ObjectStore store) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        double serverCpu = server.cpuSeconds();
        double wall = Measured.seconds(() -> day(store));
        return new Cost(wall, (SYSTEM.getProcessCpuTime() - cpu) / 1e9, server.cpuSeconds() - serverCpu);
    }

    private void day(ObjectStore store) throws IOException {
        RawZone raw = new RawZone(store);
        PrometheusExtract extract = new PrometheusExtract(
                PrometheusConnection.of(prometheus), Clock.systemUTC(), Retry.standard(Clock.systemUTC()), "bench");
        Map<String, Integer> attempts = new LinkedHashMap<>();
        for (Endpoint endpoint : PrometheusExtract.endpoints()) {
            extract.extract(DAY, endpoint, raw.writer("prometheus", endpoint.name(), DAY.date(), 1), Progress.NONE);
            attempts.put(endpoint.name(), 1);
        }
        raw.makeCurrent("prometheus", DAY.date(), attempts);
        RawZone.Reader kept = raw.current("prometheus", DAY.date()).orElseThrow();
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 64 << 20);
        PrometheusTransform transform =
                new PrometheusTransform(PrometheusTransformSettings.defaults(), folder.resolve("sort"), 256 << 20);
        try (CuratedZone.Writer rows = zone.writer("prometheus", DAY.date(), PrometheusTransform.tables())) {
            Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
            transform.transform(DAY, kept, new byte[0], dimensions, rows, Progress.NONE);
            rows.commit(new Manifest.Inputs(kept.sha256(), "", null, "", 1));
        }
        for (TableSpec<?> table : PrometheusTransform.tables()) {
            try (RowReader rows = zone.rows("prometheus", DAY.date(), table)) {
                Row row = new Row(table.curatedColumns());
                while (rows.next(row)) {
                    assert row.columns() != null;
                }
            }
        }
    }
}

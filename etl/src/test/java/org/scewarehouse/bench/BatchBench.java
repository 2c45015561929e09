package org.scewarehouse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSettings;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSource;
import org.scewarehouse.etl.source.awsbatch.PersonRules;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;

/**
 * A day of AWS Batch, and one of twice as many jobs in the same small heap: describe calls per job, extraction against
 * the same calls with their answers thrown away, and seconds of the transform.
 *
 * <p>Arguments, both optional: jobs submitted a day (100000), rounds of the transform (3).
 */
public final class BatchBench {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 19);
    private static final Day DAY = new Day(FIRST.plusDays(1), ZoneOffset.UTC);
    private static final int SORT_BYTES = 32 << 20;

    private final Path folder;
    private final int rounds;

    private BatchBench(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int jobs = Measured.argument(arguments, 0, 100_000);
        System.setProperty("aws.accessKeyId", AwsBatchSimulator.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", AwsBatchSimulator.SECRET_KEY);
        Path folder = Files.createTempDirectory("batch-bench");
        Measured.machine();
        try {
            BatchBench bench = new BatchBench(folder, Measured.argument(arguments, 1, 3));
            bench.measure(jobs);
            bench.measure(2 * jobs);
        } finally {
            Measured.delete(folder);
        }
    }

    private void measure(int jobs) throws Exception {
        LocalStore store = new LocalStore(folder.resolve("lake" + jobs));
        AwsBatchSource source;
        long[] described = new long[1];
        Path asked = folder.resolve("asked" + jobs);
        try (BatchProcess aws = BatchProcess.of(FIRST, jobs, asked)) {
            source = AwsBatchSource.of(
                    settings(aws.address()),
                    null,
                    folder.resolve("temp"),
                    SORT_BYTES,
                    Clock.fixed(DAY.to().plus(Duration.ofHours(3)), ZoneOffset.UTC),
                    "bench");
            double extracting = Measured.seconds(() -> extract(source, new RawZone(store), described));
            aws.endNotes();
            BareBatch bare = new BareBatch(aws.address());
            double asking = Measured.seconds(() -> bare.ask(asked));
            Measured.OUT.printf(
                    "aws_batch, %,d jobs a day: %,d jobs and nodes in %,d describe and %,d other calls, extracted in"
                            + " %.1f s; the same calls with their answers thrown away %.1f s: %.2f times%n",
                    jobs, described[0], bare.describes(), bare.others(), extracting, asking, extracting / asking);
        }
        transform(jobs, source, store);
    }

    private void transform(int jobs, AwsBatchSource source, LocalStore store) throws Exception {
        RawZone.Reader raw =
                new RawZone(store).current(source.name(), DAY.date()).orElseThrow();
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), SORT_BYTES);
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        long[] rows = new long[1];
        for (int round = -1; round < rounds; round++) {
            long before = threadNanos();
            double each = Measured.seconds(() -> rows[0] = transform(source, raw, zone));
            if (round >= 0) {
                seconds.add(each);
                cpu.add((threadNanos() - before) / 1e9);
            }
        }
        Measured.OUT.printf(
                "aws_batch, %,d jobs a day: transform to %,d rows in %.1f s, of CPU %.1f s (medians of %d), in a heap"
                        + " of %d MB, %d MB of it alive%n",
                jobs,
                rows[0],
                Measured.median(seconds),
                Measured.median(cpu),
                rounds,
                Runtime.getRuntime().maxMemory() >> 20,
                alive());
    }

    private static AwsBatchSettings settings(URI address) {
        return new AwsBatchSettings(
                AwsBatchSimulator.REGION,
                address,
                List.of(),
                null,
                1000,
                Duration.ofMinutes(15),
                Duration.ofDays(7),
                Duration.ofHours(1),
                Duration.ofDays(2),
                Duration.ofDays(30),
                2,
                Set.of("user"),
                PersonRules.standard());
    }

    private static void extract(AwsBatchSource source, RawZone raw, long[] described) {
        Progress progress = (unit, done, total) -> described[0] = done;
        for (Endpoint endpoint : source.endpoints()) {
            source.extract(DAY, endpoint, raw.writer(source.name(), endpoint.name(), DAY.date(), 1), progress);
            raw.makeCurrent(source.name(), DAY.date(), Map.of(endpoint.name(), 1));
        }
    }

    private static long transform(AwsBatchSource source, RawZone.Reader raw, CuratedZone zone) throws IOException {
        Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
        try (CuratedZone.Writer rows = zone.writer(source.name(), DAY.date(), source.tables())) {
            source.transform(DAY, raw, new byte[0], dimensions, rows, Progress.NONE);
            Manifest manifest = rows.commit(new Manifest.Inputs(raw.sha256(), "", null, "", 1));
            return manifest.table("fact_batch_job_day").rows();
        }
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** What is alive, the old generation after its collections. */
    private static long alive() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                        .sum()
                >> 20;
    }
}

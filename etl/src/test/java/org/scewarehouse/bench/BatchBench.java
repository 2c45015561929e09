package org.scewarehouse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
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
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSettings;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSource;
import org.scewarehouse.etl.source.awsbatch.PersonRules;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;

/**
 * A day of AWS Batch: describe calls per job, seconds of the transform, and the memory that is alive meanwhile, for the
 * whole day and for half of it.
 *
 * <p>Arguments, both optional: jobs submitted a day (100000), rounds (5).
 */
public final class BatchBench {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 19);
    private static final Day DAY = new Day(FIRST.plusDays(1), ZoneOffset.UTC);

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
            BatchBench bench = new BatchBench(folder, Measured.argument(arguments, 1, 5));
            bench.measure(jobs / 2);
            bench.measure(jobs);
        } finally {
            Measured.delete(folder);
        }
    }

    private void measure(int jobs) throws Exception {
        BatchWorld world = new BatchWorld(
                SyntheticJobs.make(3, FIRST, 2, jobs, List.of("anna", "bo", "carla", "dirk")), SyntheticJobs.RETENTION);
        LocalStore store = new LocalStore(folder.resolve("lake" + jobs));
        AwsBatchSource source;
        int calls;
        double extracting;
        try (AwsBatchSimulator simulator = AwsBatchSimulator.start(world, false)) {
            simulator.at(DAY.to().plus(Duration.ofHours(3)));
            source = AwsBatchSource.of(
                    settings(simulator), null, folder.resolve("temp"), 64 << 20, Clock.systemUTC(), "bench");
            extracting = Measured.seconds(() -> extract(source, store));
            calls = simulator.calls("describejobs");
        }
        RawZone.Reader raw =
                new RawZone(store).current(source.name(), DAY.date()).orElseThrow();
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 64 << 20);
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        long rows = 0;
        for (int round = -1; round < rounds; round++) {
            ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
            long[] written = new long[1];
            long before = threadNanos();
            double each = Measured.seconds(() -> written[0] = transform(source, raw, zone));
            rows = written[0];
            if (round >= 0) {
                seconds.add(each);
                cpu.add((threadNanos() - before) / 1e9);
            }
        }
        Measured.OUT.printf(
                "aws_batch, %,d jobs a day: %,d rows; extract %.1f s, %,d describe calls; transform %.1f s,"
                        + " of CPU %.1f s (medians of %d), heap alive after collections at most %d MB%n",
                jobs, rows, extracting, calls, Measured.median(seconds), Measured.median(cpu), rounds, alive());
    }

    private static AwsBatchSettings settings(AwsBatchSimulator simulator) {
        return new AwsBatchSettings(
                AwsBatchSimulator.REGION,
                simulator.address(),
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

    private static void extract(AwsBatchSource source, LocalStore store) {
        RawZone raw = new RawZone(store);
        for (Endpoint endpoint : source.endpoints()) {
            source.extract(DAY, endpoint, raw.writer(source.name(), endpoint.name(), DAY.date(), 1), Progress.NONE);
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

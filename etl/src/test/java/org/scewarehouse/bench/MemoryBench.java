package org.scewarehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.simulator.prometheus.SyntheticContainers;

/**
 * A day of a big cluster, and one of half its size, through the whole job as a user runs it: {@code ./sce run} with a
 * heap of 1 GB, against a server in this process. Prints time, memory and what raw takes on disk.
 *
 * <p>Arguments, both optional: containers (20000), and megabytes of heap (1024). The first argument of all is the
 * folder of the project.
 */
public final class MemoryBench {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final int INTERVAL_MILLIS = 30_000;
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");

    private final Path launcher;
    private final int heapMegabytes;

    private MemoryBench(Path launcher, int heapMegabytes) {
        this.launcher = launcher;
        this.heapMegabytes = heapMegabytes;
    }

    public static void main(String[] arguments) throws Exception {
        int containers = Measured.argument(arguments, 1, 20_000);
        int heap = Measured.argument(arguments, 2, 1024);
        Measured.machine();
        MemoryBench bench = new MemoryBench(Path.of(arguments[0]).resolve("sce"), heap);
        double half = bench.run(containers / 2);
        double whole = bench.run(containers);
        Measured.OUT.printf("the whole day takes %.2f times as long as half of it%n", whole / half);
    }

    /** Seconds that a day of so many containers takes. */
    private double run(int containers) throws Exception {
        Path home = Files.createTempDirectory("memory-bench");
        long start = DAY.minusDays(1).toEpochDay() * 86_400_000L;
        SyntheticContainers known = new SyntheticContainers(containers, INTERVAL_MILLIS, start);
        try (PrometheusSimulator server = new PrometheusSimulator(known, SimulatorOptions.standard())) {
            new Peak(sce(home, server.url(), "migrate")).await(); // a day is what is measured, not a new warehouse
            Peak peak = new Peak(sce(home, server.url(), "run", "prometheus", "--day", DAY.toString()));
            double seconds = Measured.seconds(peak::await);
            long raw = Measured.bytes(home.resolve("lake/raw"));
            Measured.OUT.printf(
                    "%d containers: %.0f s, heap after collection at most %d MB, resident at most %d MB,"
                            + " raw %.0f MB a day, %.0f GB a year, curated %.0f MB%n",
                    containers,
                    seconds,
                    heapAfterCollection(home.resolve("gc.log")),
                    peak.megabytes,
                    raw / 1e6,
                    raw * 365 / 1e9,
                    Measured.bytes(home.resolve("lake/curated")) / 1e6);
            return seconds;
        } finally {
            Measured.delete(home);
        }
    }

    private Process sce(Path home, String url, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SCE_HOME", home.toString());
        builder.environment().put("SCE_SOURCES_PROMETHEUS_URL", url);
        builder.environment()
                .put(
                        "SCE_JAVA_OPTS",
                        "-Xmx" + heapMegabytes + "m -Xlog:gc:file=" + home.resolve("gc.log") + ":none:filecount=0");
        return builder.start();
    }

    /** The most megabytes that were in use when a collection had ended: what was alive, and what is not yet cleared. */
    private static long heapAfterCollection(Path log) throws IOException {
        return AFTER_COLLECTION
                .matcher(Files.readString(log))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
    }

    /** Looks at a process while it runs. */
    private static final class Peak {

        private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

        private final Process process;
        private long megabytes;

        Peak(Process process) {
            this.process = process;
        }

        /** Waits for its end, which must be a good one. */
        void await() throws IOException, InterruptedException {
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                Matcher found = RESIDENT.matcher(Files.exists(status) ? Files.readString(status) : "");
                megabytes = found.find() ? Math.max(megabytes, Long.parseLong(found.group(1)) >> 10) : megabytes;
            }
            if (process.exitValue() != 0) {
                throw new IOException("the run ended with " + process.exitValue());
            }
        }
    }
}

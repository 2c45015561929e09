package org.scewarehouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What all benchmarks share: times, medians, the machine they ran on, and folders that are gone afterwards. */
final class Measured {

    /** Where results go. */
    static final PrintStream OUT = System.err;

    private Measured() {}

    /** Work to be timed. */
    interface Work {
        void run() throws Exception;
    }

    /** Seconds that the work takes by the wall clock. */
    static double seconds(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Seconds that the processors have worked for this process so far, whatever else the machine does. */
    static double processorSeconds() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / 1e9;
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** States what a result depends on: the machine, and how busy others keep it. */
    static void machine() {
        OUT.printf(
                "%d cores, load average %.1f, heap of %d MB, Java %s%n",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version());
    }

    /** A database that keeps what is committed, as a site's does; no server of a benchmark promises less. */
    static EmbeddedPostgres durableDatabase(int sharedBuffersMib, int maxWalGib) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", sharedBuffersMib + "MB")
                .setServerConfig("max_wal_size", maxWalGib + "GB")
                .start();
    }

    /** The argument at a place, or what holds where it is not given. */
    static int argument(String[] arguments, int place, int absent) {
        return arguments.length > place ? Integer.parseInt(arguments[place]) : absent;
    }

    /** Bytes of all files below a folder. */
    static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

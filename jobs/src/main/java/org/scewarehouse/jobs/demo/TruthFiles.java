package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The truth as CSV files, so that anybody can hold it against the warehouse. */
final class TruthFiles {

    private final Path folder;
    private final DemoSettings settings;
    private final List<ContainerDay> days;

    TruthFiles(Path folder, DemoSettings settings, List<ContainerDay> days) {
        this.folder = folder;
        this.settings = settings;
        this.days = days;
    }

    void write() {
        write("container_day.csv", ContainerDay.HEADER, days.stream().map(ContainerDay::line));
        write(
                "day.csv",
                "day,container_kind,incarnations,containers,running_at_day_end,running_seconds,observed_seconds,"
                        + "cpu_core_seconds,idle_seconds",
                grouped(day -> day.day() + "," + day.kind()).map(TruthFiles::total));
        write(
                "runtime_version_split.csv",
                RuntimeSplit.HEADER,
                RuntimeSplit.of(days, settings.lastDay()).stream().map(RuntimeSplit::line));
        write(
                "container_idleness.csv",
                "environment,owner,containers,running_seconds,observed_seconds,idle_seconds,cpu_core_seconds,"
                        + "cpu_allocated_core_seconds,band_0_seconds,band_1_seconds,band_2_seconds,band_3_seconds,"
                        + "band_4_seconds,band_5_seconds,band_6_seconds",
                grouped(day -> day.isInteractive() ? day.environment() + "," + day.owner() : "")
                        .filter(group -> !group.getKey().isEmpty())
                        .map(TruthFiles::idleness));
    }

    private Stream<Map.Entry<String, List<ContainerDay>>> grouped(Function<ContainerDay, String> key) {
        return days.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList())).entrySet().stream();
    }

    private static String total(Map.Entry<String, List<ContainerDay>> group) {
        List<ContainerDay> rows = group.getValue();
        return line(
                group.getKey(),
                rows.size(),
                identities(rows),
                rows.stream().filter(ContainerDay::isRunningAtDayEnd).count(),
                sum(rows, ContainerDay::runningSeconds),
                sum(rows, ContainerDay::observedSeconds),
                sum(rows, TruthFiles::cpu),
                sum(rows, ContainerDay::idleSeconds));
    }

    private static String idleness(Map.Entry<String, List<ContainerDay>> group) {
        List<ContainerDay> rows = group.getValue();
        String bands = Stream.iterate(0, band -> band + 1)
                .limit(7)
                .map(band -> String.valueOf(sum(rows, row -> row.bands().get(band))))
                .collect(Collectors.joining(","));
        return line(
                group.getKey(),
                identities(rows),
                sum(rows, ContainerDay::runningSeconds),
                sum(rows, ContainerDay::observedSeconds),
                sum(rows, ContainerDay::idleSeconds),
                sum(rows, TruthFiles::cpu),
                sum(rows, ContainerDay::cpuAllocatedCoreSeconds),
                bands);
    }

    private static double cpu(ContainerDay day) {
        Double cpu = day.cpuCoreSeconds();
        return cpu == null ? 0 : cpu;
    }

    private static long identities(List<ContainerDay> rows) {
        return rows.stream().map(ContainerDay::identity).distinct().count();
    }

    private static double sum(List<ContainerDay> rows, Function<ContainerDay, Double> measure) {
        return rows.stream().mapToDouble(measure::apply).sum();
    }

    private static String line(Object... fields) {
        return Stream.of(fields).map(String::valueOf).collect(Collectors.joining(","));
    }

    private void write(String name, String header, Stream<String> lines) {
        try {
            Files.createDirectories(folder);
            String text = Stream.concat(Stream.of(header), lines).collect(Collectors.joining("\n", "", "\n"));
            Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the truth to " + folder.resolve(name), e);
        }
    }
}

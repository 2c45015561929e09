package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.scewarehouse.etl.aws.CloudWatchMetrics.Metric;

/**
 * The metrics of a run as a file in Prometheus' text format, for node-exporter's textfile collector. The collector
 * shows the file as long as it lies there, so what must not grow old is given as a time and not as an age.
 */
final class MetricsFile {

    private static final Map<String, String> OF_SOURCE = Map.of(
            "LastCompleteDayAge", "sce_source_last_complete_day_timestamp_seconds",
            "HorizonAge", "sce_source_horizon_timestamp_seconds",
            "RowsPublished", "sce_source_published_rows",
            "Duration", "sce_source_duration_seconds",
            "FailedDays", "sce_source_failed_days",
            "MissingDays", "sce_source_missing_days");

    private static final Map<String, String> OF_RUN =
            Map.of("Duration", "sce_run_duration_seconds", "ExitCode", "sce_run_exit_code");

    private static final Map<String, String> HELP = Map.of(
            "sce_source_last_complete_day_timestamp_seconds", "Begin of the last published day of the source.",
            "sce_source_horizon_timestamp_seconds", "Begin of the first day that the source still answers for.",
            "sce_source_published_rows", "Rows that the last run published.",
            "sce_source_duration_seconds", "Time that the last run spent on the source.",
            "sce_source_failed_days", "Days of the source that failed in the last run.",
            "sce_source_missing_days", "Days of the source that should be there and are not.",
            "sce_run_duration_seconds", "Time that the last run took.",
            "sce_run_exit_code", "Exit code of the last run.",
            "sce_run_end_timestamp_seconds", "When the last run ended.");

    /** What stays true until the warehouse can be asked again, and what alarms are made of. */
    private static final List<String> LASTING = List.of(
            "sce_source_last_complete_day_timestamp_seconds",
            "sce_source_horizon_timestamp_seconds",
            "sce_source_missing_days");

    private MetricsFile() {}

    /** What a run leaves that has asked the warehouse. */
    static void write(Path file, List<Metric> metrics, ZoneId zone, Instant now) throws IOException {
        replace(file, text(metrics, zone, now));
    }

    /**
     * What a run leaves that could not ask the warehouse how far each source is: that stands as the file has it, since
     * an alarm on its age would else fall silent while the warehouse is away.
     */
    static void writeOfRun(Path file, List<Metric> metrics, ZoneId zone, Instant now) throws IOException {
        List<String> before = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        String kept = before.stream()
                .filter(line -> LASTING.stream().anyMatch(line::contains))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        replace(file, text(metrics, zone, now) + kept);
    }

    /** Replaces the file as a whole, since the collector may read it at any time. */
    private static void replace(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, ".sce", ".tmp"); // no name that the collector reads
        try {
            Files.writeString(unfinished, text, StandardCharsets.UTF_8);
            if (Files.getFileStore(unfinished).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        unfinished, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    static String text(List<Metric> metrics, ZoneId zone, Instant now) {
        Map<String, List<String>> samples = new TreeMap<>();
        for (Metric metric : metrics) {
            String source = metric.source();
            String name = (source == null ? OF_RUN : OF_SOURCE).get(metric.name());
            if (name != null) {
                double value = metric.name().endsWith("Age")
                        ? now.atZone(zone)
                                .toLocalDate()
                                .minusDays((long) metric.value())
                                .atStartOfDay(zone)
                                .toEpochSecond()
                        : metric.value();
                String labels = source == null ? "" : "{source=\"" + source + "\"}";
                samples.computeIfAbsent(name, key -> new ArrayList<>()).add(name + labels + " " + plain(value));
            }
        }
        samples.put(
                "sce_run_end_timestamp_seconds",
                List.of("sce_run_end_timestamp_seconds " + plain(now.getEpochSecond())));
        StringBuilder text = new StringBuilder();
        samples.forEach((name, lines) -> text.append("# HELP " + name + " " + HELP.get(name) + "\n# TYPE " + name
                + " gauge\n" + String.join("\n", lines) + "\n"));
        return text.toString();
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}

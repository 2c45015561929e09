package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What reports must say of the load itself: which days of what can be asked for later are there, with how many rows,
 * what was measured only in part, and the settings. What a source tells only of the moment is there or not.
 */
final class LoadTruth {

    private static final List<String> SOURCES =
            List.of("aws_batch", "connect", "gitlab", "home_drive", "hr", "prometheus", "reference");

    private final DemoSettings settings;
    private final List<ContainerDay> containers;
    private final DemoContent content;
    private final HomeScans homes;
    private final DemoHr hr;

    LoadTruth(DemoSettings settings, List<ContainerDay> containers, DemoContent content, HomeScans homes, DemoHr hr) {
        this.settings = settings;
        this.containers = containers;
        this.content = content;
        this.homes = homes;
        this.hr = hr;
    }

    List<TruthTable> tables() {
        return List.of(
                new TruthTable("data_freshness", List.of("source"), freshness()),
                new TruthTable("loaded_day", List.of("source", "table"), loaded()),
                new TruthTable("data_quality", List.of("kind", "subject"), quality()),
                new TruthTable("setting", List.of("reporting_zone"), List.of(setting())));
    }

    private LocalDate firstDay(String source) {
        return source.equals("connect") ? settings.historyFirstDay() : settings.firstDay();
    }

    private long days(String source) {
        return settings.lastDay().toEpochDay() - firstDay(source).toEpochDay() + 1;
    }

    private List<Map<String, @Nullable Object>> freshness() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String source : SOURCES) {
            rows.add(new ReportRow()
                    .with("source", source)
                    .with("first_observed_day", firstDay(source))
                    .with("last_complete_day", settings.lastDay())
                    .with("complete_day_count", days(source))
                    .with("lost_day_count", 0L)
                    .with("pending_day_count", 0L)
                    .columns());
        }
        return rows;
    }

    private List<Map<String, @Nullable Object>> loaded() {
        long people = settings.firstDay()
                .datesUntil(settings.lastDay().plusDays(1))
                .mapToLong(hr::known)
                .sum();
        return List.of(
                loaded("connect", "fact_content_visit", content.visitCount()),
                loaded("home_drive", "fact_volume_day", (long) homes.owners().size() * settings.days()),
                loaded("hr", "person", people),
                loaded("prometheus", "fact_container_day", containers.size()));
    }

    private Map<String, @Nullable Object> loaded(String source, String table, long rows) {
        return new ReportRow()
                .with("source", source)
                .with("table", table)
                .with("first_day", firstDay(source))
                .with("day_count", days(source))
                .with("row_count", rows)
                .columns();
    }

    /** Nothing was dropped, and no day failed; some containers ran for a while without being looked at. */
    private List<Map<String, @Nullable Object>> quality() {
        Set<LocalDate> days = new TreeSet<>();
        containers.stream()
                .filter(day -> day.runningSeconds() - day.observedSeconds() > 1)
                .forEach(day -> days.add(day.day()));
        ReportRow row = new ReportRow()
                .with("kind", "COVERAGE")
                .with("subject", "container seconds")
                .with("day_count", (long) days.size());
        return days.isEmpty() ? List.of() : List.of(row.columns());
    }

    private static Map<String, @Nullable Object> setting() {
        return new ReportRow()
                .with("reporting_zone", "UTC")
                .with("idle_threshold_cores", 0.05)
                .with("active_minutes", 10L)
                .with("smallest_group_people", 5L)
                .with("illustrative_core_hour_usd", 0.02)
                .with("frequency_days", "calendar")
                .with("retention_days", 1095L)
                .with("assumed_utilisation_ratio", 0.5)
                .columns();
    }
}

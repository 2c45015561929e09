package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What reports must say of who is active, who is new or lost, and what people use together. */
final class ActivityReportTruth {

    private final DemoSettings settings;
    private final Activity activity;

    ActivityReportTruth(DemoSettings settings, Activity activity) {
        this.settings = settings;
        this.activity = activity;
    }

    List<TruthTable> tables() {
        return List.of(
                new TruthTable("active_users", List.of("component"), active()),
                new TruthTable("adoption_trend", List.of("component"), adoption()),
                new TruthTable("component_mix", List.of("components"), mix()));
    }

    private LocalDate end() {
        return settings.lastDay().plusDays(1);
    }

    private long people(String component, LocalDate from, LocalDate to) {
        return activity.of(component).values().stream()
                .filter(days -> isIn(days, from, to))
                .count();
    }

    private static boolean isIn(NavigableSet<LocalDate> days, LocalDate from, LocalDate to) {
        LocalDate day = days.ceiling(from);
        return day != null && day.isBefore(to);
    }

    private List<Map<String, @Nullable Object>> active() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String component : Activity.components()) {
            rows.add(new ReportRow()
                    .with("component", component)
                    .with("active_1_day_count", people(component, end().minusDays(1), end()))
                    .with("active_7_days_count", people(component, end().minusDays(7), end()))
                    .with("active_30_days_count", people(component, end().minusDays(30), end()))
                    .with("active_365_days_count", people(component, end().minusDays(365), end()))
                    .with("active_in_period_count", people(component, settings.firstDay(), end()))
                    .with("loaded_day_count", activity.knownDays(component, settings.firstDay(), end()))
                    .with("loaded_in_365_days_count", activity.knownDays(component, end().minusDays(365), end()))
                    .columns());
        }
        return rows;
    }

    /** Of the later half of the period against the earlier one; the day in the middle belongs to neither. */
    private List<Map<String, @Nullable Object>> adoption() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        int half = settings.days() / 2;
        LocalDate from = end().minusDays(half);
        for (String component : half == 0 ? List.<String>of() : Activity.components()) {
            ReportRow row = new ReportRow().with("component", component);
            List.of("active", "new", "kept", "returned", "lost").forEach(name -> row.count(name + "_count", 0));
            for (NavigableSet<LocalDate> days : activity.of(component).values()) {
                boolean isNow = isIn(days, from, end());
                boolean isBefore = isIn(days, from.minusDays(half), from);
                boolean isNew = !days.first().isBefore(from);
                row.count("active_count", isNow ? 1 : 0)
                        .count("new_count", isNow && isNew ? 1 : 0)
                        .count("kept_count", isNow && isBefore ? 1 : 0)
                        .count("returned_count", isNow && !isBefore && !isNew ? 1 : 0)
                        .count("lost_count", isBefore && !isNow ? 1 : 0);
            }
            rows.add(row.with("history_from_day", activity.firstDay(component))
                    .with("loaded_day_count", activity.knownDays(component, from, end()))
                    .columns());
        }
        return rows;
    }

    private List<Map<String, @Nullable Object>> mix() {
        Map<String, Set<String>> componentsByLogin = new TreeMap<>();
        for (String component : Activity.components()) {
            activity.of(component).forEach((login, days) -> {
                if (!component.equals(Activity.ANY) && isIn(days, settings.firstDay(), end())) {
                    componentsByLogin
                            .computeIfAbsent(login, key -> new TreeSet<>())
                            .add(component);
                }
            });
        }
        Map<String, ReportRow> rows = new TreeMap<>();
        for (Set<String> components : componentsByLogin.values()) {
            String names = String.join(" + ", components);
            rows.computeIfAbsent(
                            names,
                            key -> new ReportRow().with("components", names).with("component_count", (long)
                                    components.size()))
                    .count("people_count", 1);
        }
        return rows.values().stream().map(ReportRow::columns).toList();
    }
}

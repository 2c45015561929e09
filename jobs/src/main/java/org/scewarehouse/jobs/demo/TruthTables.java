package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of the truth, all summed from its container days. */
final class TruthTables {

    private TruthTables() {}

    /** All of them. */
    static List<TruthTable> of(List<ContainerDay> days, LocalDate lastDay, Truth.Departments departments) {
        return List.of(
                new TruthTable("container_day", ContainerDay.KEY, new MadeRows<>(days, ContainerDay::columns)),
                new TruthTable(
                        "day",
                        List.of("day", "container_kind"),
                        grouped(days, day -> true, day -> day.day() + " " + day.kind(), TruthTables::total)),
                new TruthTable(
                        "project",
                        List.of("project"),
                        grouped(
                                days,
                                day -> true,
                                day -> DemoReference.project(day.namespace()),
                                TruthTables::project)),
                new TruthTable(
                        "runtime_version_split",
                        RuntimeSplit.KEY,
                        RuntimeSplit.of(days, lastDay).stream()
                                .map(RuntimeSplit::columns)
                                .toList()),
                new TruthTable(
                        "container_idleness",
                        List.of("environment", "owner"),
                        grouped(
                                days,
                                ContainerDay::isInteractive,
                                day -> day.environment() + " " + day.owner(),
                                TruthTables::idleness)),
                new TruthTable(
                        "department_day",
                        List.of("day", "department"),
                        grouped(
                                days,
                                day -> day.isInteractive() && !day.owner().isEmpty(),
                                day -> day.day() + " " + departments.of(day.owner(), day.day()),
                                rows -> department(rows, departments))));
    }

    private static List<Map<String, @Nullable Object>> grouped(
            List<ContainerDay> days,
            Predicate<ContainerDay> isCounted,
            Function<ContainerDay, String> key,
            Function<List<ContainerDay>, Map<String, @Nullable Object>> sum) {
        Collection<List<ContainerDay>> groups = days.stream()
                .filter(isCounted)
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()))
                .values();
        return groups.stream().map(sum).toList();
    }

    private static Map<String, @Nullable Object> total(List<ContainerDay> rows) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("day", rows.get(0).day());
        columns.put("container_kind", rows.get(0).kind());
        columns.put("incarnation_count", (long) rows.size());
        columns.put("container_count", containers(rows));
        columns.put(
                "running_at_day_end_count",
                rows.stream().filter(ContainerDay::isRunningAtDayEnd).count());
        addSums(columns, rows);
        return columns;
    }

    private static Map<String, @Nullable Object> project(List<ContainerDay> rows) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("project", DemoReference.project(rows.get(0).namespace()));
        columns.put("container_count", containers(rows));
        addSums(columns, rows);
        return columns;
    }

    private static Map<String, @Nullable Object> idleness(List<ContainerDay> rows) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("environment", rows.get(0).environment());
        columns.put("owner", rows.get(0).owner());
        columns.put("container_count", containers(rows));
        addSums(columns, rows);
        for (int i = 0; i < rows.get(0).bands().size(); i++) {
            int band = i;
            columns.put(
                    "band_" + band + "_seconds", sum(rows, row -> row.bands().get(band)));
        }
        return columns;
    }

    private static Map<String, @Nullable Object> department(List<ContainerDay> rows, Truth.Departments departments) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("day", rows.get(0).day());
        columns.put(
                "department", departments.of(rows.get(0).owner(), rows.get(0).day()));
        columns.put(
                "people_count",
                rows.stream().map(ContainerDay::owner).distinct().count());
        addSums(columns, rows);
        return columns;
    }

    private static void addSums(Map<String, @Nullable Object> columns, List<ContainerDay> rows) {
        columns.put("running_seconds", sum(rows, ContainerDay::runningSeconds));
        columns.put("observed_seconds", sum(rows, ContainerDay::observedSeconds));
        columns.put("idle_seconds", sum(rows, ContainerDay::idleSeconds));
        columns.put("cpu_core_seconds", sum(rows, TruthTables::cpu));
        columns.put("cpu_allocated_core_seconds", sum(rows, ContainerDay::cpuAllocatedCoreSeconds));
    }

    private static double cpu(ContainerDay day) {
        Double cpu = day.cpuCoreSeconds();
        return cpu == null ? 0 : cpu;
    }

    private static long containers(List<ContainerDay> rows) {
        return rows.stream().map(ContainerDay::identity).distinct().count();
    }

    private static double sum(List<ContainerDay> rows, ToDoubleFunction<ContainerDay> measure) {
        return rows.stream().mapToDouble(measure).sum();
    }
}

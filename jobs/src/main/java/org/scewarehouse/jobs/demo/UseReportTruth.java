package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What reports must say of use, cost and energy, from the days of containers and from jobs on AWS Batch. */
final class UseReportTruth {

    private static final double HOUR = 3600;
    private static final double MIN_WATTS = 0.74;
    private static final double MAX_WATTS = 3.5;
    private static final double PUE = 1.135;
    private static final double MEMORY_KWH_PER_GB_HOUR = 0.000392;
    private static final double KG_PER_KWH = 0.393;
    private static final double ASSUMED_UTILISATION = 0.5;

    private static final double NODE_DAY_USD = 20;
    private static final List<Integer> RESERVATIONS = List.of(16, 8, 4, 2, 1);

    private final DemoSettings settings;
    private final List<ContainerDay> days;
    private final BatchWork batch;

    UseReportTruth(DemoSettings settings, List<ContainerDay> days, BatchWork batch) {
        this.settings = settings;
        this.days = days;
        this.batch = batch;
    }

    List<TruthTable> tables() {
        return List.of(
                new TruthTable("cost_and_carbon", List.of("component", "place"), cost()),
                new TruthTable("container_rightsizing", List.of("environment", "reservation_cores"), rightsizing()),
                new TruthTable("utilisation_day", List.of("day", "cluster"), utilisation()),
                new TruthTable("user_activity", List.of("owner"), activity()),
                new TruthTable("heavy_users", List.of("rank_number"), heaviest()),
                new TruthTable("runtime_impact", List.of("owner", "version_name"), impact()),
                new TruthTable("job_cost", List.of("queue_name", "owner"), jobs(true)),
                new TruthTable("queue_wait", List.of("queue_name"), jobs(false)));
    }

    /** What a reservation costs on the machines that the containers of each environment run on. */
    private List<Map<String, @Nullable Object>> rightsizing() {
        Map<String, ReportRow> rows = new TreeMap<>();
        for (ContainerDay day : days) {
            for (Node.Pool pool : Node.Pool.values()) {
                if (day.kind().equals("interactive") && pool.name().equalsIgnoreCase(day.environment())) {
                    for (int cores : RESERVATIONS) {
                        int fitting = pool.cores / cores;
                        rows.computeIfAbsent(pool + " " + cores, key -> new ReportRow())
                                .with("environment", day.environment())
                                .with("reservation_cores", (long) cores)
                                .with("node_cores", (double) pool.cores)
                                .with("containers_per_node", (double) fitting)
                                .with("cost_per_container_day_usd", Math.round(100 * NODE_DAY_USD / fitting) / 100.0);
                    }
                }
            }
        }
        return rows(rows);
    }

    private static List<Map<String, @Nullable Object>> rows(Map<String, ReportRow> rows) {
        return rows.values().stream().map(ReportRow::columns).toList();
    }

    private static String component(ContainerDay day) {
        return switch (day.kind()) {
            case "interactive" -> "containers";
            case "batch" -> "batch";
            case "content" -> "connect";
            case "ci" -> "gitlab";
            default -> "platform";
        };
    }

    /** By component and environment; the account of AWS Batch is a place of its own, without its memory. */
    private List<Map<String, @Nullable Object>> cost() {
        Map<String, ReportRow> rows = new TreeMap<>();
        for (ContainerDay day : days) {
            String component = component(day);
            double energy = energy(day);
            rows.computeIfAbsent(
                            component + " " + day.environment(),
                            key -> new ReportRow().with("component", component).with("place", day.environment()))
                    .sum("cpu_allocated_core_hours", day.cpuAllocatedCoreSeconds() / HOUR)
                    .sum("cpu_core_hours", Objects.requireNonNullElse(day.cpuCoreSeconds(), 0.0) / HOUR)
                    .sum("cpu_unknown_allocated_core_hours", day.cpuUnknownAllocatedCoreSeconds() / HOUR)
                    .sum("gpu_hours", day.gpuRequestSeconds() / HOUR)
                    .with("is_at_illustrative_price", true)
                    .sum("energy_kwh", energy)
                    .sum("co2e_kg", energy * KG_PER_KWH);
        }
        batch.shares()
                .forEach((place, share) -> rows.computeIfAbsent(
                                "batch aws",
                                key -> new ReportRow()
                                        .with("component", "batch")
                                        .with("place", "aws")
                                        .with("energy_kwh", null)
                                        .with("co2e_kg", null))
                        .sum("cpu_allocated_core_hours", share.coreMillis / DemoSettings.HOUR)
                        .sum("cpu_core_hours", 0)
                        .sum("cpu_unknown_allocated_core_hours", share.coreMillis / DemoSettings.HOUR)
                        .sum("gpu_hours", share.gpuMillis / DemoSettings.HOUR)
                        .with("is_at_illustrative_price", true));
        return rows(rows);
    }

    private static double energy(ContainerDay day) {
        double allocated = day.cpuAllocatedCoreSeconds();
        double known = Objects.requireNonNullElse(day.cpuCoreSeconds(), 0.0);
        double used = Math.min(known, allocated) + ASSUMED_UTILISATION * day.cpuUnknownAllocatedCoreSeconds();
        double memory = day.memoryRequestByteSeconds() > 0
                ? day.memoryRequestByteSeconds()
                : Objects.requireNonNullElse(day.memoryByteSeconds(), 0.0);
        double cpu = (MIN_WATTS * allocated + (MAX_WATTS - MIN_WATTS) * used) / HOUR / 1000;
        return (cpu + memory / HOUR / 1e9 * MEMORY_KWH_PER_GB_HOUR) * PUE;
    }

    private List<Map<String, @Nullable Object>> utilisation() {
        Map<String, ReportRow> rows = new TreeMap<>();
        for (ContainerDay day : days) {
            rows.computeIfAbsent(
                            day.day() + " kubernetes",
                            key -> new ReportRow().with("day", day.day()).with("cluster", "kubernetes"))
                    .sum("cpu_allocated_core_hours", day.cpuAllocatedCoreSeconds() / HOUR)
                    .sum("cpu_core_hours", Objects.requireNonNullElse(day.cpuCoreSeconds(), 0.0) / HOUR);
        }
        batch.shares()
                .forEach((place, share) -> rows.computeIfAbsent(
                                place.day() + " aws",
                                key -> new ReportRow().with("day", place.day()).with("cluster", "aws"))
                        .sum("cpu_allocated_core_hours", share.coreMillis / DemoSettings.HOUR)
                        .sum("cpu_core_hours", 0));
        return rows(rows);
    }

    /** Active seconds in interactive containers by person and day. */
    private Map<String, Map<LocalDate, Double>> activeSeconds() {
        Map<String, Map<LocalDate, Double>> active = new TreeMap<>();
        for (ContainerDay day : days) {
            if (day.isInteractive()) {
                active.computeIfAbsent(day.owner(), owner -> new TreeMap<>())
                        .merge(day.day(), day.activeSeconds(), Double::sum);
            }
        }
        return active;
    }

    private List<Map<String, @Nullable Object>> activity() {
        Map<String, ReportRow> rows = new TreeMap<>();
        Map<String, Set<String>> containers = new TreeMap<>();
        for (ContainerDay day : days) {
            if (!day.owner().isEmpty()) {
                Set<String> own = containers.computeIfAbsent(day.owner(), owner -> new HashSet<>());
                if (day.isInteractive()) {
                    own.add(day.identity());
                }
                row(rows, day.owner()).sum("cpu_allocated_core_hours", day.cpuAllocatedCoreSeconds() / HOUR);
            }
        }
        batch.shares().forEach((place, share) -> {
            if (!place.user().isEmpty() && (share.coreMillis > 0 || share.submitted > 0)) {
                row(rows, place.user())
                        .sum("cpu_allocated_core_hours", share.coreMillis / DemoSettings.HOUR)
                        .count("submitted_job_count", share.submitted);
            }
        });
        Map<String, Map<LocalDate, Double>> active = activeSeconds();
        rows.forEach((owner, row) -> row.with("container_count", (long)
                        containers.getOrDefault(owner, Set.of()).size())
                .with(
                        "container_active_day_count",
                        active.getOrDefault(owner, Map.of()).values().stream()
                                .filter(DemoSettings::isActive)
                                .count()));
        return rows(rows);
    }

    private static ReportRow row(Map<String, ReportRow> rows, String owner) {
        return rows.computeIfAbsent(
                owner,
                key -> new ReportRow()
                        .with("owner", owner)
                        .with("cpu_allocated_core_hours", 0.0)
                        .with("submitted_job_count", 0L));
    }

    /** The first ten; of equal amounts any may come first, so amounts are told and not who. */
    private List<Map<String, @Nullable Object>> heaviest() {
        List<Double> hours = activity().stream()
                .map(row -> (Double) Objects.requireNonNull(row.get("cpu_allocated_core_hours")))
                .sorted(Comparator.reverseOrder())
                .limit(10)
                .toList();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            rows.add(new ReportRow()
                    .with("rank_number", i + 1L)
                    .with("cpu_allocated_core_hours", hours.get(i))
                    .columns());
        }
        return rows;
    }

    /** Interactive containers with R 4.0 that run at the end. */
    private List<Map<String, @Nullable Object>> impact() {
        Set<List<String>> found = new TreeSet<>(Comparator.comparing(Object::toString));
        for (ContainerDay day : days) {
            if (day.isInteractive()
                    && day.isRunningAtDayEnd()
                    && day.day().equals(settings.lastDay())
                    && day.image().rVersion().startsWith("4.0.")) {
                found.add(List.of(day.identity(), day.owner(), day.image().rVersion()));
            }
        }
        Map<String, ReportRow> rows = new TreeMap<>();
        found.forEach(one -> rows.computeIfAbsent(
                        one.get(1) + " " + one.get(2),
                        key -> new ReportRow().with("owner", one.get(1)).with("version_name", one.get(2)))
                .count("container_count", 1));
        return rows(rows);
    }

    private List<Map<String, @Nullable Object>> jobs(boolean isByOwner) {
        Map<String, ReportRow> rows = new TreeMap<>();
        batch.shares().forEach((place, share) -> {
            ReportRow row = rows.computeIfAbsent(
                    place.queue() + (isByOwner ? " " + place.user() : ""),
                    key -> isByOwner
                            ? new ReportRow().with("queue_name", place.queue()).with("owner", place.user())
                            : new ReportRow().with("queue_name", place.queue()));
            if (isByOwner) {
                row.sum("cpu_allocated_core_hours", share.coreMillis / DemoSettings.HOUR)
                        .with("is_at_illustrative_price", true);
            } else {
                row.count("started_count", share.started).sum("wait_seconds", share.waitMillis / DemoSettings.SECOND);
            }
        });
        return rows(rows);
    }
}

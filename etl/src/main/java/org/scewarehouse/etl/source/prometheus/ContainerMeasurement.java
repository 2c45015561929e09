package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Measures one container of one pod incarnation; pure. */
final class ContainerMeasurement {

    private final Pod pod;
    private final String container;
    private final DayWindow window;
    private final ContainerUse.Hours hours;
    private final StartTimes starts;
    private final List<Segments> growths = new ArrayList<>();
    private final TreeSet<Long> startsUsed = new TreeSet<>();
    private final TreeSet<Long> falls = new TreeSet<>();
    private int missingLeftEdges;
    private int unobservedGaps;

    private ContainerMeasurement(Pod pod, String container, DayWindow window) {
        this.pod = pod;
        this.container = container;
        this.window = window;
        this.hours = new ContainerUse.Hours(window.hours());
        this.starts = new StartTimes(pod, container);
    }

    /**
     * Measures a container; null where it did not run in the day.
     *
     * @param pod the incarnation, each thing in it measured once
     * @param idleThreshold rate in cores below which observed time is idle
     * @param isSidecar whether it is an init container that keeps running
     */
    static @Nullable ContainerUse of(
            Pod pod, String container, DayWindow window, double idleThreshold, boolean isSidecar) {
        ContainerMeasurement measurement = new ContainerMeasurement(pod, container, window);
        measurement.growCpu();
        return measurement.measure(idleThreshold, isSidecar);
    }

    private @Nullable ContainerUse measure(double idleThreshold, boolean isSidecar) {
        Segments growth = growths.isEmpty() ? new Segments() : Segments.sum(growths);
        Intervals running = running(growth);
        if (running.within(window.dayFrom(), window.dayTo()).length() == 0) {
            return null;
        }
        hours.running.addSeconds(running);
        hours.cpu.book(growth, running, idleThreshold);
        Segments memory = measureMemory(running);
        bookRequests(running);
        bookCounter(Metrics.DISK_READ, container, hours.diskRead);
        bookCounter(Metrics.DISK_WRITE, container, hours.diskWrite);
        return new ContainerUse(
                container,
                isSidecar,
                running,
                growth,
                memory,
                hours,
                missingLeftEdges,
                unobservedGaps,
                restarts(),
                starts.first());
    }

    /** Books the traffic of the pod as a whole on this container, unless it is the node's. */
    static void bookNetwork(Pod pod, ContainerUse use, DayWindow window) {
        if ("true".equals(pod.label(Metrics.POD_INFO, "host_network"))) {
            return;
        }
        ContainerMeasurement whole = new ContainerMeasurement(pod, "", window);
        whole.bookCounter(Metrics.NETWORK_RECEIVE, "", use.hours().networkReceive);
        whole.bookCounter(Metrics.NETWORK_TRANSMIT, "", use.hours().networkTransmit);
    }

    private void growCpu() {
        Map<String, List<Series>> byCgroup = new TreeMap<>();
        for (Series series : pod.series(Metrics.CPU, container)) {
            byCgroup.computeIfAbsent(series.text("id"), k -> new ArrayList<>()).add(series);
        }
        for (List<Series> cpus : byCgroup.values()) {
            List<Series> total =
                    cpus.stream().filter(s -> s.text("cpu").equals("total")).toList();
            for (Series series : total.isEmpty() ? cpus : total) {
                CounterGrowth growth = CounterGrowth.of(series.samples(), starts.of(series), window.rules());
                growths.add(growth.pairs());
                startsUsed.addAll(growth.startsUsed());
                growth.fallsAt().stream().filter(window::isInDay).forEach(falls::add);
                unobservedGaps += (int)
                        growth.unobservedAt().stream().filter(window::isInDay).count();
                if (growth.hasMissingLeftEdge()
                        && window.isInDay(series.samples().firstTime())) {
                    missingLeftEdges++;
                }
            }
        }
    }

    private List<Samples> measuredSigns() {
        return pod.series(Metrics.CADVISOR).stream()
                .filter(s -> s.container().equals(container))
                .map(Series::samples)
                .toList();
    }

    private List<Samples> shownSigns() {
        List<Samples> signs = new ArrayList<>();
        for (Series series : pod.series(Metrics.CONTAINER_RUNNING, container)) {
            Samples alive = new Samples(window.from(), window.to());
            for (int i = 0; i < series.samples().size(); i++) {
                if (series.samples().value(i) == 1) {
                    alive.add(series.samples().time(i), 1);
                }
            }
            signs.add(alive);
        }
        return signs;
    }

    /** What the node measured comes first: kube-state-metrics knows a container a moment before it has a cgroup. */
    private long firstSign() {
        long measured = RunningTime.first(measuredSigns());
        return measured == Long.MAX_VALUE ? RunningTime.first(shownSigns()) : measured;
    }

    private Intervals running(Segments growth) {
        List<Samples> signs = new ArrayList<>(measuredSigns());
        signs.addAll(shownSigns());
        long[] runs = starts.toRun(startsUsed, growths.isEmpty(), window);
        return RunningTime.of(firstSign(), signs, runs, ends(), growth);
    }

    private long[] ends() {
        TreeSet<Long> ends = new TreeSet<>();
        for (Series series : pod.series(Metrics.CONTAINER_TERMINATED, container)) {
            StartTimes.addInstants(series.samples(), ends);
        }
        Long completed = pod.instant(Metrics.POD_COMPLETED);
        Long deleted = pod.instant(Metrics.POD_DELETED);
        if (completed != null) {
            ends.add(completed);
        }
        // The time of deletion is set ahead by the grace period: a pod that is long gone by then ended before.
        if (deleted != null && deleted <= lastSeen() + window.gapLimit()) {
            ends.add(deleted);
        }
        return ends.stream().mapToLong(Long::longValue).toArray();
    }

    private long lastSeen() {
        return RunningTime.last(pod.byMetric().values().stream()
                .flatMap(List::stream)
                .map(Series::samples)
                .toList());
    }

    private int restarts() {
        long firstSign = firstSign();
        Long firstStart = starts.first();
        int restarts = falls.size();
        for (long start : startsUsed) {
            boolean isFirst = firstSign >= start && (firstStart == null || firstStart >= start);
            restarts += window.isInDay(start) && !isFirst ? 1 : 0;
        }
        return restarts;
    }

    private Segments measureMemory(Intervals running) {
        List<Series> series = pod.series(Metrics.MEMORY, container);
        if (series.isEmpty()) {
            return new Segments();
        }
        Samples samples = Series.union(series, window.from(), window.to());
        int last = samples.indexOf(window.dayTo());
        for (int i = samples.indexOf(window.dayFrom()); i < last; i++) {
            hours.memoryMax.raise(hours.grid.index(samples.time(i)), samples.value(i));
        }
        Segments held = HeldValues.measured(samples, running, window.gapLimit());
        hours.memory.spread(held);
        return held;
    }

    private void bookRequests(Intervals running) {
        boolean isShown = pod.series(Metrics.POD).stream().anyMatch(s -> container.equals(s.label("container")));
        if (!isShown) {
            return;
        }
        List<Series> requests = pod.series(Metrics.POD).stream()
                .filter(s -> s.labels().metric().contains("_resource_requests")
                        && s.container().equals(container)
                        && !s.samples().isEmpty())
                .toList();
        bookRequest(requests, "cpu", running, hours.cpuRequest);
        bookRequest(requests, "memory", running, hours.memoryRequest);
        bookRequest(requests, "gpu", running, hours.gpuRequest);
    }

    private void bookRequest(List<Series> requests, String resource, Intervals running, Amounts into) {
        Map<String, List<Series>> byName = new TreeMap<>();
        for (Series series : requests) {
            String name = resource(series);
            if (resource.equals("gpu") ? Metrics.isGpu(name) : name.equals(resource)) {
                byName.computeIfAbsent(name, k -> new ArrayList<>()).add(series);
            }
        }
        for (List<Series> series : byName.values()) {
            into.spread(HeldValues.declared(Series.union(series, window.from(), window.to()), running));
        }
        if (byName.isEmpty()) {
            for (int i = 0; i < running.size(); i++) {
                into.spread(running.from(i), running.to(i), 0);
            }
        }
    }

    /** Versions 1 of kube-state-metrics had a metric per resource. */
    private static String resource(Series series) {
        return switch (series.labels().metric()) {
            case Metrics.REQUESTS_CPU_1 -> "cpu";
            case Metrics.REQUESTS_MEMORY_1 -> "memory";
            default -> series.text("resource");
        };
    }

    private void bookCounter(String metric, String ofContainer, Amounts into) {
        for (Series series : pod.series(metric, ofContainer)) {
            into.spread(CounterGrowth.of(series.samples(), starts.of(series), window.rules())
                    .pairs());
        }
    }
}

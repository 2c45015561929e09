package org.scewarehouse.etl.source.prometheus;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The known starts of one container of a pod: by cAdvisor for each of its cgroups, else by kube-state-metrics. */
final class StartTimes {

    private final Pod pod;
    private final String container;
    private final Map<String, TreeSet<Long>> byCgroup = new TreeMap<>();
    private final TreeSet<Long> byKubernetes = new TreeSet<>();
    private final NavigableSet<Long> all = new TreeSet<>();

    StartTimes(Pod pod, String container) {
        this.pod = pod;
        this.container = container;
        for (Series series : pod.series(Metrics.START, container)) {
            addInstants(series.samples(), byCgroup.computeIfAbsent(series.text("id"), k -> new TreeSet<>()));
        }
        for (Series series :
                container.isEmpty() ? List.<Series>of() : pod.series(Metrics.CONTAINER_STARTED, container)) {
            addInstants(series.samples(), byKubernetes);
        }
        byCgroup.values().forEach(all::addAll);
        if (all.isEmpty()) {
            all.addAll(byKubernetes);
        }
    }

    /** Adds each value of a series that holds instants in seconds, in milliseconds; 0 is no instant. */
    static void addInstants(Samples samples, Collection<Long> instants) {
        double last = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (samples.value(i) != last && samples.value(i) > 0) {
                instants.add(Pod.millis(samples.value(i)));
            }
            last = samples.value(i);
        }
    }

    /** The starts of what a series measures, ascending. */
    long[] of(Series series) {
        TreeSet<Long> starts = byCgroup.get(series.text("id"));
        if (starts != null && !starts.isEmpty()) {
            return array(starts);
        }
        return array(byKubernetes.tailSet(earlierCgroupsEnd(series), true));
    }

    /** A start that another cgroup of the container was still measured after is that one's, not this one's. */
    private long earlierCgroupsEnd(Series series) {
        if (series.samples().isEmpty()) {
            return Long.MIN_VALUE;
        }
        return pod.series(series.labels().metric(), container).stream()
                .filter(s -> !s.text("id").equals(series.text("id"))
                        && !s.samples().isEmpty()
                        && s.samples().firstTime() < series.samples().firstTime())
                .mapToLong(s -> s.samples().lastTime())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /**
     * The starts that begin a run inside the window. Where CPU was measured these are the ones that its counter agrees
     * with: cAdvisor may report another start of the same run once the kubelet was restarted.
     */
    long[] toRun(NavigableSet<Long> used, boolean isCpuUnknown, DayWindow window) {
        return array((isCpuUnknown ? all : used).subSet(window.from(), true, window.to(), false));
    }

    /** The first of all known starts, in the window or before; null where none is known. */
    @Nullable
    Long first() {
        return all.isEmpty() ? null : all.first();
    }

    private static long[] array(Collection<Long> times) {
        return times.stream().mapToLong(Long::longValue).toArray();
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells apart the pods that had one name in a window. kube-state-metrics gives the uid with every series. cAdvisor does
 * not: there it stands in the cgroup path, or follows from the time of the sample.
 */
final class Incarnations {

    private static final Pattern CGROUP_UID = Pattern.compile(
            "pod([0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12}|[0-9a-f]{32})");

    /** The time in which a pod of that uid existed, both ends included. */
    private record Lifetime(String uid, long from, long to) {

        long distance(long time) {
            return time < from ? from - time : Math.max(0, time - to);
        }
    }

    private final Pod pod;
    private final Map<String, List<Series>> kubeByUid = new TreeMap<>();
    private final Map<String, Map<String, List<Series>>> metricsByUid = new TreeMap<>();
    private final List<Lifetime> lifetimes = new ArrayList<>();

    private Incarnations(Pod pod) {
        this.pod = pod;
    }

    /** The incarnations of a pod name in order of their uids; one without uid where nothing tells it. */
    static List<Pod> of(Pod pod) {
        Incarnations incarnations = new Incarnations(pod);
        incarnations.findLifetimes();
        pod.byMetric().forEach((metric, series) -> series.forEach(s -> incarnations.assign(metric, s)));
        List<Pod> pods = new ArrayList<>();
        incarnations.metricsByUid.forEach((uid, byMetric) ->
                pods.add(new Pod(pod.cluster(), pod.namespace(), pod.name(), uid.isEmpty() ? null : uid, byMetric)));
        return pods;
    }

    private void findLifetimes() {
        for (Series series : pod.series(Metrics.POD)) {
            String uid = series.label("uid");
            if (uid != null && !series.samples().isEmpty()) {
                kubeByUid.computeIfAbsent(uid, k -> new ArrayList<>()).add(series);
            }
        }
        if (kubeByUid.isEmpty()) {
            Map<String, List<Series>> byCgroup = new TreeMap<>();
            for (Series series : pod.series(Metrics.CADVISOR)) {
                String uid = cgroupUid(series);
                if (uid != null && !series.samples().isEmpty()) {
                    byCgroup.computeIfAbsent(uid, k -> new ArrayList<>()).add(series);
                }
            }
            byCgroup.forEach((uid, series) -> lifetimes.add(new Lifetime(uid, firstSeen(series), lastSeen(series))));
        } else {
            kubeByUid.forEach((uid, series) -> lifetimes.add(lifetime(uid, series)));
        }
    }

    private static Lifetime lifetime(String uid, List<Series> series) {
        long from = value(series, Metrics.POD_CREATED);
        long completed = value(series, Metrics.POD_COMPLETED);
        long deleted = value(series, Metrics.POD_DELETED);
        long begin = from == Long.MIN_VALUE ? firstSeen(series) : from;
        long end = completed != Long.MIN_VALUE ? completed : deleted != Long.MIN_VALUE ? deleted : lastSeen(series);
        return new Lifetime(uid, begin, Math.max(begin, end));
    }

    private static long value(List<Series> series, String metric) {
        return series.stream()
                .filter(s -> s.labels().metric().equals(metric))
                .mapToLong(s -> Pod.millis(s.samples().lastValue()))
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static long firstSeen(List<Series> series) {
        return RunningTime.first(series.stream().map(Series::samples).toList());
    }

    private static long lastSeen(List<Series> series) {
        return RunningTime.last(series.stream().map(Series::samples).toList());
    }

    private void assign(String metric, Series series) {
        String uid = series.label("uid");
        if (uid == null) {
            uid = cgroupUid(series);
            if (uid != null && !kubeByUid.isEmpty() && !kubeByUid.containsKey(uid)) {
                uid = null;
            }
        }
        if (uid == null && lifetimes.size() == 1) {
            uid = lifetimes.get(0).uid();
        }
        if (uid != null || lifetimes.isEmpty()) {
            put(uid == null ? "" : uid, metric, series);
        } else {
            assignByTime(metric, series);
        }
    }

    private void assignByTime(String metric, Series series) {
        Map<String, Samples> parts = new TreeMap<>();
        Samples samples = series.samples();
        for (int i = 0; i < samples.size(); i++) {
            parts.computeIfAbsent(uidAt(samples.time(i)), k -> new Samples(Long.MIN_VALUE, Long.MAX_VALUE))
                    .add(samples.time(i), samples.value(i));
        }
        parts.forEach((uid, part) -> put(uid, metric, new Series(series.labels(), part)));
    }

    /** The pod that existed at the time, of several the one created last; where none did, the nearest. */
    private String uidAt(long time) {
        Lifetime best = lifetimes.get(0);
        for (Lifetime lifetime : lifetimes) {
            long nearer = best.distance(time) - lifetime.distance(time);
            if (nearer > 0 || (nearer == 0 && lifetime.from() > best.from())) {
                best = lifetime;
            }
        }
        return best.uid();
    }

    private void put(String uid, String metric, Series series) {
        metricsByUid
                .computeIfAbsent(uid, k -> new TreeMap<>())
                .computeIfAbsent(metric, k -> new ArrayList<>())
                .add(series);
    }

    private static @Nullable String cgroupUid(Series series) {
        String id = series.label("id");
        if (id == null) {
            return null;
        }
        Matcher matcher = CGROUP_UID.matcher(id);
        return matcher.find() ? matcher.group(1).replace('_', '-') : null;
    }
}

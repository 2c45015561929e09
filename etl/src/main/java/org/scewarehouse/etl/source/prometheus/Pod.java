package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured under one pod name, or of one incarnation of it.
 *
 * @param cluster cluster
 * @param namespace namespace
 * @param name pod name
 * @param uid uid of the incarnation; null before incarnations are told apart, and where it is unknown
 * @param byMetric series by metric
 */
record Pod(
        String cluster,
        String namespace,
        String name,
        @Nullable String uid,
        Map<String, List<Series>> byMetric) {

    /** The series of a metric, none where it was not seen. */
    List<Series> series(String metric) {
        return byMetric.getOrDefault(metric, List.of());
    }

    /** The series of a metric that belong to a container; the empty text means the pod as a whole. */
    List<Series> series(String metric, String container) {
        return series(metric).stream()
                .filter(s -> s.container().equals(container))
                .toList();
    }

    /** The series of several metrics. */
    List<Series> series(Collection<String> metrics) {
        return metrics.stream().sorted().flatMap(m -> series(m).stream()).toList();
    }

    /** The value of the label in the series of the metric seen last that has it; null where none has. */
    @Nullable
    String label(String metric, String label) {
        return series(metric).stream()
                .filter(s -> s.label(label) != null)
                .max(Series.BY_LAST_SEEN)
                .map(s -> s.label(label))
                .orElse(null);
    }

    /** The largest value of a metric that holds an instant in seconds, in milliseconds; null where there is none. */
    @Nullable
    Long instant(String metric) {
        List<Long> instants = new ArrayList<>();
        series(metric).stream()
                .filter(s -> !s.samples().isEmpty())
                .forEach(s -> instants.add(millis(s.samples().lastValue())));
        return instants.stream().max(Long::compare).orElse(null);
    }

    /** Labels and annotations of the pod by the names kube-state-metrics gives them; the latest value stands. */
    Map<String, String> marks() {
        Map<String, String> marks = new TreeMap<>();
        series(List.of(Metrics.POD_ANNOTATIONS, Metrics.POD_LABELS)).stream()
                .sorted(Series.BY_LAST_SEEN)
                .forEach(s -> {
                    for (int i = 0; i < s.labels().size(); i++) {
                        String name = s.labels().name(i);
                        if (name.startsWith("label_") || name.startsWith("annotation_")) {
                            marks.put(name, s.labels().value(i));
                        }
                    }
                });
        return marks;
    }

    /** Seconds since 1970, as a metric gives them, in milliseconds. */
    static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;

/**
 * One metric to ask for.
 *
 * @param name the metric's name
 * @param matchers further conditions on its labels
 * @param isWrittenByUsers whether its labels can hold what a user wrote, secrets included
 */
record PrometheusMetric(String name, List<Matcher> matchers, boolean isWrittenByUsers) {

    static PrometheusMetric of(String name) {
        return new PrometheusMetric(name, List.of(), false);
    }

    /** How the metric is named in raw: as PromQL selects it. */
    String request() {
        return matchers.isEmpty() ? name : name + '{' + String.join(",", texts()) + '}';
    }

    /** The selector for a remote read: the name is one of the labels. */
    List<Matcher> allMatchers() {
        List<Matcher> all = new ArrayList<>();
        all.add(Matcher.equal(Labels.METRIC, name));
        all.addAll(matchers);
        return all;
    }

    private List<String> texts() {
        return matchers.stream().map(Matcher::toString).toList();
    }
}

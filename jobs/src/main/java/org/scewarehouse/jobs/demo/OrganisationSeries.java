package org.scewarehouse.jobs.demo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scewarehouse.etl.simulator.prometheus.Selector;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/** An organisation as the simulated server knows it: labels of the metrics asked for last, and samples on demand. */
final class OrganisationSeries implements SimulatedSeries {

    /** Metrics whose labels are kept: one is asked for slice by slice, and four endpoints at a time. */
    private static final int KEPT_METRICS = 8;

    private final DemoOrganisation organisation;
    private final Map<String, SortedMap<Labels, DemoSeries>> kept = new LinkedHashMap<>(16, 0.75f, true);

    OrganisationSeries(DemoOrganisation organisation) {
        this.organisation = organisation;
    }

    @Override
    public Stream<Labels> series(List<Matcher> matchers) {
        return organisation.metrics().stream()
                .filter(metric -> isWanted(metric, matchers))
                .flatMap(metric -> ofMetric(metric).keySet().stream())
                .filter(labels -> Selector.matches(labels, matchers));
    }

    @Override
    public void samples(Labels series, long fromMillis, long toMillis, SampleConsumer consumer) {
        DemoSeries known = ofMetric(series.metric()).get(series);
        if (known != null) {
            known.forEach(fromMillis, toMillis, consumer);
        }
    }

    /** Labels of a metric are made only if its name can match. */
    private static boolean isWanted(String metric, Collection<Matcher> matchers) {
        return matchers.stream()
                .filter(matcher -> matcher.label().equals(Labels.METRIC))
                .allMatch(matcher -> switch (matcher.operator()) {
                    case EQUAL -> metric.equals(matcher.value());
                    case NOT_EQUAL -> !metric.equals(matcher.value());
                    case MATCHES -> Pattern.matches(matcher.value(), metric);
                    case MATCHES_NOT -> !Pattern.matches(matcher.value(), metric);
                });
    }

    private synchronized SortedMap<Labels, DemoSeries> ofMetric(String metric) {
        SortedMap<Labels, DemoSeries> found = kept.get(metric);
        if (found == null) {
            SortedMap<Labels, DemoSeries> made = new TreeMap<>();
            organisation.series(metric).forEach(series -> made.put(series.labels(), series));
            kept.put(metric, made);
            if (kept.size() > KEPT_METRICS) {
                kept.remove(kept.keySet().iterator().next());
            }
            return made;
        }
        return found;
    }
}

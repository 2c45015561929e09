package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;

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

/** An organisation as the simulated server knows it: labels asked for lately, and samples on demand. */
final class OrganisationSeries implements SimulatedSeries {

    /** Metrics of a few days whose labels are kept: the metrics of one night. */
    private static final int KEPT = 40;

    private final DemoOrganisation organisation;
    private final Map<Part, SortedMap<Labels, DemoSeries>> kept = new LinkedHashMap<>(16, 0.75f, true);

    OrganisationSeries(DemoOrganisation organisation) {
        this.organisation = organisation;
    }

    /** A metric in whole days: what is asked for of one night lies in the same ones. */
    private record Part(String metric, long from, long to) {
        static Part of(String metric, long from, long to) {
            long first = from < 0 ? Long.MIN_VALUE : Math.floorDiv(from, DAY) * DAY;
            long end = to > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : (Math.floorDiv(to, DAY) + 1) * DAY;
            return new Part(metric, first, end);
        }
    }

    @Override
    public Stream<Labels> series(List<Matcher> matchers) {
        return readable(matchers, Long.MIN_VALUE, Long.MAX_VALUE).map(DemoSeries::labels);
    }

    @Override
    public Stream<DemoSeries> readable(List<Matcher> matchers, long fromMillis, long toMillis) {
        boolean isOfNameOnly =
                matchers.stream().allMatch(matcher -> matcher.label().equals(Labels.METRIC));
        Stream<DemoSeries> all = organisation.metrics().stream()
                .filter(metric -> isWanted(metric, matchers))
                .flatMap(metric -> of(Part.of(metric, fromMillis, toMillis)).values().stream());
        return isOfNameOnly ? all : all.filter(series -> Selector.matches(series.labels(), matchers));
    }

    @Override
    public void samples(Labels series, long fromMillis, long toMillis, SampleConsumer consumer) {
        DemoSeries known = of(Part.of(series.metric(), fromMillis, toMillis)).get(series);
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

    private synchronized SortedMap<Labels, DemoSeries> of(Part part) {
        SortedMap<Labels, DemoSeries> found = kept.get(part);
        if (found == null) {
            found = new TreeMap<>();
            for (DemoSeries series :
                    (Iterable<DemoSeries>) organisation.series(part.metric(), part.from(), part.to())::iterator) {
                found.put(series.labels(), series);
            }
            kept.put(part, found);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return found;
    }
}

package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.prometheus.Selector;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/** An organisation as the simulated server knows it: labels asked for lately, and samples on demand. */
final class OrganisationSeries implements SimulatedSeries {

    /** Metrics of a few days whose labels are kept: the metrics of one night. */
    private static final int KEPT = 40;

    private static final Comparator<DemoSeries> BY_LABELS = Comparator.comparing(DemoSeries::labels);

    private final DemoOrganisation organisation;
    private final Map<Part, Made> kept = new LinkedHashMap<>(16, 0.75f, true);

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
                .flatMap(metric -> of(Part.of(metric, fromMillis, toMillis)).stream());
        return isOfNameOnly ? all : all.filter(series -> Selector.matches(series.labels(), matchers));
    }

    /** Ends with the first sample that is found, so nothing is kept or sorted for it. */
    @Override
    public boolean isPresent(List<Matcher> matchers, long fromMillis, long toMillis) {
        return organisation.metrics().stream()
                .filter(metric -> isWanted(metric, matchers))
                .flatMap(metric -> organisation.series(metric, fromMillis, toMillis))
                .filter(series -> Selector.matches(series.labels(), matchers))
                .anyMatch(series -> series.isPresent(fromMillis, toMillis));
    }

    @Override
    public void samples(Labels series, long fromMillis, long toMillis, SampleConsumer consumer) {
        List<DemoSeries> all = of(Part.of(series.metric(), fromMillis, toMillis));
        DemoSeries alike = new DemoSeries(series, 0, 0, (from, to, taker) -> {});
        int place = Collections.binarySearch(all, alike, BY_LABELS);
        if (place >= 0) {
            all.get(place).forEach(fromMillis, toMillis, consumer);
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

    private List<DemoSeries> of(Part part) {
        return kept(part).series();
    }

    private synchronized Made kept(Part part) {
        Made made = kept.computeIfAbsent(part, Made::new);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return made;
    }

    /** Series of a part, made by who asks first; whoever asks for another part need not wait for that. */
    private final class Made {

        private final Part part;
        private @Nullable List<DemoSeries> series;

        Made(Part part) {
            this.part = part;
        }

        /** Sorted by labels, of which there are no two alike. */
        synchronized List<DemoSeries> series() {
            List<DemoSeries> known = series;
            if (known == null) {
                known = lastOfEach(organisation
                        .series(part.metric(), part.from(), part.to())
                        .sorted(BY_LABELS) // those of like labels stay as they came
                        .toList());
                series = known;
            }
            return known;
        }
    }

    private static List<DemoSeries> lastOfEach(List<DemoSeries> sorted) {
        List<DemoSeries> last = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            boolean isLast = i == sorted.size() - 1 || BY_LABELS.compare(sorted.get(i), sorted.get(i + 1)) != 0;
            if (isLast) {
                last.add(sorted.get(i));
            }
        }
        return last;
    }
}

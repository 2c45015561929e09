package org.scewarehouse.etl.source.prometheus;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/**
 * One series of a group with all its samples of the window.
 *
 * @param labels its labels
 * @param samples its samples, sorted
 */
record Series(Labels labels, Samples samples) {

    /** Series seen last come last; of those seen equally long the labels decide, so that order is always the same. */
    static final Comparator<Series> BY_LAST_SEEN = Comparator.<Series>comparingLong(
                    s -> s.samples().isEmpty() ? Long.MIN_VALUE : s.samples().lastTime())
            .thenComparing(Series::labels);

    /** The label's value, null where there is none. */
    @Nullable
    String label(String name) {
        return label(labels, name);
    }

    /** The label's value, empty where there is none. */
    String text(String name) {
        String value = label(name);
        return value == null ? "" : value;
    }

    /**
     * The label's value. A scrape that sets labels of its own moves those of the target to {@code exported_...}, which
     * therefore win.
     */
    static @Nullable String label(Labels labels, String name) {
        return switch (name) {
            case "namespace", "pod", "container", "node" -> {
                String exported = labels.value("exported_" + name);
                yield exported == null ? labels.value(name) : exported;
            }
            default -> labels.value(name);
        };
    }

    /** The container, empty for the pod as a whole. */
    String container() {
        String container = text("container");
        return container.equals("POD") ? "" : container;
    }

    /** All samples of several series, as of one. */
    static Samples union(List<Series> series, long from, long to) {
        if (series.size() == 1) {
            return series.get(0).samples();
        }
        Samples all = new Samples(from, to);
        series.forEach(s -> all.addAll(s.samples()));
        all.sort();
        return all;
    }
}

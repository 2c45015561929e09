package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/**
 * Takes each counter or gauge of cAdvisor once, however often it was scraped. Of HA replicas the one with more samples
 * in the day stands, at a tie the one with the smallest labels. Of other series of the same thing (two scrape jobs, a
 * changed instance) those that overlap in time are judged the same way and those that do not are joined. Used by any
 * number of threads.
 */
final class SeriesChoice {

    /** The labels that say what is measured; all others say how it was scraped. */
    private static final List<String> IDENTITY = List.of("container", "id", "cpu", "interface", "device");

    private final List<String> replicaLabels;
    private final long dayFrom;
    private final long dayTo;
    private final LongAdder dropped = new LongAdder();

    SeriesChoice(List<String> replicaLabels, long dayFrom, long dayTo) {
        this.replicaLabels = replicaLabels;
        this.dayFrom = dayFrom;
        this.dayTo = dayTo;
    }

    /** The series of one metric of one pod, each thing once, in order of their labels. */
    List<Series> once(List<Series> series) {
        if (series.size() < 2) {
            return series;
        }
        Map<Labels, List<Series>> replicas = new TreeMap<>();
        for (Series candidate : series) {
            Labels withoutReplica = candidate.labels().keeping(name -> !replicaLabels.contains(name));
            replicas.computeIfAbsent(withoutReplica, k -> new ArrayList<>()).add(candidate);
        }
        Map<List<String>, List<Series>> things = new TreeMap<>(Comparator.comparing(k -> String.join("\0", k)));
        for (List<Series> alike : replicas.values()) {
            alike.sort(bySamplesInDay());
            things.computeIfAbsent(identity(alike.get(0)), k -> new ArrayList<>())
                    .add(alike.get(0));
        }
        return things.values().stream().map(this::joined).toList();
    }

    /** Series left out because another one showed the same thing at the same time, replicas apart. */
    long dropped() {
        return dropped.sum();
    }

    private Series joined(List<Series> alike) {
        if (alike.size() == 1) {
            return alike.get(0);
        }
        alike.sort(bySamplesInDay());
        List<Series> kept = new ArrayList<>();
        for (Series candidate : alike) {
            if (kept.stream().noneMatch(k -> overlap(k.samples(), candidate.samples()))) {
                kept.add(candidate);
            } else {
                dropped.increment();
            }
        }
        return new Series(kept.get(0).labels(), Series.union(kept, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private Comparator<Series> bySamplesInDay() {
        return Comparator.<Series>comparingInt(s -> -s.samples().count(dayFrom, dayTo))
                .thenComparing(Series::labels);
    }

    private static boolean overlap(Samples a, Samples b) {
        return a.isEmpty() || b.isEmpty() || (a.firstTime() <= b.lastTime() && b.firstTime() <= a.lastTime());
    }

    private static List<String> identity(Series series) {
        return IDENTITY.stream().map(name -> part(series, name)).toList();
    }

    /** Where scrapes leave out the cgroup, the runtime's name for it still tells one run from the next. */
    private static String part(Series series, String name) {
        return switch (name) {
            case "container" -> series.container();
            case "id" -> series.label("id") == null ? series.text("name") : series.text("id");
            default -> series.text(name);
        };
    }
}

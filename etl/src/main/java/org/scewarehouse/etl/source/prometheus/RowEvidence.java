package org.scewarehouse.etl.source.prometheus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.SampleBlock;
import org.scewarehouse.etl.source.prometheus.wire.SeriesReader;

/** The series in raw that rows of one pod or of one volume were made of. Their labels hold names. */
public final class RowEvidence {

    /**
     * One series.
     *
     * @param part key of the part that holds it
     * @param text its labels, the number of its samples, the first and the last of them
     */
    public record Series(String part, String text) {}

    private RowEvidence() {}

    /** Every series of a pod name, by part and labels. Reads all raw of the day. */
    public static List<Series> ofPod(RawZone.Reader raw, String namespace, String pod) {
        return find(raw, labels -> isOne(labels, "namespace", namespace) && isOne(labels, "pod", pod));
    }

    /** Every series of a claim, by part and labels. Reads all raw of the day. */
    public static List<Series> ofClaim(RawZone.Reader raw, String namespace, String claim) {
        return find(
                raw, labels -> isOne(labels, "namespace", namespace) && isOne(labels, "persistentvolumeclaim", claim));
    }

    private static List<Series> find(RawZone.Reader raw, Predicate<Labels> isMeant) {
        List<Series> found = new ArrayList<>();
        for (String endpoint : raw.endpoints()) {
            for (RawZone.PartFile part : raw.parts(endpoint)) {
                Map<Labels, Tally> tallies = new TreeMap<>();
                SeriesReader.read(part, (labels, block) -> {
                    if (isMeant.test(labels)) {
                        tallies.computeIfAbsent(labels, line -> new Tally()).add(block);
                    }
                });
                tallies.forEach((labels, tally) -> found.add(new Series(part.key(), labels + "  " + tally)));
            }
        }
        return found;
    }

    /** A scrape that has a label of that name already calls the exporter's own {@code exported_...}. */
    private static boolean isOne(Labels labels, String name, @Nullable String value) {
        return value != null && (value.equals(labels.value(name)) || value.equals(labels.value("exported_" + name)));
    }

    private static final class Tally {
        private long samples;
        private long firstMillis = Long.MAX_VALUE;
        private long lastMillis = Long.MIN_VALUE;
        private double first;
        private double last;

        void add(SampleBlock block) {
            block.forEach((millis, value) -> {
                samples++;
                if (millis < firstMillis) {
                    firstMillis = millis;
                    first = value;
                }
                if (millis > lastMillis) {
                    lastMillis = millis;
                    last = value;
                }
            });
        }

        @Override
        public String toString() {
            return samples == 0
                    ? "no samples"
                    : samples + " samples, " + first + " at " + Instant.ofEpochMilli(firstMillis) + " to " + last
                            + " at " + Instant.ofEpochMilli(lastMillis);
        }
    }
}

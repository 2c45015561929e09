package org.scewarehouse.etl.source.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.SampleBlock;
import org.scewarehouse.etl.source.prometheus.wire.SeriesReader;

/** The series of one pod name in raw: what the rows of its containers were made of. */
public final class PodEvidence {

    private PodEvidence() {}

    /** One line per series: endpoint, labels, number of samples, first and last of them. Reads all raw of the day. */
    public static List<String> of(RawZone.Reader raw, String namespace, String pod) {
        Map<String, Tally> tallies = new TreeMap<>();
        for (String endpoint : raw.endpoints()) {
            for (RawZone.PartFile part : raw.parts(endpoint)) {
                SeriesReader.read(part, (labels, block) -> {
                    if (isOf(labels, namespace, pod)) {
                        tallies.computeIfAbsent(endpoint + " " + labels, line -> new Tally())
                                .add(block);
                    }
                });
            }
        }
        return tallies.entrySet().stream()
                .map(entry -> entry.getKey() + "  " + entry.getValue())
                .toList();
    }

    private static boolean isOf(Labels labels, String namespace, String pod) {
        return (pod.equals(labels.value("pod")) || pod.equals(labels.value("exported_pod")))
                && (namespace.equals(labels.value("namespace"))
                        || namespace.equals(labels.value("exported_namespace")));
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

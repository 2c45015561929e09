package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;

/** What a reader of a day's numbers must know: metrics that were not there, what was left out, what was warned of. */
final class Findings {

    /** Begins the reason of a drop that is wanted: a label that may hold a secret. Nobody is to be warned of it. */
    static final String LABEL_DROP = "label not kept: ";

    private static final String POD = "pod";

    private static final Map<String, List<String>> EXPECTED = expected();

    private Findings() {}

    static List<Finding> of(RawZone.Reader raw, Set<String> seenMetrics, long droppedSeries) {
        List<Finding> findings = new ArrayList<>();
        EXPECTED.forEach((endpoint, metrics) -> {
            if (endpoint.equals(POD) && seenMetrics.stream().noneMatch(Metrics.POD::contains)) {
                findings.add(new Finding(
                        endpoint,
                        Finding.Kind.GAP,
                        "kube-state-metrics",
                        "no series of it in the window: requests, owners and labels of pods are unknown",
                        1));
                return;
            }
            for (String metric : metrics) {
                if (!seenMetrics.contains(metric)) {
                    findings.add(new Finding(endpoint, Finding.Kind.GAP, metric, "no series of it in the window", 1));
                }
            }
        });
        for (String endpoint : raw.endpoints()) {
            Completion completion = raw.completion(endpoint);
            completion.dropped().forEach((reason, count) -> {
                if (!reason.startsWith(LABEL_DROP)) {
                    findings.add(new Finding(endpoint, Finding.Kind.DROP, "extraction", reason, count));
                }
            });
            completion
                    .warnings()
                    .forEach(
                            warning -> findings.add(new Finding(endpoint, Finding.Kind.WARNING, "answer", warning, 1)));
        }
        if (droppedSeries > 0) {
            findings.add(new Finding(
                    "",
                    Finding.Kind.WARNING,
                    "series",
                    "scraped twice at the same time, such as by two jobs: the one with more samples was taken",
                    droppedSeries));
        }
        return findings;
    }

    /** The metrics whose absence changes what a row can say, by endpoint. */
    private static Map<String, List<String>> expected() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put("container_cpu", List.of(Metrics.CPU));
        expected.put("container_memory", List.of(Metrics.MEMORY));
        expected.put("container_start", List.of(Metrics.START));
        expected.put(
                "container_io",
                List.of(Metrics.NETWORK_RECEIVE, Metrics.NETWORK_TRANSMIT, Metrics.DISK_READ, Metrics.DISK_WRITE));
        expected.put(
                POD,
                List.of(
                        Metrics.POD_INFO,
                        Metrics.POD_OWNER,
                        Metrics.POD_CREATED,
                        Metrics.POD_LABELS,
                        Metrics.POD_ANNOTATIONS,
                        Metrics.CONTAINER_INFO,
                        Metrics.CONTAINER_STARTED,
                        Metrics.REQUESTS));
        expected.put("volume", List.of(Metrics.VOLUME_USED, Metrics.VOLUME_CAPACITY, Metrics.CLAIM_INFO));
        expected.put("node", List.of(Metrics.NODE_CORES, Metrics.NODE_MEMORY, Metrics.NODE_ALLOCATABLE));
        return expected;
    }
}

package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/** Pods that had one name; times are in seconds. */
class IncarnationsTest {

    private static final String A = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final String B = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb";

    private final Map<String, List<Series>> byMetric = new TreeMap<>();

    private void add(String metric, String label, String value, double of, long... times) {
        Samples samples = new Samples(Long.MIN_VALUE, Long.MAX_VALUE);
        for (long time : times) {
            samples.add(time * 1000, of);
        }
        byMetric.computeIfAbsent(metric, k -> new ArrayList<>())
                .add(new Series(Labels.of(Labels.METRIC, metric, label, value), samples));
    }

    private void addCpu(String cgroup, long... times) {
        add(Metrics.CPU, "id", cgroup, 1, times);
    }

    /** The seconds at which CPU was measured, by the uid of the pod they are counted to. */
    private Map<String, List<Long>> cpu() {
        Map<String, List<Long>> times = new TreeMap<>();
        for (Pod pod : Incarnations.of(new Pod("", "n", "p", null, byMetric))) {
            for (Series series : pod.series(Metrics.CPU)) {
                List<Long> into = times.computeIfAbsent(String.valueOf(pod.uid()), k -> new ArrayList<>());
                for (int i = 0; i < series.samples().size(); i++) {
                    into.add(series.samples().time(i) / 1000);
                }
            }
        }
        return times;
    }

    @Test
    void aSampleIsOfThePodThatExistedThenElseOfTheNearest() {
        add(Metrics.POD_CREATED, "uid", A, 100, 160, 600);
        add(Metrics.POD_CREATED, "uid", B, 1000, 1060, 2000);
        addCpu("", 90, 160, 610, 790, 810, 1030, 2500);
        assertThat(cpu())
                .as("until it was last seen")
                .isEqualTo(Map.of(A, List.of(90L, 160L, 610L, 790L), B, List.of(810L, 1030L, 2500L)));
        add(Metrics.POD_DELETED, "uid", A, 900, 600);
        assertThat(cpu())
                .as("until it was deleted")
                .isEqualTo(Map.of(A, List.of(90L, 160L, 610L, 790L, 810L), B, List.of(1030L, 2500L)));
        add(Metrics.POD_COMPLETED, "uid", A, 605, 600);
        assertThat(cpu())
                .as("until it was completed, however late it was deleted")
                .isEqualTo(Map.of(A, List.of(90L, 160L, 610L, 790L), B, List.of(810L, 1030L, 2500L)));
    }

    @Test
    void ofTwoThatExistedTheOneCreatedLastCounts() {
        for (List<String> uids : List.of(List.of(A, B), List.of(B, A))) {
            byMetric.clear();
            add(Metrics.POD_CREATED, "uid", uids.get(0), 100, 160, 3000);
            add(Metrics.POD_CREATED, "uid", uids.get(1), 500, 590, 2000);
            addCpu("", 490, 500, 550, 700);
            assertThat(cpu()).isEqualTo(Map.of(uids.get(0), List.of(490L), uids.get(1), List.of(500L, 550L, 700L)));
        }
    }

    @Test
    void theUidOfTheCgroupStandsIfKubernetesKnowsIt() {
        add(Metrics.POD_CREATED, "uid", A, 100, 160, 600);
        add(Metrics.POD_CREATED, "uid", B, 1000, 1060, 2000);
        addCpu("/kubepods.slice/kubepods-pod" + A.replace('-', '_') + ".slice/x", 590, 1500);
        addCpu("/kubepods/pod0123456789abcdef0123456789abcdef/x", 300, 1600);
        assertThat(cpu()).isEqualTo(Map.of(A, List.of(590L, 1500L, 300L), B, List.of(1600L)));
    }

    @Test
    void withoutKubernetesTheCgroupsTellThePodsApart() {
        addCpu("/kubepods/pod" + A + "/x", 100, 700);
        addCpu("/kubepods/pod" + B + "/x", 600, 900);
        addCpu("/elsewhere", 90, 650, 800);
        assertThat(cpu()).isEqualTo(Map.of(A, List.of(100L, 700L, 90L), B, List.of(600L, 900L, 650L, 800L)));
        byMetric.clear();
        addCpu("/elsewhere", 90);
        assertThat(cpu()).isEqualTo(Map.of("null", List.of(90L)));
    }
}

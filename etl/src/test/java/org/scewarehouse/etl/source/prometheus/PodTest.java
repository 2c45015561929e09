package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

class PodTest {

    private final Map<String, List<Series>> byMetric = new TreeMap<>();
    private final Pod pod = new Pod("", "n", "p", null, byMetric);

    private void add(String metric, String label, String value, double of, long... times) {
        Samples samples = new Samples(Long.MIN_VALUE, Long.MAX_VALUE);
        for (long time : times) {
            samples.add(time, of);
        }
        byMetric.computeIfAbsent(metric, k -> new ArrayList<>())
                .add(new Series(Labels.of(Labels.METRIC, metric, label, value), samples));
    }

    @Test
    void ofLabelsThatChangeTheOneSeenLastStands() {
        add(Metrics.POD_INFO, "node", "b", 1, 0, 100);
        add(Metrics.POD_INFO, "node", "c", 1, 20, 300);
        add(Metrics.POD_INFO, "node", "a", 1, 50, 200);
        add(Metrics.POD_INFO, "host_network", "false", 1, 400);
        assertThat(pod.label(Metrics.POD_INFO, "node")).isEqualTo("c");
        add(Metrics.POD_LABELS, "label_user", "bo", 1, 0, 300);
        add(Metrics.POD_LABELS, "label_user", "anna", 1, 100, 200);
        add(Metrics.POD_ANNOTATIONS, "annotation_user", "eve", 1, 0);
        assertThat(pod.marks()).isEqualTo(Map.of("label_user", "bo", "annotation_user", "eve"));
    }

    @Test
    void ofInstantsThatChangeTheLatestStandsToTheMillisecond() {
        add(Metrics.POD_DELETED, "uid", "1", 1_767_225_400, 0);
        pod.series(Metrics.POD_DELETED).get(0).samples().add(50, 1_767_225_600.2009);
        add(Metrics.POD_DELETED, "uid", "2", 1_767_225_500, 100);
        assertThat(pod.instant(Metrics.POD_DELETED)).isEqualTo(1_767_225_600_201L);
        assertThat(pod.instant(Metrics.POD_COMPLETED)).isNull();
    }

    private void measured(String metric, String... labels) {
        List<String> all = new ArrayList<>(List.of(labels));
        all.addAll(List.of(Labels.METRIC, metric));
        Samples samples = new Samples(0, 86_400_000);
        samples.add(0, 0);
        samples.add(60_000, 60);
        byMetric.computeIfAbsent(metric, k -> new ArrayList<>()).add(new Series(Labels.of(all), samples));
    }

    /** One kube-state-metrics of two does not tell the restart policy, as older ones do not. */
    @Test
    void anInitContainerThatKeepsRunningIsASidecarAndOthersAreLeftOut() {
        measured(Metrics.INIT_INFO, "container", "a-proxy", "restart_policy", "Always");
        measured(Metrics.INIT_INFO, "container", "a-proxy", "instance", "2");
        measured(Metrics.INIT_INFO, "container", "setup");
        for (String container : List.of("a-proxy", "main", "setup")) {
            measured(Metrics.CPU, "container", container, "cpu", "total");
        }
        measured(Metrics.NETWORK_RECEIVE, "interface", "eth0");
        PrometheusTransformSettings settings = PrometheusTransformSettings.defaults();
        DayWindow window = new DayWindow(0, 86_400_000, 7_200_000, 600_000);
        List<PodTransform.Container> containers =
                new PodTransform(settings, window, new PodOwner(settings)).containers(pod, new Owners());
        assertThat(containers).extracting(c -> c.use().name()).containsExactly("a-proxy", "main");
        assertThat(containers).extracting(PodTransform.Container::kind).containsExactly("sidecar", "unknown");
        assertThat(containers)
                .extracting(c -> c.use().hours().networkReceive.orNull(0))
                .as("traffic is of the main container")
                .containsExactly(null, 60.0);
    }

    /** Hours without a container have no row that traffic could stand in. */
    @Test
    void trafficIsOfTheContainerThatRanLongest() {
        measured(Metrics.CPU, "container", "a-check", "cpu", "total");
        measured(Metrics.CPU, "container", "main", "cpu", "total");
        measured(Metrics.CPU, "container", "other", "cpu", "total");
        measured(Metrics.NETWORK_RECEIVE, "interface", "eth0");
        for (String metric : List.of(Metrics.CPU, Metrics.NETWORK_RECEIVE)) {
            pod.series(metric).stream()
                    .filter(series -> !series.container().equals("a-check"))
                    .forEach(series -> series.samples().add(3_660_000, 3660));
        }
        PrometheusTransformSettings settings = PrometheusTransformSettings.defaults();
        DayWindow window = new DayWindow(0, 86_400_000, 7_200_000, 600_000);
        assertThat(new PodTransform(settings, window, new PodOwner(settings)).containers(pod, new Owners()))
                .extracting(c ->
                        c.use().name() + " " + c.use().hours().networkReceive.orNull(1))
                .containsExactly("a-check null", "main 60.0", "other null");
    }
}

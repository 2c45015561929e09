package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.fact.FactCapacityDay;

/** Nodes of a cluster over 1970-01-02; times are in seconds since that day began. */
class NodeTransformTest {

    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    private static final DayWindow WINDOW = new DayWindow(DAY * 1000, 2 * DAY * 1000, 2 * HOUR * 1000, 300_000);

    private final NodeTransform nodes = new NodeTransform(PrometheusTransformSettings.defaults(), WINDOW);

    private static void add(
            Map<String, List<Series>> byMetric, String metric, String resource, double value, long... times) {
        Samples samples = new Samples(WINDOW.from(), WINDOW.to());
        for (int i = 0; i < times.length; i += 2) {
            for (long time = times[i]; time <= times[i + 1]; time += 60) {
                samples.add((DAY + time) * 1000, value);
            }
        }
        byMetric.computeIfAbsent(metric, k -> new ArrayList<>())
                .add(new Series(Labels.of(List.of(Labels.METRIC, metric, "resource", resource)), samples));
    }

    /** A node with a core and a byte more than pods may have; seen from and to, in pairs. */
    private void node(String name, double cores, double bytes, long... times) {
        node("k", name, cores, bytes, times);
    }

    private void node(String cluster, String name, double cores, double bytes, long... times) {
        Map<String, List<Series>> byMetric = new TreeMap<>();
        add(byMetric, Metrics.NODE_CAPACITY, "cpu", cores + 1, times);
        add(byMetric, Metrics.NODE_ALLOCATABLE, "cpu", cores, times);
        if (bytes > 0) {
            add(byMetric, Metrics.NODE_CAPACITY, "memory", bytes + 1, times);
            add(byMetric, Metrics.NODE_ALLOCATABLE, "memory", bytes, times);
        }
        nodes.add(cluster, name, byMetric);
    }

    private List<FactCapacityDay> capacities() {
        Day day = new Day(LocalDate.EPOCH.plusDays(1), ZoneOffset.UTC);
        Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
        List<Record> rows = new ArrayList<>();
        nodes.write(
                new StarRows(
                        PrometheusTransformSettings.defaults(),
                        day,
                        dimensions,
                        dimensions.masker(Map.of(), day.date()),
                        rows::add),
                Map.of());
        return rows.stream()
                .filter(FactCapacityDay.class::isInstance)
                .map(FactCapacityDay.class::cast)
                .toList();
    }

    private FactCapacityDay capacity() {
        return capacities().get(0);
    }

    @Test
    void theTypicalNodeIsOfTheSizeOnWhichContainersRanLongest() {
        node("a", 16, 64e9, 0, DAY);
        node("b", 16, 60e9, 0, DAY);
        node("c", 16, 0, 0, DAY);
        node("d", 4, 8e9, 0, DAY);
        assertThat(nodes.typical("k", Map.of("a", 100.0, "b", 50.0, "d", 120.0)))
                .as("150 seconds on 16 cores, with the least memory that is known of such nodes")
                .isEqualTo(new NodeDraws.Node(16, 60e9));
        assertThat(nodes.typical("k", Map.of("a", 10.0, "d", 120.0, "gone", 500.0)))
                .isEqualTo(new NodeDraws.Node(4, 8e9));
        node("e", 2, 0, 0, DAY);
        assertThat(nodes.typical("k", Map.of("e", 1.0))).isEqualTo(new NodeDraws.Node(2, null));
    }

    @Test
    void aNodeIsAsLargeAsItWasLast() {
        Map<String, List<Series>> resized = new TreeMap<>();
        add(resized, Metrics.NODE_ALLOCATABLE, "cpu", 4, 0, HOUR);
        add(resized, Metrics.NODE_ALLOCATABLE, "cpu", 8, 2 * HOUR, DAY);
        nodes.add("k", "a", resized);
        assertThat(nodes.typical("k", Map.of("a", 1.0))).isEqualTo(new NodeDraws.Node(8, null));
    }

    @Test
    void whereNoSizeIsKnownTheTypicalNodeIsTheMeanOfTheCluster() {
        node("a", 16, 64e9, 0, DAY);
        node("b", 4, 8e9, 0, DAY / 2);
        NodeDraws.Node mean = new NodeDraws.Node(12, (2 * (64e9 + 1) + 8e9 + 1) / 3);
        assertThat(nodes.typical("k", Map.of("gone", 500.0))).isEqualTo(mean);
        assertThat(nodes.typical("k", Map.of())).isEqualTo(mean);
        assertThat(nodes.typical("other", Map.of("a", 500.0))).isNull();
    }

    @Test
    void clustersAreKeptApart() {
        node("k", "a", 16, 64e9, 0, DAY);
        node("m", "a", 4, 8e9, 0, DAY / 2);
        assertThat(nodes.typical("k", Map.of("a", 1.0))).isEqualTo(new NodeDraws.Node(16, 64e9));
        assertThat(nodes.typical("m", Map.of("a", 1.0))).isEqualTo(new NodeDraws.Node(4, 8e9));
        assertThat(capacities())
                .extracting(FactCapacityDay::allocatableCoreSeconds)
                .containsExactly(16.0 * DAY, 2.0 * DAY);
        assertThat(capacities()).extracting(FactCapacityDay::computeSystemKey).doesNotHaveDuplicates();
    }

    @Test
    void aNodeThatTakesAnothersPlaceDoesNotStandBesideIt() {
        node("a", 16, 64e9, 0, DAY / 2);
        node("b", 4, 8e9, DAY / 2, DAY);
        assertThat(capacity().nodeCountMax()).isEqualTo(1);
        node("c", 4, 8e9, HOUR, 2 * HOUR);
        assertThat(capacity().nodeCountMax()).isEqualTo(2);
    }

    @Test
    void aNodeIsNotThereWhileNobodySeesItForLongerThanTheGapLimit() {
        node("a", 16, 64e9, 0, 6 * HOUR, 12 * HOUR, 18 * HOUR, 18 * HOUR + 300, DAY);
        FactCapacityDay day = capacity();
        assertThat(day.nodeUpSeconds()).isEqualTo(18.0 * HOUR);
        assertThat(day.capacityCoreSeconds()).isEqualTo(17 * 18.0 * HOUR);
        assertThat(day.allocatableCoreSeconds()).isEqualTo(16 * 18.0 * HOUR);
    }

    @Test
    void aClusterWithoutGpusHasNoneAndOneOfWhichNoCapacityIsKnownHasAnUnknownNumber() {
        Map<String, List<Series>> allocatable = new TreeMap<>();
        add(allocatable, Metrics.NODE_ALLOCATABLE, "cpu", 4, 0, DAY);
        nodes.add("k", "a", allocatable);
        assertThat(capacity().capacityGpuSeconds()).isNull();
        node("b", 4, 8e9, 0, DAY);
        assertThat(capacity().capacityGpuSeconds()).isEqualTo(0);
        Map<String, List<Series>> gpus = new TreeMap<>();
        add(gpus, Metrics.NODE_CAPACITY, "nvidia_com_gpu", 2, 0, DAY);
        add(gpus, Metrics.NODE_CAPACITY, "amd_com_gpu", 1, 0, DAY);
        add(gpus, Metrics.NODE_CAPACITY, "aliyun_com_gpu_mem", 64, 0, DAY);
        nodes.add("k", "c", gpus);
        assertThat(capacity().capacityGpuSeconds()).isEqualTo(3.0 * DAY);
        nodes.add("k", "d", gpus);
        assertThat(capacity().capacityGpuSeconds()).isEqualTo(6.0 * DAY);
    }

    private void machine(String cluster, double cores, double bytes, long... times) {
        Map<String, List<Series>> machine = new TreeMap<>();
        add(machine, Metrics.NODE_CORES, "", cores, times);
        if (bytes > 0) {
            add(machine, Metrics.NODE_MEMORY, "", bytes, times);
        }
        nodes.add(cluster, "10.0.0.1", machine);
    }

    @Test
    void whereMachinesAreMeasuredNodesOfAnotherNameDoNotCountBesideThem() {
        machine("k", 16, 64e9, 0, DAY);
        node("a", 15, 60e9, 0, DAY);
        FactCapacityDay day = capacity();
        assertThat(day.nodeCountMax()).isEqualTo(1);
        assertThat(day.nodeUpSeconds()).isEqualTo(1.0 * DAY);
        assertThat(day.capacityCoreSeconds()).isEqualTo(16.0 * DAY);
        assertThat(day.allocatableCoreSeconds()).isEqualTo(15.0 * DAY);
        assertThat(day.capacityMemoryByteSeconds()).isEqualTo(64e9 * DAY);
        assertThat(nodes.typical("k", Map.of())).isEqualTo(new NodeDraws.Node(15, 64e9));
    }

    @Test
    void whatMachinesOfOneClusterTellSaysNothingOfAnother() {
        node("m", "a", 15, 60e9, 0, DAY);
        machine("k", 16, 64e9, 0, DAY);
        assertThat(capacities()).extracting(FactCapacityDay::nodeCountMax).containsExactly(1, 1);
        assertThat(capacities())
                .extracting(FactCapacityDay::capacityCoreSeconds)
                .containsExactly(16.0 * DAY, 16.0 * DAY);
        assertThat(capacities())
                .extracting(FactCapacityDay::capacityMemoryByteSeconds)
                .containsExactly(64e9 * DAY, (60e9 + 1) * DAY);
        assertThat(nodes.typical("m", Map.of())).isEqualTo(new NodeDraws.Node(15, 60e9 + 1));
    }

    @Test
    void whereMachinesTellOnlyTheirCoresMemoryIsTheNodes() {
        machine("k", 16, 0, 0, 0);
        node("a", 15, 60e9, 0, DAY);
        assertThat(capacity().capacityMemoryByteSeconds()).isEqualTo((60e9 + 1) * DAY);
        assertThat(capacity().capacityCoreSeconds()).isNull();
        assertThat(nodes.typical("k", Map.of()))
                .as("nobody knows for how long it was up")
                .isNull();
    }

    @Test
    void aNodeIsUpUntilMidnightHoweverManySeriesSayIt() {
        node("a", 16, 64e9, -30, DAY / 2 - 30);
        Map<String, List<Series>> twice = new TreeMap<>();
        add(twice, Metrics.NODE_CAPACITY, "cpu", 4, -30, DAY / 2 - 30);
        add(twice, Metrics.NODE_CAPACITY, "cpu", 4, DAY / 2 + 30, DAY + 30);
        nodes.add("k", "b", twice);
        assertThat(capacity().nodeUpSeconds()).isEqualTo(1.5 * DAY - 30);
    }

    private static void used(Map<String, List<Series>> byMetric, double cores, String... labels) {
        Samples samples = new Samples(WINDOW.from(), WINDOW.to());
        for (long time = -HOUR; time <= DAY + HOUR; time += 60) {
            samples.add((DAY + time) * 1000, cores * (time + HOUR));
        }
        List<String> all = new ArrayList<>(List.of(labels));
        all.addAll(List.of(Labels.METRIC, Metrics.CPU, "id", "/"));
        byMetric.computeIfAbsent(Metrics.CPU, k -> new ArrayList<>()).add(new Series(Labels.of(all), samples));
    }

    @Test
    void whatNodesUseIsAddedUpAndOfEachCountsOnceHoweverManyMeasureIt() {
        Map<String, List<Series>> twice = new TreeMap<>();
        used(twice, 2, "cpu", "total", "prometheus_replica", "a");
        used(twice, 2, "cpu", "total", "prometheus_replica", "b");
        nodes.add("k", "a", twice);
        assertThat(capacity().nodeCpuCoreSeconds()).isEqualTo(2.0 * DAY);
        Map<String, List<Series>> single = new TreeMap<>();
        used(single, 0.5, "cpu", "cpu00");
        used(single, 0.25, "cpu", "cpu01");
        nodes.add("k", "b", single);
        assertThat(capacity().nodeCpuCoreSeconds()).isEqualTo(2.75 * DAY);
        used(single, 0.75, "cpu", "total", "job", "kubelet");
        nodes.add("k", "c", single);
        assertThat(capacity().nodeCpuCoreSeconds())
                .as("the total beside single CPUs")
                .isEqualTo(3.5 * DAY);
    }
}

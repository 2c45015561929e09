package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/** One container of a pod over 1970-01-02; times are in seconds since that day began. */
class ContainerMeasurementTest {

    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    private static final DayWindow WINDOW = new DayWindow(DAY * 1000, 2 * DAY * 1000, 2 * HOUR * 1000, 300_000);

    private final Map<String, List<Series>> byMetric = new TreeMap<>();

    private void add(String metric, String labels, long from, long to, DoubleUnaryOperator value) {
        List<String> all = new ArrayList<>(List.of(Labels.METRIC, metric));
        for (String label : labels.split(" ", -1)) {
            all.addAll(List.of(label.split("=", 2)));
        }
        Samples samples = new Samples(WINDOW.from(), WINDOW.to());
        for (long time = from; time <= to; time += 60) {
            samples.add((DAY + time) * 1000, value.applyAsDouble((double) time));
        }
        byMetric.computeIfAbsent(metric, k -> new ArrayList<>()).add(new Series(Labels.of(all), samples));
    }

    private void addCpu(String container, long from, long to) {
        add(Metrics.CPU, "container=" + container + " id=/" + container + " cpu=total", from, to, t -> t - from);
    }

    private Pod pod() {
        return new Pod("", "n", "p", "uid", byMetric);
    }

    private ContainerUse use() {
        return Objects.requireNonNull(ContainerMeasurement.of(pod(), "c", WINDOW, 0.05, false));
    }

    @Test
    void whatAnotherContainerOfThePodRequestsIsNotItsOwn() {
        addCpu("c", 0, HOUR);
        addCpu("d", 0, HOUR);
        add(Metrics.REQUESTS, "container=c resource=cpu", 0, HOUR, t -> 2);
        add(Metrics.REQUESTS, "container=d resource=cpu", 0, HOUR, t -> 16);
        add(Metrics.REQUESTS, "container=d resource=memory", 0, HOUR, t -> 5);
        add(Metrics.REQUESTS, "container=c resource=nvidia_com_gpu", 0, HOUR, t -> 1);
        add(Metrics.REQUESTS, "container=c resource=amd_com_gpu", 0, HOUR, t -> 2);
        ContainerUse.Hours hours = use().hours();
        assertThat(hours.cpuRequest.orNull(0)).isEqualTo(2.0 * HOUR);
        assertThat(hours.memoryRequest.orNull(0)).isEqualTo(0);
        assertThat(hours.gpuRequest.orNull(0)).as("of all makes together").isEqualTo(3.0 * HOUR);
    }

    @Test
    void aPodIsDeletedWhenItsGraceHasPassedUnlessItWasGoneBefore() {
        addCpu("c", 0, HOUR);
        add(Metrics.POD_DELETED, "uid=uid", 0, HOUR, t -> DAY + HOUR + 300);
        assertThat(use().running().length()).isEqualTo((HOUR + 300) * 1000);
        byMetric.remove(Metrics.POD_DELETED);
        add(Metrics.POD_DELETED, "uid=uid", 0, HOUR, t -> DAY + HOUR + 301);
        assertThat(use().running().length()).as("until it was last seen").isEqualTo(HOUR * 1000);
    }

    /** It starts in the day, again an hour later and again at 3 hours; the start of the day before is not of it. */
    @Test
    void aRestartIsAStartInTheDayAfterTheFirst() {
        runs(600, HOUR, 3 * HOUR);
        assertThat(use().restarts()).isEqualTo(2);
        byMetric.clear();
        runs(-HOUR, -600, HOUR);
        assertThat(use().restarts())
                .as("the restart of yesterday is counted there")
                .isEqualTo(1);
        byMetric.clear();
        runs(600);
        assertThat(use().restarts()).isZero();
    }

    private void runs(long... starts) {
        for (int i = 0; i < starts.length; i++) {
            long start = starts[i];
            long end = i + 1 < starts.length ? starts[i + 1] - 60 : start + HOUR;
            add(Metrics.CPU, "container=c id=/c cpu=total", start + 30, end, t -> t - start);
            add(Metrics.START, "container=c id=/c", start + 30, end, t -> DAY + start);
        }
        byMetric.replaceAll((metric, series) ->
                List.of(new Series(series.get(0).labels(), Series.union(series, WINDOW.from(), WINDOW.to()))));
    }

    @Test
    void trafficAndDiskAreBookedByTheirDirection() {
        addCpu("c", 0, HOUR);
        add(Metrics.NETWORK_RECEIVE, "interface=eth0", 0, HOUR, t -> 10 * t);
        add(Metrics.NETWORK_TRANSMIT, "interface=eth0", 0, HOUR, t -> 20 * t);
        add(Metrics.DISK_READ, "container=c", 0, HOUR, t -> 30 * t);
        add(Metrics.DISK_WRITE, "container=c", 0, HOUR, t -> 40 * t);
        ContainerUse use = use();
        ContainerMeasurement.bookNetwork(pod(), use, WINDOW);
        assertThat(use.hours().networkReceive.orNull(0)).isEqualTo(10.0 * HOUR);
        assertThat(use.hours().networkTransmit.orNull(0)).isEqualTo(20.0 * HOUR);
        assertThat(use.hours().diskRead.orNull(0)).isEqualTo(30.0 * HOUR);
        assertThat(use.hours().diskWrite.orNull(0)).isEqualTo(40.0 * HOUR);
        assertThat(use.hours().networkReceive.orNull(1)).isNull();
    }

    @Test
    void whatTheNodeSendsIsNotOfAPodThatUsesItsNetwork() {
        addCpu("c", 0, HOUR);
        add(Metrics.POD_INFO, "host_network=true", 0, HOUR, t -> 1);
        add(Metrics.NETWORK_RECEIVE, "interface=eth0", 0, HOUR, t -> 10 * t);
        ContainerUse use = use();
        ContainerMeasurement.bookNetwork(pod(), use, WINDOW);
        assertThat(use.hours().networkReceive.orNull(0)).isNull();
    }

    @Test
    void aContainerEndsOnTheDayUpToWhoseEndItRan() {
        addCpu("c", 20 * HOUR, 24 * HOUR - 60);
        assertThat(use().endedUpTo(WINDOW.dayTo())).isEqualTo(WINDOW.dayTo() - 60_000);
        byMetric.clear();
        addCpu("c", 20 * HOUR, 24 * HOUR);
        assertThat(use().endedUpTo(WINDOW.dayTo()))
                .as("the next day has no row of it")
                .isEqualTo(WINDOW.dayTo());
        byMetric.clear();
        addCpu("c", 20 * HOUR, 24 * HOUR + 60);
        assertThat(use().endedUpTo(WINDOW.dayTo())).isNull();
    }
}

package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
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

    /** Intel names its driver, and beside it what is no GPU of its own. */
    @Test
    void aGpuIsOneWhateverItsMakerCallsIt() {
        addCpu("c", 0, HOUR);
        add(Metrics.REQUESTS, "container=c resource=gpu_intel_com_i915", 0, HOUR, t -> 1);
        add(Metrics.REQUESTS, "container=c resource=gpu_intel_com_xe", 0, HOUR, t -> 1);
        add(Metrics.REQUESTS, "container=c resource=gpu_intel_com_i915_monitoring", 0, HOUR, t -> 1);
        add(Metrics.REQUESTS, "container=c resource=gpu_intel_com_millicores", 0, HOUR, t -> 1000);
        assertThat(use().hours().gpuRequest.orNull(0)).isEqualTo(2.0 * HOUR);
    }

    @Test
    void aPodIsDeletedWhenItsGraceHasPassedUnlessItWasGoneBefore() {
        addCpu("c", 0, HOUR);
        addCpu("d", 0, 600);
        add(Metrics.POD_DELETED, "uid=uid", 0, HOUR, t -> DAY + HOUR + 300);
        assertThat(use().running().length()).isEqualTo((HOUR + 300) * 1000);
        set(Metrics.POD_DELETED, "uid=uid", 0, HOUR, t -> DAY + HOUR + 301);
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
        byMetric.replaceAll((metric, series) -> List.of(joined(series)));
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

    private void set(String metric, String labels, long from, long to, DoubleUnaryOperator value) {
        byMetric.remove(metric);
        add(metric, labels, from, to, value);
    }

    private @Nullable ContainerUse useOrNull() {
        return ContainerMeasurement.of(pod(), "c", WINDOW, 0.05, false);
    }

    @Test
    void aContainerThatRanOnOtherDaysAloneHasNoRow() {
        addCpu("c", -HOUR, -600);
        assertThat(useOrNull()).isNull();
        byMetric.clear();
        addCpu("c", -HOUR, 0);
        assertThat(useOrNull()).as("until midnight").isNull();
        byMetric.clear();
        addCpu("c", 24 * HOUR, 25 * HOUR);
        assertThat(useOrNull()).as("from midnight on").isNull();
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

    @Test
    void singleCpusAreAddedUnlessTheCgroupHasATotal() {
        add(Metrics.CPU, "container=c id=/1 cpu=cpu00", 0, 1800, t -> t);
        add(Metrics.CPU, "container=c id=/1 cpu=cpu01", 0, 1800, t -> 2 * t);
        add(Metrics.CPU, "container=c id=/2 cpu=cpu00", 1860, HOUR, t -> 4 * (t - 1860));
        add(Metrics.CPU, "container=c id=/2 cpu=total", 1860, HOUR, t -> 5 * (t - 1860));
        assertThat(use().missingLeftEdges()).as("of the three that count").isEqualTo(3);
        assertThat(use().hours().cpu.coreSeconds.orZero(0)).isCloseTo(1800 * 3 + (HOUR - 1860) * 5, within(1e-6));
    }

    @Test
    void aCounterThatStandsStillIsIdleAndNotAReset() {
        add(Metrics.CPU, "container=c id=/c cpu=total", 0, HOUR, t -> 500);
        assertThat(use().hours().cpu.coreSeconds.orNull(0)).isEqualTo(0);
        assertThat(use().hours().cpu.idleSeconds(0)).isEqualTo((double) HOUR);
        assertThat(use().restarts()).isZero();
    }

    /** Both counters fall on every hour from 01:00 of the day before: 24 times in the day. */
    @Test
    void aFallOfACounterIsARestartOnceHoweverManyCpusThereAre() {
        add(Metrics.CPU, "container=c id=/c cpu=cpu00", -2 * HOUR, 25 * HOUR, t -> (t + 2 * HOUR) % HOUR);
        add(Metrics.CPU, "container=c id=/c cpu=cpu01", -2 * HOUR, 25 * HOUR, t -> (t + 2 * HOUR) % HOUR);
        assertThat(use().restarts()).isEqualTo(24);
        assertThat(use().missingLeftEdges()).as("it began the day before").isZero();
        assertThat(use().hours().cpu.coreSeconds.orZero(1)).isEqualTo(2.0 * (HOUR - 60));
    }

    @Test
    void theStartThatTheFirstSampleIsOfIsNoRestart() {
        add(Metrics.CPU, "container=c id=/c cpu=total", 600, HOUR, t -> t - 600);
        add(Metrics.START, "container=c id=/c", 600, HOUR, t -> DAY + 600);
        assertThat(use().restarts()).isZero();
        assertThat(use().startedAt()).isEqualTo((DAY + 600) * 1000);
        assertThat(use().missingLeftEdges()).isZero();
    }

    @Test
    void aStartAfterTheContainerWasSeenIsARestart() {
        add(Metrics.CPU, "container=c id=/1 cpu=total", 0, HOUR, t -> t);
        add(Metrics.CPU, "container=c id=/2 cpu=total", HOUR + 120, 2 * HOUR, t -> t - HOUR - 60);
        add(Metrics.START, "container=c id=/2", HOUR + 120, 2 * HOUR, t -> DAY + HOUR + 60);
        assertThat(use().restarts()).isEqualTo(1);
        assertThat(use().missingLeftEdges()).as("of the first cgroup").isEqualTo(1);
        assertThat(use().running().length()).as("without the pause of a minute").isEqualTo((2 * HOUR - 60) * 1000);
        assertThat(use().endedUpTo(WINDOW.dayTo())).isEqualTo((DAY + 2 * HOUR) * 1000);
    }

    /** kube-state-metrics tells of a start at 00:10 that the node never measured, and of one at 01:00. */
    @Test
    void aRestartBeforeTheFirstMeasurementIsKnownFromKubernetes() {
        add(Metrics.CPU, "container=c id=/c cpu=total", HOUR + 60, 2 * HOUR, t -> t - HOUR);
        add(Metrics.CONTAINER_STARTED, "container=c", 600, HOUR - 60, t -> DAY + 600);
        add(Metrics.CONTAINER_STARTED, "container=c instance=2", HOUR, 2 * HOUR, t -> DAY + HOUR);
        assertThat(use().restarts()).isEqualTo(1);
        assertThat(use().startedAt()).isEqualTo((DAY + 600) * 1000);
        assertThat(use().hours().cpu.coreSeconds.orNull(1)).isEqualTo((double) HOUR);
    }

    @Test
    void whatTheNodeSaysOfAStartStandsBeforeWhatKubernetesSays() {
        addCpu("c", 660, HOUR);
        add(Metrics.START, "container=c id=/c", 660, HOUR, t -> t == 720 ? 0 : DAY + 600);
        add(Metrics.CONTAINER_STARTED, "container=c", 660, HOUR, t -> DAY + 570);
        assertThat(use().startedAt()).as("0 is no start").isEqualTo((DAY + 600) * 1000);
        assertThat(use().running().from(0)).isEqualTo((DAY + 600) * 1000);
        set(Metrics.START, "container=c id=/c", 660, HOUR, t -> 0);
        assertThat(use().startedAt()).isEqualTo((DAY + 570) * 1000);
        assertThat(use().missingLeftEdges()).isZero();
    }

    /** It starts at 00:10 and 00:20 in its first cgroup; of its second nobody tells the start. */
    @Test
    void aStartOfAnEarlierCgroupIsNotThatOfTheNext() {
        add(Metrics.CPU, "container=c id=/1 cpu=total", 660, HOUR - 60, t -> t < 1200 ? t - 600 : t - 1200);
        add(Metrics.CPU, "container=c id=/2 cpu=total", HOUR + 60, 2 * HOUR, t -> t - HOUR);
        add(Metrics.CONTAINER_STARTED, "container=c", 660, 1140, t -> DAY + 600);
        add(Metrics.CONTAINER_STARTED, "container=c instance=2", 1200, 2 * HOUR, t -> DAY + 1200);
        assertThat(use().missingLeftEdges()).isEqualTo(1);
        assertThat(use().restarts()).isEqualTo(1);
        assertThat(use().hours().cpu.coreSeconds.orNull(0)).isEqualTo(540.0 + (HOUR - 60 - 1200));
        assertThat(use().hours().cpu.coreSeconds.orNull(1)).isEqualTo((double) HOUR - 60);
    }

    @Test
    void aStartBeforeMidnightIsThatOfTheFirstSampleAfterIt() {
        add(Metrics.CPU, "container=c id=/c cpu=total", 60, HOUR, t -> t + 60);
        add(Metrics.START, "container=c id=/c", 60, HOUR, t -> DAY - 60);
        assertThat(use().hours().cpu.coreSeconds.orNull(0)).isEqualTo((double) HOUR);
        assertThat(use().restarts()).isZero();
    }

    @Test
    void aPauseOverMidnightIsLeftOut() {
        add(Metrics.CPU, "container=c id=/1 cpu=total", 20 * HOUR, 24 * HOUR - 600, t -> t);
        add(Metrics.CPU, "container=c id=/2 cpu=total", 24 * HOUR + 360, 25 * HOUR, t -> t - 24 * HOUR - 300);
        add(Metrics.START, "container=c id=/2", 24 * HOUR + 360, 25 * HOUR, t -> DAY + 24 * HOUR + 300);
        ContainerUse use = use();
        assertThat(use.running().within(WINDOW.dayFrom(), WINDOW.dayTo()).length())
                .isEqualTo((4 * HOUR - 600) * 1000);
        assertThat(use.restarts()).as("it is tomorrow's").isZero();
    }

    /** As cAdvisor does once the kubelet was restarted. */
    @Test
    void anotherStartThatTheCounterDoesNotAgreeWithIsNoRestart() {
        add(Metrics.CPU, "container=c id=/c cpu=total", 0, HOUR, t -> 5);
        add(Metrics.START, "container=c id=/c", 0, HOUR, t -> DAY + (t < 1800 ? 0 : 1790));
        assertThat(use().running().length()).isEqualTo(HOUR * 1000);
        assertThat(use().restarts()).isZero();
    }

    @Test
    void aContainerWithoutCpuRunsFromItsStart() {
        add(Metrics.MEMORY, "container=c id=/c", 60, HOUR, t -> 10);
        add(Metrics.START, "container=c id=/c", 60, HOUR, t -> DAY);
        assertThat(use().running().length()).isEqualTo(HOUR * 1000);
    }

    @Test
    void itRunsUntilItsEndIsKnownOrItsLastSign() {
        add(Metrics.CPU, "container=c id=/c cpu=total", 0, HOUR, t -> t);
        add(Metrics.CPU, "container=d id=/d cpu=total", 0, 3 * HOUR, t -> t);
        assertThat(use().running().length()).isEqualTo(HOUR * 1000);
        add(Metrics.MEMORY, "container=c id=/c", 0, HOUR + 120, t -> 1);
        assertThat(use().running().length()).as("its memory").isEqualTo((HOUR + 120) * 1000);
        add(Metrics.CONTAINER_RUNNING, "container=c", 0, 3 * HOUR, t -> t <= 2 * HOUR ? 1 : 0);
        add(Metrics.CONTAINER_RUNNING, "container=d", 0, 3 * HOUR, t -> 1);
        assertThat(use().running().length()).as("shown running").isEqualTo(2 * HOUR * 1000);
        add(Metrics.POD_COMPLETED, "uid=uid", 3 * HOUR, 4 * HOUR, t -> DAY + HOUR + 30);
        assertThat(use().running().length()).as("completed").isEqualTo((HOUR + 30) * 1000);
        add(Metrics.CONTAINER_TERMINATED, "container=d", 0, HOUR, t -> DAY + 1800);
        add(Metrics.CONTAINER_TERMINATED, "container=c", HOUR, 2 * HOUR, t -> DAY + HOUR + 20);
        assertThat(use().running().length()).as("terminated").isEqualTo((HOUR + 20) * 1000);
        set(Metrics.CONTAINER_TERMINATED, "container=c", HOUR, 2 * HOUR, t -> DAY + 1800);
        assertThat(use().running().length()).as("its counter still grew").isEqualTo(HOUR * 1000);
    }

    @Test
    void kubernetesShowsAContainerBeforeItIsMeasured() {
        add(Metrics.CONTAINER_RUNNING, "container=c", -HOUR, 25 * HOUR, t -> 1);
        assertThat(use().running().length()).as("never measured").isEqualTo(26 * HOUR * 1000);
        add(Metrics.CPU, "container=c id=/c cpu=total", 600, 24 * HOUR, t -> t);
        assertThat(use().running().from(0)).isEqualTo((DAY + 600) * 1000);
    }

    @Test
    void memoryIsOfTheDayAndHeldNoLongerThanTheGapLimit() {
        addCpu("c", -HOUR, 25 * HOUR);
        add(Metrics.MEMORY, "container=c id=/c", -HOUR, 2 * HOUR - 60, t -> t < 0 ? 100 : t == 0 ? 50 : 10);
        add(Metrics.MEMORY, "container=c id=/c", 23 * HOUR, 25 * HOUR, t -> {
            return t >= 24 * HOUR ? 100 : t == 24 * HOUR - 60 ? 40 : 10;
        });
        byMetric.computeIfPresent(Metrics.MEMORY, (metric, series) -> List.of(joined(series)));
        ContainerUse.Hours hours = use().hours();
        assertThat(hours.memoryMax.orNull(0)).isEqualTo(50);
        assertThat(hours.memoryMax.orNull(1)).isEqualTo(10);
        assertThat(hours.memoryMax.orNull(23)).isEqualTo(40);
        assertThat(hours.memory.orNull(1)).isEqualTo(10.0 * HOUR);
        assertThat(hours.memory.orNull(2)).isEqualTo(10.0 * 240);
        assertThat(hours.memory.orNull(3)).isNull();
    }

    @Test
    void requestsAreUnknownOfAContainerThatKubernetesDoesNotShow() {
        addCpu("c", 0, HOUR);
        add(Metrics.REQUESTS, "container=d resource=cpu", 0, HOUR, t -> 16);
        assertThat(use().hours().cpuRequest.orNull(0)).isNull();
        byMetric.remove(Metrics.REQUESTS);
        assertThat(use().hours().cpuRequest.orNull(0)).isNull();
        add(Metrics.REQUESTS_CPU_1, "container=c", 0, HOUR, t -> 2);
        add(Metrics.REQUESTS_MEMORY_1, "container=c", 0, HOUR, t -> 5);
        assertThat(use().hours().cpuRequest.orNull(0)).isEqualTo(2.0 * HOUR);
        assertThat(use().hours().memoryRequest.orNull(0)).isEqualTo(5.0 * HOUR);
        assertThat(use().hours().gpuRequest.orNull(0)).isEqualTo(0);
    }

    @Test
    void bytesReadSinceTheStartCount() {
        addCpu("c", 60, HOUR);
        add(Metrics.START, "container=c id=/c", 60, HOUR, t -> DAY);
        add(Metrics.DISK_READ, "container=c id=/c", 60, HOUR, t -> 30 * t);
        assertThat(use().hours().diskRead.orNull(0)).isEqualTo(30.0 * HOUR);
    }

    @Test
    void trafficOfAPodWithANetworkOfItsOwnIsItsOwn() {
        addCpu("c", 0, HOUR);
        add(Metrics.POD_INFO, "host_network=false", 0, HOUR, t -> 1);
        add(Metrics.NETWORK_RECEIVE, "interface=eth0", 0, HOUR, t -> 10 * t);
        ContainerUse use = use();
        ContainerMeasurement.bookNetwork(pod(), use, WINDOW);
        assertThat(use.hours().networkReceive.orNull(0)).isEqualTo(10.0 * HOUR);
    }

    /** One series is silent from -1 h to 2 h and from 3 h to midnight, the other from 1 h to 5 h. */
    @Test
    void silenceOfOverTwoHoursIsCountedOnTheDayItEndsAndItsUseIsUnknown() {
        add(Metrics.CPU, "container=c id=/1 cpu=total", -2 * HOUR, -HOUR, t -> t + 3 * HOUR);
        add(Metrics.CPU, "container=c id=/1 cpu=total", 2 * HOUR, 3 * HOUR, t -> t + 3 * HOUR);
        add(Metrics.CPU, "container=c id=/1 cpu=total", 24 * HOUR, 25 * HOUR, t -> t + 3 * HOUR);
        Series one = joined(Objects.requireNonNull(byMetric.remove(Metrics.CPU)));
        add(Metrics.CPU, "container=c id=/2 cpu=total", 0, HOUR, t -> t);
        add(Metrics.CPU, "container=c id=/2 cpu=total", 5 * HOUR, 6 * HOUR, t -> t);
        byMetric.put(Metrics.CPU, List.of(one, joined(Objects.requireNonNull(byMetric.get(Metrics.CPU)))));
        assertThat(use().unobservedGaps()).isEqualTo(2);
        assertThat(use().hours().cpu.coreSeconds.orNull(2)).isEqualTo((double) HOUR);
        assertThat(use().hours().cpu.coreSeconds.orNull(3)).isNull();
    }

    private static Series joined(List<Series> pieces) {
        return new Series(pieces.get(0).labels(), Series.union(pieces, WINDOW.from(), WINDOW.to()));
    }
}

package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunningTimeTest {

    private static final long[] NONE = {};
    private static final Segments NO_GROWTH = new Segments();

    @Test
    void runsFromFirstToLastSignWhereNothingElseIsKnown() {
        assertThat(text(running(List.of(signs(30, 60), signs(10, 50)), NONE, NONE, NO_GROWTH)))
                .isEqualTo("[10,60)");
    }

    @Test
    void startAndEndStandBeforeSigns() {
        assertThat(text(running(List.of(signs(30, 60)), new long[] {20}, new long[] {75}, NO_GROWTH)))
                .isEqualTo("[20,75)");
    }

    @Test
    void pausesBetweenRestartsAreLeftOut() {
        List<Samples> signs = List.of(signs(30, 60), signs(100, 130));
        assertThat(text(running(signs, new long[] {20, 90}, NONE, NO_GROWTH))).isEqualTo("[20,60)[90,130)");
        assertThat(text(running(signs, new long[] {20, 90}, new long[] {70}, NO_GROWTH)))
                .isEqualTo("[20,70)[90,130)");
        assertThat(text(running(signs, new long[] {90}, new long[] {140}, NO_GROWTH)))
                .isEqualTo("[30,60)[90,140)");
    }

    @Test
    void timeWithCpuUseIsRunningWhateverElseIsClaimed() {
        Segments growth = new Segments();
        growth.add(55, 70, 1, true);
        growth.add(70, 100, 0, true);
        assertThat(text(running(List.of(signs(30, 100)), new long[] {20}, new long[] {60}, growth)))
                .isEqualTo("[20,70)");
    }

    @Test
    void valuesAreHeldNoLongerThanTheGapLimitNorPastTheEnd() {
        Samples samples = new Samples(0, 1_000_000);
        samples.add(0, 2);
        samples.add(30_000, 3);
        samples.add(300_000, 5);
        Intervals.Builder running = new Intervals.Builder();
        running.add(0, 310_000);
        Segments held = HeldValues.measured(samples, running.build(), 60_000);
        assertThat(held.size()).isEqualTo(3);
        assertThat(held.amount(0)).isEqualTo(60);
        assertThat(held.amount(1)).isEqualTo(180);
        assertThat(held.amount(2)).isEqualTo(50);
    }

    @Test
    void settingsHoldForAllRunningTimePieceByPiece() {
        Samples samples = new Samples(0, 1_000_000);
        samples.add(50_000, 2);
        samples.add(60_000, 2);
        samples.add(70_000, 4);
        Intervals.Builder running = new Intervals.Builder();
        running.add(10_000, 20_000);
        running.add(40_000, 100_000);
        Segments held = HeldValues.declared(samples, running.build());
        double total = 0;
        for (int i = 0; i < held.size(); i++) {
            total += held.amount(i);
        }
        assertThat(total).isEqualTo(10 * 2 + 30 * 2 + 30 * 4);
    }

    @Test
    void ratesOfSeveralCpusAreAdded() {
        Segments a = new Segments();
        a.add(0, 30, 3, true);
        a.add(30, 60, 6, true);
        Segments b = new Segments();
        b.add(15, 45, 3, false);
        Segments sum = Segments.sum(List.of(a, b));
        assertThat(sum.size()).isEqualTo(4);
        assertThat(sum.amount(0)).isEqualTo(1.5);
        assertThat(sum.amount(1)).isEqualTo(3);
        assertThat(sum.amount(2)).isEqualTo(4.5);
        assertThat(sum.amount(3)).isEqualTo(3);
        assertThat(sum.isObserved(1)).isTrue();
    }

    private static Intervals running(List<Samples> signs, long[] starts, long[] ends, Segments growth) {
        return RunningTime.of(RunningTime.first(signs), signs, starts, ends, growth);
    }

    private static Samples signs(long... times) {
        Samples samples = new Samples(0, 1000);
        for (long time : times) {
            samples.add(time, 1);
        }
        return samples;
    }

    private static String text(Intervals intervals) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < intervals.size(); i++) {
            text.append('[')
                    .append(intervals.from(i))
                    .append(',')
                    .append(intervals.to(i))
                    .append(')');
        }
        return text.toString();
    }

    /** Times of kube-state-metrics are whole seconds. */
    @Test
    void aRunMayBeginInTheMomentTheOneBeforeEnds() {
        List<Samples> signs = List.of(signs(30, 60), signs(100, 130));
        assertThat(text(running(signs, new long[] {20, 90}, new long[] {90}, NO_GROWTH)))
                .isEqualTo("[20,130)");
    }

    @Test
    void oneSignAfterTheStartIsARun() {
        assertThat(text(running(List.of(signs(60)), new long[] {20}, NONE, NO_GROWTH)))
                .isEqualTo("[20,60)");
    }

    @Test
    void useBetweenTwoRunsIsARunOfItsOwnOrPartOfThem() {
        List<Samples> signs = List.of(signs(30, 60), signs(100, 130));
        Segments between = new Segments();
        between.add(65, 80, 1, true);
        assertThat(text(running(signs, new long[] {20, 90}, NONE, between))).isEqualTo("[20,60)[65,80)[90,130)");
        Segments over = new Segments();
        over.add(55, 95, 1, true);
        assertThat(text(running(signs, new long[] {20, 90}, NONE, over))).isEqualTo("[20,130)");
    }

    @Test
    void aContainerMayRestartOften() {
        long[] starts = LongStream.range(0, 40).map(i -> 20 * i).toArray();
        long[] ends = LongStream.range(0, 40).map(i -> 20 * i + 10).toArray();
        Intervals runs = running(List.of(signs(5)), starts, ends, NO_GROWTH);
        assertThat(runs.size()).isEqualTo(40);
        assertThat(runs.length()).isEqualTo(400);
        assertThat(runs.from(39)).isEqualTo(780);
        assertThat(text(runs.within(775, 785))).isEqualTo("[780,785)");
        assertThat(text(runs.within(765, 775))).isEqualTo("[765,770)");
    }

    @Test
    void partsOfASecondCount() {
        Samples samples = new Samples(0, 1_000_000);
        samples.add(0, 2);
        samples.add(1_500, 4);
        Intervals.Builder running = new Intervals.Builder();
        running.add(0, 1_750);
        Segments measured = HeldValues.measured(samples, running.build(), 60_000);
        Segments declared = HeldValues.declared(samples, running.build());
        for (Segments held : List.of(measured, declared)) {
            assertThat(held.amount(0)).isEqualTo(3);
            assertThat(held.amount(1)).isEqualTo(1);
        }
    }
}

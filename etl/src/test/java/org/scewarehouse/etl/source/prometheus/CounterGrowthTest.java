package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterGrowthTest {

    private static final long SECOND = 1000;
    private static final long HOUR = 3600 * SECOND;
    private static final CounterGrowth.Rules RULES = new CounterGrowth.Rules(0, 2 * HOUR, 600 * SECOND);
    private static final long[] NO_STARTS = {};

    /** Counter of a real server: 10, then 60 per 30 s for 60 samples, a reset to 0.5, 60 per 30 s for 61 samples. */
    @Test
    void countsWhatIncreaseOnlyEstimates() {
        Samples samples = new Samples(0, Long.MAX_VALUE);
        long time = 30 * SECOND;
        for (int i = 0; i < 60; i++, time += 30 * SECOND) {
            samples.add(time, 10 + 60.0 * i);
        }
        for (int i = 0; i < 61; i++, time += 30 * SECOND) {
            samples.add(time, 0.5 + 60.0 * i);
        }

        assertThat(total(CounterGrowth.of(samples, NO_STARTS, RULES))).isCloseTo(7140.5, within(1e-9));
        CounterGrowth withStart = CounterGrowth.of(samples, new long[] {15 * SECOND}, RULES);
        assertThat(total(withStart)).isCloseTo(7150.5, within(1e-9));
        assertThat(withStart.hasMissingLeftEdge()).isFalse();
        assertThat(withStart.fallsAt()).containsExactly(61 * 30 * SECOND);
    }

    @Test
    void firstSampleWithoutStartBooksNothing() {
        CounterGrowth growth = CounterGrowth.of(samples(100, 5, 130, 8), NO_STARTS, RULES);
        assertThat(total(growth)).isEqualTo(3);
        assertThat(growth.hasMissingLeftEdge()).isTrue();
    }

    @Test
    void startBeforeTheWindowMakesNeitherPairNorCount() {
        CounterGrowth.Rules rules = new CounterGrowth.Rules(50 * SECOND, 2 * HOUR, 600 * SECOND);
        CounterGrowth growth = CounterGrowth.of(samples(100, 5, 130, 8), new long[] {40 * SECOND}, rules);
        assertThat(total(growth)).isEqualTo(3);
        assertThat(growth.hasMissingLeftEdge()).isFalse();
        assertThat(growth.unobservedAt()).isEmpty();
    }

    @Test
    void realSampleStandsBeforeAStartOfTheSameTime() {
        CounterGrowth growth = CounterGrowth.of(samples(100, 5, 130, 8), new long[] {100 * SECOND}, RULES);
        assertThat(total(growth)).isEqualTo(3);
        assertThat(growth.hasMissingLeftEdge()).isFalse();
    }

    @Test
    void startAtAFallCutsThePairThere() {
        CounterGrowth growth = CounterGrowth.of(samples(0, 0, 100, 50, 200, 6), new long[] {0, 140 * SECOND}, RULES);
        assertThat(growth.pairs().size()).isEqualTo(3);
        assertThat(growth.pairs().from(2)).isEqualTo(140 * SECOND);
        assertThat(growth.pairs().amount(1)).isZero();
        assertThat(growth.pairs().amount(2)).isEqualTo(6);
        assertThat(growth.fallsAt()).isEmpty();
        assertThat(growth.startsUsed()).containsExactly(0L, 140 * SECOND);
    }

    @Test
    void startWithoutAFallWouldFakeAResetAndIsIgnored() {
        CounterGrowth growth = CounterGrowth.of(samples(0, 0, 100, 50, 200, 60), new long[] {0, 140 * SECOND}, RULES);
        assertThat(total(growth)).isEqualTo(60);
        assertThat(growth.startsUsed()).containsExactly(0L);
    }

    @Test
    void pairFurtherApartThanTheEdgeIsBookedNowhere() {
        CounterGrowth growth = CounterGrowth.of(samples(0, 0, 7200, 10, 14401, 30), new long[] {0}, RULES);
        assertThat(total(growth)).isEqualTo(10);
        assertThat(growth.pairs().isObserved(0)).isFalse();
        assertThat(growth.unobservedAt()).containsExactly(14401 * SECOND);
    }

    @Test
    void dropsWhatIsNoNumberAndWhatLiesOutside() {
        Samples samples = new Samples(0, 1000 * SECOND);
        samples.add(-1, 1);
        samples.add(100 * SECOND, 5);
        samples.add(130 * SECOND, Double.longBitsToDouble(0x7ff0000000000002L));
        samples.add(140 * SECOND, Double.NaN);
        samples.add(150 * SECOND, Double.POSITIVE_INFINITY);
        samples.add(160 * SECOND, 8);
        samples.add(1000 * SECOND, 9);
        assertThat(samples.size()).isEqualTo(2);
        assertThat(total(CounterGrowth.of(samples, NO_STARTS, RULES))).isEqualTo(3);
    }

    @Test
    void orderAndDoublesDoNotMatter() {
        Samples samples = new Samples(0, Long.MAX_VALUE);
        samples.add(160 * SECOND, 8);
        samples.add(100 * SECOND, 5);
        samples.add(130 * SECOND, 6);
        samples.add(160 * SECOND, 8);
        samples.sort();
        assertThat(samples.size()).isEqualTo(3);
        assertThat(samples.value(1)).isEqualTo(6);
    }

    private static double total(CounterGrowth growth) {
        double total = 0;
        for (int i = 0; i < growth.pairs().size(); i++) {
            total += growth.pairs().amount(i);
        }
        return total;
    }

    /** Seconds and values in turn. */
    private static Samples samples(double... secondsAndValues) {
        Samples samples = new Samples(0, Long.MAX_VALUE);
        for (int i = 0; i < secondsAndValues.length; i += 2) {
            samples.add(Math.round(secondsAndValues[i] * SECOND), secondsAndValues[i + 1]);
        }
        return samples;
    }

    @Test
    void aStartAtTheTimeOfASampleIsAStartAndMakesNoPair() {
        CounterGrowth atTheFall = CounterGrowth.of(samples(0, 0, 100, 50, 200, 6), new long[] {0, 200 * SECOND}, RULES);
        assertThat(atTheFall.startsUsed()).containsExactly(0L, 200 * SECOND);
        assertThat(atTheFall.pairs().size()).isEqualTo(2);
        CounterGrowth before = CounterGrowth.of(samples(0, 0, 100, 50, 200, 6), new long[] {0, 100 * SECOND}, RULES);
        assertThat(before.startsUsed()).containsExactly(0L, 100 * SECOND);
        assertThat(before.pairs().size()).isEqualTo(2);
        assertThat(atTheFall.fallsAt()).isEmpty();
        assertThat(before.fallsAt()).isEmpty();
        assertThat(total(atTheFall)).isEqualTo(56);
        assertThat(total(before)).isEqualTo(56);
    }

    @Test
    void aStartAfterTheFirstSampleDoesNotSayWhatThatGrewFrom() {
        CounterGrowth growth = CounterGrowth.of(samples(100, 50, 200, 6), new long[] {150 * SECOND}, RULES);
        assertThat(growth.hasMissingLeftEdge()).isTrue();
        assertThat(total(growth)).isEqualTo(6);
    }

    @Test
    void aCounterThatStandsStillGrowsByNothing() {
        CounterGrowth growth = CounterGrowth.of(samples(0, 500, 600, 500), NO_STARTS, RULES);
        assertThat(total(growth)).isZero();
        assertThat(growth.fallsAt()).isEmpty();
        assertThat(growth.pairs().isObserved(0))
                .as("ten minutes are no gap yet")
                .isTrue();
    }

    @Test
    void ofTwoValuesAtOneTimeTheLargerStands() {
        for (double[] values : new double[][] {{8, 9}, {9, 8}}) {
            Samples samples = new Samples(100 * SECOND, Long.MAX_VALUE);
            samples.add(100 * SECOND, 5);
            samples.add(160 * SECOND, values[0]);
            samples.add(160 * SECOND, values[1]);
            samples.sort();
            assertThat(total(CounterGrowth.of(samples, NO_STARTS, RULES))).isEqualTo(4);
        }
    }
}

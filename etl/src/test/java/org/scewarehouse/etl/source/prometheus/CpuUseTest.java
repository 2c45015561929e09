package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scewarehouse.model.Day;

/** The measures over hours and days against a reckoning second by second. */
class CpuUseTest {

    private static final long HOUR = Grid.HOUR;
    private static final double[] BANDS = {0, 0.05, 1, 2, 4, 8, 16, Double.POSITIVE_INFINITY};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithAReckoningSecondBySecond(long seed) {
        Random random = new Random(seed);
        long dayFrom = 20 * HOUR * 24;
        Grid grid = new Grid(dayFrom, dayFrom + 24 * HOUR, HOUR);
        Samples samples = samples(random, dayFrom - 2 * HOUR, dayFrom + 26 * HOUR);
        CounterGrowth.Rules rules = new CounterGrowth.Rules(dayFrom - 2 * HOUR, 2 * HOUR, 600_000);
        CounterGrowth growth = CounterGrowth.of(samples, new long[0], rules);
        Intervals running =
                RunningTime.of(samples.firstTime(), List.of(samples), new long[0], new long[0], growth.pairs());
        CpuUse use = new CpuUse(grid);
        use.book(growth.pairs(), running, 0.3);

        Reckoning truth = new Reckoning(grid.size());
        for (int i = 1; i < samples.size(); i++) {
            truth.add(samples, i, grid);
        }
        for (int hour = 0; hour < grid.size(); hour++) {
            assertThat(use.coreSeconds.orZero(hour)).isCloseTo(truth.cpu[hour], within(truth.cpu[hour] * 1e-9 + 1e-9));
            assertThat(use.coresMax.orZero(hour)).isCloseTo(truth.max[hour], within(1e-9));
            assertThat(use.observedSeconds(hour)).isCloseTo(truth.observed[hour], within(1e-6));
            assertThat(use.idleSeconds(hour)).isCloseTo(truth.idle[hour], within(1e-6));
            for (int band = 0; band < 7; band++) {
                assertThat(use.bandSeconds(hour, band)).isCloseTo(truth.bands[hour][band], within(1e-6));
            }
        }
    }

    /** Ten minutes make a day active, in however many pieces they come. */
    @Test
    void tenMinutesInPiecesAreTenMinutes() {
        CpuUse use = new CpuUse(new Grid(0, HOUR, HOUR));
        Segments growth = new Segments();
        for (long at = 0; at < 600_000; at += 100) {
            growth.add(at, at + 100, 0.1, true);
        }
        growth.add(600_000, 700_000, 0, true);
        Intervals.Builder running = new Intervals.Builder();
        running.add(0, HOUR);

        use.book(growth, running.build(), 0.05);

        assertThat(use.activeSeconds(0)).isEqualTo(600);
        assertThat(use.observedSeconds(0)).isEqualTo(700);
    }

    /** Whole seconds, so that each second belongs to one pair. */
    private static Samples samples(Random random, long from, long to) {
        Samples samples = new Samples(from, to);
        double value = 100;
        long time = from + random.nextInt(60) * 1000L;
        while (time < to) {
            samples.add(time, value);
            int kind = random.nextInt(200);
            long step = kind == 0 ? 3 * HOUR : kind < 3 ? 1_200_000 : 1000L * (15 + random.nextInt(60));
            double rate = random.nextInt(4) == 0 ? 0.01 * random.nextDouble() : 20 * random.nextDouble();
            value = random.nextInt(100) == 0 ? random.nextDouble() : value + rate * step / 1000;
            time += step;
        }
        return samples;
    }

    private static final class Reckoning {
        final double[] cpu;
        final double[] max;
        final double[] observed;
        final double[] idle;
        final double[][] bands;

        Reckoning(int hours) {
            cpu = new double[hours];
            max = new double[hours];
            observed = new double[hours];
            idle = new double[hours];
            bands = new double[hours][7];
        }

        void add(Samples samples, int index, Grid grid) {
            long from = samples.time(index - 1);
            long to = samples.time(index);
            double before = samples.value(index - 1);
            double grown = samples.value(index) < before ? samples.value(index) : samples.value(index) - before;
            double rate = grown / ((to - from) / 1000.0);
            for (long t = from; t < to && to - from <= 2 * HOUR; t += 1000) {
                if (t >= grid.from() && t < grid.to()) {
                    int hour = (int) ((t - grid.from()) / HOUR);
                    cpu[hour] += rate;
                    max[hour] = Math.max(max[hour], rate);
                    if (to - from <= 600_000) {
                        observed[hour]++;
                        idle[hour] += rate < 0.3 ? 1 : 0;
                        for (int band = 0; band < 7; band++) {
                            bands[hour][band] += rate >= BANDS[band] && rate < BANDS[band + 1] ? 1 : 0;
                        }
                    }
                }
            }
        }
    }

    @Test
    void pairsOverMidnightAddUpOverTwoDays() {
        long midnight = 24 * HOUR;
        Segments growth = new Segments();
        growth.add(midnight - 20_000, midnight + 10_000, 30, true);
        Amounts first = new Amounts(new Grid(0, midnight, HOUR));
        Amounts second = new Amounts(new Grid(midnight, 2 * midnight, HOUR));
        first.spread(growth);
        second.spread(growth);
        assertThat(first.orZero(23)).isCloseTo(20, within(1e-12));
        assertThat(second.orZero(0)).isCloseTo(10, within(1e-12));
        assertThat(first.orNull(22)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-01-15, 24, 3600, 3600",
        "Europe/Berlin, 2026-03-29, 23, 3600, 3600",
        "Europe/Berlin, 2026-10-25, 25, 3600, 3600",
        "Asia/Kolkata, 2026-01-15, 25, 1800, 1800",
        "Asia/Kathmandu, 2026-01-15, 25, 2700, 900"
    })
    void hoursAreUtcHoursCutAtTheDaysEnds(String zone, String date, int cells, long firstSeconds, long lastSeconds) {
        DayWindow window = DayWindow.of(
                new Day(LocalDate.parse(date), ZoneId.of(zone)),
                java.time.Duration.ofHours(2),
                java.time.Duration.ofMinutes(10));
        Grid grid = window.hours();
        Amounts seconds = new Amounts(grid);
        seconds.spread(window.from(), window.to(), (window.to() - window.from()) / 1000.0);
        assertThat(grid.size()).isEqualTo(cells);
        assertThat(grid.label(0) % HOUR).isZero();
        assertThat(seconds.orZero(0)).isCloseTo((double) firstSeconds, within(1e-9));
        assertThat(seconds.orZero(cells - 1)).isCloseTo((double) lastSeconds, within(1e-9));
    }

    @Test
    void timeIsObservedOnlyWhileTheContainerRan() {
        CpuUse use = new CpuUse(new Grid(0, HOUR, HOUR));
        Segments growth = new Segments();
        growth.add(0, 60_000, 0, true);
        Intervals.Builder running = new Intervals.Builder();
        running.add(10_000, 20_000);
        running.add(40_000, 55_000);

        use.book(growth, running.build(), 0.05);

        assertThat(use.observedSeconds(0)).isEqualTo(25);
        assertThat(use.idleSeconds(0)).isEqualTo(25);
    }

    @Test
    void aRateAtALimitBelongsAboveIt() {
        CpuUse use = new CpuUse(new Grid(0, HOUR, HOUR));
        Segments growth = new Segments();
        growth.add(0, 100_000, 5, true);
        growth.add(100_000, 300_000, 200, true);
        Intervals.Builder running = new Intervals.Builder();
        running.add(0, HOUR);

        use.book(growth, running.build(), 0.05);

        assertThat(use.idleSeconds(0)).isZero();
        assertThat(use.bandSeconds(0, 1)).as("0.05 cores").isEqualTo(100);
        assertThat(use.bandSeconds(0, 2)).as("1 core").isEqualTo(200);
    }
}

package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A container's last activity as of 1970-01-02; times are in seconds since that day began. */
class ContainerActivityTest {

    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    private static final DayWindow WINDOW = new DayWindow(DAY * 1000, 2 * DAY * 1000, 2 * HOUR * 1000, 300_000);
    private static final LocalDate DATE = LocalDate.EPOCH.plusDays(1);
    private static final double THRESHOLD = 0.05;
    private static final long KEY = 7;

    private final Segments growth = new Segments();

    private ContainerActivity activity(String... lines) {
        return new ContainerActivity(WINDOW, DATE, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private void grows(long from, long to, double seconds) {
        growth.add(millis(from), millis(to), seconds, true);
    }

    private static long millis(long second) {
        return (DAY + second) * 1000;
    }

    private @Nullable Long last(ContainerActivity activity, boolean isActiveDay, @Nullable Long started, long end) {
        Intervals.Builder running = new Intervals.Builder();
        running.add(millis(started == null ? -HOUR : started), millis(end));
        ContainerUse use = new ContainerUse(
                "c",
                false,
                running.build(),
                growth,
                new Segments(),
                new ContainerUse.Hours(WINDOW.hours()),
                0,
                0,
                0,
                started == null ? null : (Long) millis(started));
        Long last = activity.last(KEY, use, isActiveDay, THRESHOLD);
        return last == null ? null : (Long) (last / 1000 - DAY);
    }

    private @Nullable Long lastOfActiveDay() {
        return last(activity(), true, null, DAY + HOUR);
    }

    private static String state(ContainerActivity activity) {
        return new String(activity.state(), StandardCharsets.UTF_8);
    }

    @Test
    void itIsTheEndOfTheLastStretchThatWasSeenAtTheThresholdOrAbove() {
        grows(0, 60, 3);
        assertThat(lastOfActiveDay()).isEqualTo(60);
        grows(60, 120, 60);
        grows(120, 180, 2.9);
        growth.add(millis(180), millis(4000), 4000, false);
        assertThat(lastOfActiveDay()).isEqualTo(120);
    }

    @Test
    void itIsOfTheDay() {
        grows(-60, 0, 60);
        assertThat(lastOfActiveDay()).isNull();
        grows(DAY, DAY + 60, 60);
        assertThat(lastOfActiveDay()).isNull();
    }

    @Test
    void whoIsActiveAtMidnightIsActiveUpToIt() {
        grows(DAY - 30, DAY + 30, 60);
        assertThat(lastOfActiveDay()).isEqualTo(DAY);
    }

    @Test
    void onADayThatIsNotActiveItIsThatOfTheDayBeforeElseTheStartOfThisDay() {
        grows(0, 60, 60);
        ContainerActivity before = activity("{}", "active 1970-01-01 7 -5000", "active 1970-01-01 8 6000");
        assertThat(last(before, false, 100L, DAY + HOUR)).isEqualTo(-5 - DAY);
        assertThat(last(before, true, 10L, DAY + HOUR)).isEqualTo(60);
        ContainerActivity longBefore = activity("active 1969-12-31 7 5000");
        assertThat(last(longBefore, false, 100L, DAY + HOUR)).isEqualTo(100);
        assertThat(last(longBefore, false, -1L, DAY + HOUR)).isNull();
        assertThat(last(longBefore, false, DAY, DAY + HOUR)).isNull();
        assertThat(last(longBefore, false, null, DAY + HOUR)).isNull();
    }

    @Test
    void whatRunsBeyondMidnightIsCarried() {
        grows(0, 60, 60);
        ContainerActivity ended = activity();
        assertThat(last(ended, true, null, DAY)).isEqualTo(60);
        assertThat(state(ended)).isEmpty();
        ContainerActivity running = activity();
        assertThat(last(running, true, null, DAY + 1)).isEqualTo(60);
        assertThat(state(running)).isEqualTo("active 1970-01-02 7 86460000\n");
    }
}

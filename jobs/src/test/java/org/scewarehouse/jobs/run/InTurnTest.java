package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scewarehouse.jobs.run.DayOutcome.State;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;

/** Days of which one is loaded while the next is built. */
@Timeout(60)
class InTurnTest {

    private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aDayIsBuiltWhileTheOneBeforeItIsLoadedAndLoadedAfterIt() {
        CountDownLatch isSecondBuilt = new CountDownLatch(1);
        try (InTurn days = new InTurn((day, whenBuilt) -> {
            boolean isFirst = day.equals(day(1));
            happened.add("build " + day.day());
            if (!isFirst) {
                isSecondBuilt.countDown();
            }
            whenBuilt.run();
            happened.add("load " + day.day());
            if (isFirst) {
                await(isSecondBuilt); // else this would never end
            }
            happened.add("end " + day.day());
            return outcome(day);
        })) {
            assertThat(days.run(day(1), true)).isEmpty();
            assertThat(days.run(day(2), false)).containsExactly(outcome(day(1)), outcome(day(2)));
            assertThat(days.rest()).isEmpty();
        }
        assertThat(happened).endsWith("end 2026-08-01", "load 2026-08-02", "end 2026-08-02");
    }

    /** Else a source that refuses us would be asked once more before anybody knows. */
    @Test
    void whatADayCameToThatWasNotBuiltIsToldAtOnce() {
        try (InTurn days = new InTurn((day, whenBuilt) -> outcome(day))) {
            assertThat(days.run(day(1), true)).containsExactly(outcome(day(1)));
            assertThat(days.run(day(2), true)).containsExactly(outcome(day(2)));
            assertThat(days.rest()).isEmpty();
        }
    }

    @Test
    void whatADayFailsOfIsThrownAndTheOtherIsEnded() {
        CountDownLatch isEnded = new CountDownLatch(1);
        assertThatThrownBy(() -> {
                    try (InTurn days = new InTurn((day, whenBuilt) -> {
                        if (day.equals(day(1))) {
                            whenBuilt.run();
                            throw new IllegalStateException("of its own");
                        }
                        try {
                            whenBuilt.run();
                            await(new CountDownLatch(1));
                        } finally {
                            isEnded.countDown();
                        }
                        return outcome(day);
                    })) {
                        days.run(day(1), true);
                        days.run(day(2), true);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("of its own");
        assertThat(isEnded.getCount()).isZero();
    }

    @Test
    void whoIsInterruptedLeavesNothingAtWork() {
        CountDownLatch isEnded = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> {
                    try (InTurn days = new InTurn((day, whenBuilt) -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            isEnded.countDown();
                        }
                        return outcome(day);
                    })) {
                        days.run(day(1), true);
                    }
                })
                .isInstanceOf(Stopped.class);
        await(isEnded);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static PlannedDay day(int number) {
        Day day = new Day(LocalDate.of(2026, 8, number), ZoneOffset.UTC);
        return new PlannedDay("connect", day, Action.LOAD, "not loaded yet", false, false);
    }

    private static DayOutcome outcome(PlannedDay day) {
        return new DayOutcome(day, State.PUBLISHED, 1L, Duration.ofSeconds(1), "", null);
    }
}

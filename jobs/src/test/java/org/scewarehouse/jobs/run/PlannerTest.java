package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

class PlannerTest {

    private static final LocalDate TENTH = LocalDate.of(2026, 1, 10);
    private static final Instant NOW = Instant.parse("2026-01-14T03:00:00Z");

    private final TreeMap<LocalDate, LoadRow> ledger = new TreeMap<>();
    private Set<LocalDate> rawKept = Set.of();
    private Set<LocalDate> rawRemoved = Set.of();
    private Set<LocalDate> incomplete = Set.of();
    private LocalDate reach = TENTH;
    private LocalDate oldest = TENTH;
    private @Nullable LocalDate begin;
    private @Nullable LocalDate since;
    private int restateDays;

    @Test
    void firstRunGoesBackToWhereTheSourceHasData() {
        assertThat(nightly()).containsExactly("10 LOAD", "11 LOAD", "12 LOAD", "13 LOAD");
    }

    @Test
    void firstRunDoesNotPlanEmptyDaysBeforeTheOldestRecord() {
        reach = TENTH.minusYears(50);
        assertThat(nightly()).containsExactly("10 LOAD", "11 LOAD", "12 LOAD", "13 LOAD");
    }

    @Test
    void aDayWhoseEdgeHasNotPassedIsNotDue() {
        assertThat(Planner.lastDue(new Stub(0), ZoneOffset.UTC, Instant.parse("2026-01-14T01:59:59Z")))
                .isEqualTo(TENTH.plusDays(2));
        assertThat(Planner.lastDue(new Stub(0), ZoneOffset.UTC, Instant.parse("2026-01-14T02:00:00Z")))
                .isEqualTo(TENTH.plusDays(3));
    }

    @Test
    void aDayIsThatOfTheZone() {
        assertThat(Planner.lastDue(new Stub(0), ZoneId.of("Asia/Kolkata"), Instant.parse("2026-01-13T20:30:00Z")))
                .isEqualTo(TENTH.plusDays(3));
    }

    @Test
    void missedFailedAndUnfinishedDaysAreDoneOldestFirst() {
        put(TENTH, LoadState.PUBLISHED);
        put(TENTH.plusDays(1), LoadState.FAILED);
        put(TENTH.plusDays(3), LoadState.RUNNING);
        assertThat(nightly()).containsExactly("11 LOAD", "12 LOAD", "13 LOAD");
    }

    @Test
    void aMissingDayWhoseRawIsKeptIsNotAskedForAgain() {
        put(TENTH, LoadState.PUBLISHED);
        rawKept = Set.of(TENTH.plusDays(1));
        assertThat(nightly()).containsExactly("11 REBUILD", "12 LOAD", "13 LOAD");
    }

    @Test
    void aDayBeyondTheSourcesReachIsLostUnlessItsRawIsKept() {
        put(TENTH, LoadState.PUBLISHED);
        reach = TENTH.plusDays(3);
        rawKept = Set.of(TENTH.plusDays(2));
        assertThat(nightly()).containsExactly("11 DECLARE_LOST", "12 REBUILD", "13 LOAD");
    }

    @Test
    void aDayWhoseRawWasRemovedIsNeitherAskedForAgainNorLost() {
        put(TENTH, LoadState.PUBLISHED);
        put(TENTH.plusDays(1), LoadState.STALE);
        put(TENTH.plusDays(2), LoadState.PUBLISHED);
        rawRemoved = Set.of(TENTH, TENTH.plusDays(1), TENTH.plusDays(2), TENTH.plusDays(3));
        incomplete = rawRemoved;
        restateDays = 2;
        for (LocalDate answersFrom : List.of(TENTH, TENTH.plusDays(9))) {
            reach = answersFrom;
            assertThat(nightly()).containsExactly("13 REBUILD");
        }
        assertThat(planner().requested(TENTH, true)).map(PlannedDay::action).contains(Action.REBUILD);
        reach = TENTH;
        assertThat(planner().requested(TENTH, true)).map(PlannedDay::action).contains(Action.LOAD);
    }

    @Test
    void whatIsStatedLostIsNotStatedAgain() {
        put(TENTH, LoadState.PUBLISHED);
        put(TENTH.plusDays(1), LoadState.LOST);
        reach = TENTH.plusDays(2);
        assertThat(nightly()).containsExactly("12 LOAD", "13 LOAD");
        assertThat(planner().requested(TENTH.plusDays(1), false)).isEmpty();
    }

    @Test
    void staleDaysAreRebuiltAndPublishedOnesInsideTheWindowRestated() {
        put(TENTH, LoadState.STALE);
        put(TENTH.plusDays(1), LoadState.PUBLISHED);
        put(TENTH.plusDays(2), LoadState.PUBLISHED);
        put(TENTH.plusDays(3), LoadState.PUBLISHED);
        restateDays = 2;
        rawKept = Set.of(TENTH);
        assertThat(nightly()).containsExactly("10 REBUILD", "12 RESTATE", "13 RESTATE");
    }

    @Test
    void aDayThatLacksSomethingIsRestatedAsLongAsTheSourceAnswers() {
        for (int day = 0; day < 4; day++) {
            put(TENTH.plusDays(day), LoadState.PUBLISHED);
        }
        incomplete = Set.of(TENTH, TENTH.plusDays(1), TENTH.plusDays(2));
        reach = TENTH.plusDays(1);
        assertThat(nightly()).containsExactly("11 RESTATE", "12 RESTATE");
        ledger.put(TENTH.plusDays(1), asked(TENTH.plusDays(1), NOW.minus(Duration.ofDays(31))));
        ledger.put(TENTH.plusDays(2), asked(TENTH.plusDays(2), NOW.minus(Duration.ofDays(29))));
        assertThat(nightly()).as("not looked at for ever").containsExactly("12 RESTATE");
    }

    @Test
    void aDayThatWasNotAskedForAgainInTimeIsRestatedAfterwards() {
        restateDays = 2;
        put(TENTH.plusDays(2), LoadState.PUBLISHED);
        put(TENTH.plusDays(3), LoadState.PUBLISHED);
        Instant dueOnce = TENTH.plusDays(1).atTime(3, 0).toInstant(ZoneOffset.UTC);
        ledger.put(TENTH, asked(TENTH, dueOnce));
        ledger.put(TENTH.plusDays(1), asked(TENTH.plusDays(1), dueOnce.plus(Duration.ofDays(2))));
        assertThat(nightly()).containsExactly("10 RESTATE", "12 RESTATE", "13 RESTATE");
    }

    @Test
    void aRequestLeavesPublishedDaysAloneUnlessForced() {
        put(TENTH, LoadState.PUBLISHED);
        assertThat(planner().requested(TENTH, false)).isEmpty();
        assertThat(planner().requested(TENTH, true)).hasValueSatisfying(day -> {
            assertThat(day.action()).isEqualTo(Action.LOAD);
            assertThat(day.isAskedFor()).isTrue();
        });
    }

    @Test
    void aForcedDayThatTheSourceNoLongerHasIsNotLost() {
        put(TENTH, LoadState.PUBLISHED);
        reach = TENTH.plusDays(1);
        assertThat(planner().requested(TENTH, true)).isEmpty();
        rawKept = Set.of(TENTH);
        assertThat(planner().requested(TENTH, true))
                .hasValueSatisfying(day -> assertThat(day.action()).isEqualTo(Action.REBUILD));
    }

    @Test
    void aDayThatBecomesStaleWhileTheOneBeforeItIsDoneIsStillPlanned() {
        put(TENTH, LoadState.FAILED);
        put(TENTH.plusDays(1), LoadState.PUBLISHED);
        Iterator<PlannedDay> days = planner().nightly().iterator();
        assertThat(days.next().day().date()).isEqualTo(TENTH);
        put(TENTH.plusDays(1), LoadState.STALE);
        assertThat(days.next().day().date()).isEqualTo(TENTH.plusDays(1));
    }

    @Test
    void daysThatAServerForgotWhenItWasEmptiedAreLostAndNotEmpty() {
        put(TENTH, LoadState.PUBLISHED);
        reach = TENTH.minusYears(1);
        oldest = TENTH.plusDays(3);
        rawKept = Set.of(TENTH.plusDays(1));
        assertThat(nightly()).containsExactly("11 REBUILD", "12 DECLARE_LOST", "13 LOAD");
        assertThat(planner().requested(TENTH.plusDays(2), false))
                .hasValueSatisfying(day -> assertThat(day.reason())
                        .isEqualTo("the oldest record of the source is of 2026-01-13, so it was emptied or installed"
                                + " anew since"));
        restateDays = 4;
        assertThat(nightly()).as("what stands is not asked for again").doesNotContain("10 RESTATE");
    }

    @Test
    void daysBeforeTheHistoryOfASourceBeganAreNotExpected() {
        reach = TENTH.minusYears(1);
        assertThat(planner().requested(TENTH.minusDays(3), true))
                .hasValueSatisfying(day -> assertThat(day.action()).isEqualTo(Action.DECLARE_NOT_EXPECTED));
        put(TENTH.minusDays(3), LoadState.NOT_EXPECTED);
        assertThat(planner().requested(TENTH.minusDays(3), false)).isEmpty();
        assertThat(nightly()).containsExactly("10 LOAD", "11 LOAD", "12 LOAD", "13 LOAD");
        oldest = TENTH.minusDays(5);
        assertThat(planner().requested(TENTH.minusDays(3), false))
                .as("the source has been given older records")
                .hasValueSatisfying(day -> assertThat(day.action()).isEqualTo(Action.LOAD));
    }

    @Test
    void aDayAskedForInVainMovesNothingAndIsNotLost() {
        put(TENTH.minusDays(9), LoadState.FAILED);
        assertThat(nightly()).containsExactly("1 DECLARE_NOT_EXPECTED", "10 LOAD", "11 LOAD", "12 LOAD", "13 LOAD");
        put(TENTH.plusDays(1), LoadState.PUBLISHED);
        assertThat(nightly()).containsExactly("1 DECLARE_NOT_EXPECTED", "12 LOAD", "13 LOAD");
        put(TENTH.minusDays(9), LoadState.NOT_EXPECTED);
        assertThat(nightly()).containsExactly("12 LOAD", "13 LOAD");
    }

    @Test
    void whatFailedOnTheFirstNightAndIsStillThereIsDoneAgain() {
        put(TENTH, LoadState.FAILED);
        put(TENTH.plusDays(2), LoadState.PUBLISHED);
        assertThat(nightly()).containsExactly("10 LOAD", "13 LOAD");
    }

    @Test
    void rowsThatStandAreNotGivenUpWhenNothingBetterCanBeHad() {
        put(TENTH, LoadState.PUBLISHED);
        for (LoadState state : List.of(LoadState.FAILED, LoadState.STALE)) {
            ledger.put(TENTH.plusDays(1), row(TENTH.plusDays(1), state, NOW));
            reach = TENTH.plusDays(2);
            assertThat(nightly()).containsExactly("12 LOAD", "13 LOAD");
        }
    }

    @Test
    void aFirstRunBeginsWhereItsSourceSaysUnlessThatIsOutOfReach() {
        oldest = TENTH.minusYears(3);
        reach = TENTH.minusYears(4);
        begin = TENTH.plusDays(1);
        assertThat(nightly()).containsExactly("11 LOAD", "12 LOAD", "13 LOAD");
        assertThat(planner().requested(TENTH.minusYears(1), false))
                .as("what is older can be had by its date")
                .map(PlannedDay::action)
                .contains(Action.LOAD);
        reach = TENTH.plusDays(2);
        assertThat(nightly()).containsExactly("12 LOAD", "13 LOAD");
    }

    @Test
    void sinceSaysWhereTheFirstRunBeginsUnlessTheSourceBeginsLater() {
        since = TENTH.plusDays(2);
        assertThat(nightly()).containsExactly("12 LOAD", "13 LOAD");
        since = TENTH.minusDays(1);
        assertThat(nightly()).containsExactly("10 LOAD", "11 LOAD", "12 LOAD", "13 LOAD");
    }

    @Test
    void sinceMovesWhatIsPlannedOnceDaysAreCollected() {
        put(TENTH, LoadState.FAILED);
        put(TENTH.plusDays(1), LoadState.STALE);
        put(TENTH.plusDays(2), LoadState.PUBLISHED);
        since = TENTH.plusDays(2);
        assertThat(nightly()).as("what lies before it is left alone").containsExactly("13 LOAD");
        since = TENTH.minusDays(1);
        oldest = since;
        reach = since;
        assertThat(nightly()).containsExactly("9 LOAD", "10 LOAD", "11 LOAD", "13 LOAD");
    }

    @Test
    void aLostDayThatCanBeHadAgainIsDone() {
        put(TENTH, LoadState.PUBLISHED);
        put(TENTH.plusDays(1), LoadState.LOST);
        put(TENTH.plusDays(2), LoadState.LOST);
        put(TENTH.plusDays(3), LoadState.LOST);
        reach = TENTH.plusDays(3);
        rawKept = Set.of(TENTH.plusDays(1));
        assertThat(nightly()).containsExactly("11 REBUILD", "13 LOAD");
        assertThat(planner().requested(TENTH.plusDays(3), false))
                .map(PlannedDay::action)
                .contains(Action.LOAD);
        assertThat(planner().requested(TENTH.plusDays(2), false)).isEmpty();
    }

    @Test
    void aLostOrUnexpectedDayBeforeCollectingBeganIsLeftToWhoAsksForIt() {
        put(TENTH, LoadState.LOST);
        put(TENTH.plusDays(1), LoadState.NOT_EXPECTED);
        put(TENTH.plusDays(2), LoadState.PUBLISHED);
        assertThat(nightly()).containsExactly("13 LOAD");
    }

    @Test
    void aDayThatTheSourceForgetsByItsRetentionIsLostHoweverOldItsOldestRecordIs() {
        reach = TENTH.plusDays(2);
        oldest = TENTH.plusDays(1);
        assertThat(planner().requested(TENTH, false)).hasValueSatisfying(day -> {
            assertThat(day.action()).isEqualTo(Action.DECLARE_LOST);
            assertThat(day.reason()).isEqualTo("the source answers completely only from 2026-01-12");
        });
    }

    private void put(LocalDate day, LoadState state) {
        ledger.put(day, row(day, state, state == LoadState.PUBLISHED || state == LoadState.STALE ? NOW : null));
    }

    private static LoadRow row(LocalDate day, LoadState state, @Nullable Instant publishedAt) {
        return new LoadRow("stub", day, state, 1, 1, null, null, null, null, NOW, null, publishedAt, null, null);
    }

    private static LoadRow asked(LocalDate day, Instant extractedAt) {
        return new LoadRow(
                "stub", day, LoadState.PUBLISHED, 1, 1, null, null, null, null, NOW, extractedAt, NOW, null, null);
    }

    private List<String> nightly() {
        return planner()
                .nightly()
                .map(day -> day.day().date().getDayOfMonth() + " " + day.action())
                .toList();
    }

    private Planner planner() {
        return new Planner(
                new Stub(restateDays),
                ZoneOffset.UTC,
                NOW,
                since,
                reach,
                oldest,
                begin == null ? oldest : begin,
                ledger,
                rawKept::contains,
                rawRemoved::contains,
                incomplete::contains);
    }

    /** Only what the planner asks of a source. */
    private record Stub(int restateDays) implements Source {

        @Override
        public String name() {
            return "stub";
        }

        @Override
        public Duration edge() {
            return Duration.ofHours(2);
        }

        @Override
        public List<Endpoint> endpoints() {
            return List.of();
        }

        @Override
        public List<TableSpec<?>> tables() {
            return List.of();
        }

        @Override
        public Reach reach(Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] transform(
                Day day,
                RawZone.Reader raw,
                byte[] earlier,
                Dimensions dimensions,
                CuratedZone.Writer rows,
                Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String settingsFingerprint() {
            return "";
        }
    }
}

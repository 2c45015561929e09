package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hits are one visit, and whose first of the day it is. */
class VisitRowsTest {

    private static final Instant DAY = Instant.parse("2026-01-15T00:00:00Z");

    @TempDir
    Path folder;

    private VisitRows rows;

    @BeforeEach
    void begin() {
        rows = new VisitRows(DAY, DAY.plusSeconds(86_400), folder, 1 << 20);
    }

    @AfterEach
    void end() {
        rows.close();
    }

    private void hit(@Nullable String user, long second, @Nullable Long seconds, boolean isMonitor) {
        Instant at = DAY.plusSeconds(second);
        rows.add("item", user, "agent", at, "", seconds == null ? null : at.plusSeconds(seconds), isMonitor);
    }

    private List<String> visits() {
        List<String> visits = new ArrayList<>();
        rows.visits(visit -> visits.add((visit.userGuid() == null ? "nobody" : visit.userGuid())
                + (visit.isMonitor() ? " monitor " : " ")
                + (visit.startedAt().getEpochSecond() - DAY.getEpochSecond())
                + ": " + visit.hits() + (visit.isFirstOfVisitor() ? " first " : " again ") + visit.sessionSeconds()));
        return visits;
    }

    @Test
    void aHitIsOfTheVisitOneMinuteBeforeItAndThenOfAnother() {
        hit("ann", 100, null, false);
        hit("ann", 160, null, false);
        hit("ann", 220, null, false);
        hit("ann", 281, null, false);
        hit("ann", 281, null, false);
        hit("bo", 281, null, false);
        assertThat(visits()).containsExactly("ann 100: 3 first null", "ann 281: 1 again null", "bo 281: 1 first null");
        assertThat(rows.doubled()).isEqualTo(1);
    }

    @Test
    void aVisitIsOfTheDayOnWhichItBegins() {
        hit("ann", -1, null, false);
        hit("ann", 59, null, false);
        hit("ann", 200, null, false);
        hit("bo", 0, null, false);
        hit("bo", 86_399, null, false);
        hit("bo", 86_400, null, false);
        assertThat(visits()).containsExactly("ann 200: 1 first null", "bo 0: 1 first null", "bo 86399: 1 again null");
    }

    @Test
    void sessionsOfAVisitAddUpAndOneThatEndsBeforeItBeginsHasNoLength() {
        hit("ann", 100, 30L, false);
        hit("ann", 150, 12L, false);
        hit("bo", 100, -1L, false);
        hit("bo", 110, 0L, false);
        hit(null, 100, null, false);
        hit("ann", 100, null, true);
        assertThat(visits())
                .containsExactlyInAnyOrder(
                        "ann 100: 2 first 42.0",
                        "bo 100: 2 first 0.0",
                        "nobody 100: 1 first null",
                        "ann monitor 100: 1 first null");
        assertThat(rows.reversed()).isEqualTo(1);
    }

    private void hit(@Nullable String user, @Nullable String agent, long nanos, String id) {
        rows.add("item", user, agent, DAY.plusNanos(nanos), id, null, false);
    }

    @Test
    void hitsAreTheSameOnlyWhereItemVisitorInstantAndIdAre() {
        hit("ann", "agent", 1_000_000, "1");
        hit("ann", "agent", 1_000_001, "1");
        hit("ann", "agent", 1_000_001, "2");
        hit("ann", "another", 1_000_001, "2");
        rows.add("item 2", "ann", "agent", DAY.plusNanos(1_000_001), "2", null, false);
        assertThat(visits()).containsExactly("ann 0: 3 first null", "ann 0: 1 first null");
        assertThat(rows.doubled()).isEqualTo(1);
    }

    @Test
    void whoIsNobodyIsToldApartByTheBrowserAndNeverTakenForAPerson() {
        hit(null, "x", 0, "");
        hit(null, "y", 0, "");
        hit(null, null, 0, "");
        hit("x", "x", 0, "");
        hit(null, "x", 0, "");
        rows.add("item", null, "x", DAY, "", null, true);
        assertThat(visits())
                .containsExactlyInAnyOrder(
                        "x 0: 1 first null",
                        "nobody 0: 1 first null",
                        "nobody 0: 1 first null",
                        "nobody 0: 1 first null",
                        "nobody monitor 0: 1 first null");
        assertThat(rows.doubled()).isEqualTo(1);
    }

    @Test
    void whateverABrowserCallsItselfOrAnItemIsIsKeptApart() {
        rows.add("it\0em", null, "\0x\0", DAY, "", DAY.plusMillis(1_500), false);
        rows.add("it", null, "em\0x", DAY, "", null, false);
        assertThat(visits()).containsExactlyInAnyOrder("nobody 0: 1 first 1.5", "nobody 0: 1 first null");
    }
}

package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final LocalDate LAST = LocalDate.parse("2026-08-20");

    @Test
    void ageIsCountedInDaysOfTheReportingZone() {
        assertThat(sentence("Asia/Tokyo", "2026-08-20T20:00:00Z")).contains("the day before this page was made");
        assertThat(sentence("America/Los_Angeles", "2026-08-22T02:00:00Z"))
                .contains("the day before this page was made");
        assertThat(sentence("UTC", "2026-08-23T02:00:00Z")).contains("3 days before this page was made");
    }

    /** No day after the last one is due, as on a night before its load. */
    @Test
    void aDayThatLacksInBetweenIsToldThoughTheSourceIsBehindToo() throws SQLException {
        try (Connection connection = DemoWarehouse.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("""
                        update ops.source set edge_seconds = 86400::bigint * 36500;
                        update ops.load set state = 'FAILED', published_at = null
                        where source = 'prometheus'
                          and day = (select min(day) from ops.load where source = 'prometheus');
                        set local role bi_reader""");
            }
            Period period = Period.named("all data", connection).orElseThrow();
            Freshness freshness = Freshness.read(new Reading(connection, period));
            assertThat(freshness.markup(period, Instant.parse("2026-08-23T02:00:00Z")))
                    .contains("1 source does not have every day before it.");
            connection.rollback();
        }
    }

    private static String sentence(String zone, String now) {
        Rows none = PlotTest.rows("source,last_complete_day,days_behind,missing_day_count");
        Period period = new Period("all data", LAST, LAST.plusDays(1), true, LAST);
        return new Freshness(none, Rows.none(), ZoneId.of(zone)).markup(period, Instant.parse(now));
    }
}

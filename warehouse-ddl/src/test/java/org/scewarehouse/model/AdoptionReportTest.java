package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.ask;
import static org.scewarehouse.model.TenPeople.askAfter;

import org.junit.jupiter.api.Test;

/** Who is new, and who is lost, among {@link TenPeople}. */
class AdoptionReportTest {

    @Test
    void whoIsNewKeptReturnedAndLostAddsUp() {
        String columns = "select active_count, new_count, kept_count, returned_count, lost_count,"
                + " previous_active_count, previous_from_day from report.adoption_trend";
        assertThat(ask(columns + " where period_name = '2026-03' and component_name = 'any'"))
                .as("new: 5; kept: 1 and 3; returned: 4, with only merges in February; lost: 2")
                .containsExactly("4|1|2|1|1|3|2026-02-01");
        assertThat(ask(columns + "('2026-03-01', '2026-04-01') where component_name = 'containers'"))
                .containsExactly("2|1|1|0|2|3|2026-02-01");
        assertThat(ask(columns + " where period_name = '2026-01' and component_name = 'any'"))
                .as("what was before the history is unknown")
                .containsExactly("5|5|-|-|-|-|2025-12-01");
    }

    @Test
    void whoWasActiveInAnythingBeforeIsUnknownWhereAComponentBeganLater() {
        String later = "delete from ops.load_table where table_name = 'fact_commit_day' and day < '2026-02-0%s'";
        String any = "select active_count, new_count, kept_count, returned_count, lost_count, previous_active_count"
                + " from report.adoption_trend where period_name = '2026-03' and component_name = 'any'";
        assertThat(askAfter(later.formatted(1), any)).containsExactly("4|1|2|1|1|3");
        assertThat(askAfter(later.formatted(2), any)).containsExactly("4|1|-|-|-|-");
        assertThat(askAfter(later.formatted(2), any.replace("'any'", "'containers'")))
                .as("of a component by itself its own days tell")
                .containsExactly("2|1|1|0|2|3");
    }

    @Test
    void daysBeforeTheOldestVisitThatTheServerHasAreNoHistoryOfVisits() {
        String before = "insert into ops.load_finding select 'connect', day, 'visits', 'GAP', 'history', 'before', 1"
                + " from generate_series(date '2026-01-01', '2026-02-0%s', '1 day') day";
        String march = " from report.adoption_trend where period_name = '2026-03' and component_name = ";
        String viewers = "select new_count, returned_count, previous_active_count, history_from_day" + march
                + "'connect_viewer'";
        assertThat(ask(viewers)).containsExactly("0|1|0|2026-01-01");
        assertThat(askAfter(before.formatted(1), viewers)).containsExactly("0|-|-|2026-02-02");
        assertThat(askAfter(before.formatted(1), "select previous_active_count" + march + "'any'"))
                .containsExactly("-");
        assertThat(askAfter(
                        before.formatted(1),
                        "select distinct loaded_day_count, as_of_day from report.content_popular"
                                + "('2026-02-01', '2026-03-01')"))
                .containsExactly("27|2026-02-28");
    }
}

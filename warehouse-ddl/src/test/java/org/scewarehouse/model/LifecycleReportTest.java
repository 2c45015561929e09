package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.askAfter;

import org.junit.jupiter.api.Test;

/** Containers that come and go at the edges of February 2026, beside those of {@link TenPeople}. */
class LifecycleReportTest {

    private static final String FEBRUARY =
            "('2026-02-01', '2026-03-01', platform_team => false) where environment_name = 'workbench'";

    /** Containers of person 8 like container 8. */
    private static String containers(String values) {
        return """
                insert into mart.dim_container
                select (jsonb_populate_record(null::mart.dim_container, to_jsonb(c) || jsonb_build_object(
                    'container_key', key, 'container_id', 'c' || key, 'created_at', begun, 'started_at', begun,
                    'ended_at', ended, 'ended_by', reason, 'last_active_on', active))).*
                from mart.dim_container c
                cross join (values %s) added(key, begun, ended, reason, active)
                where c.container_key = 8;
                """.formatted(values);
    }

    @Test
    void anEndIsOfTheRangeInWhichItLiesAndOfItsReason() {
        StringBuilder ends = new StringBuilder();
        int key = 200;
        String[] reasons = {"'user'", "'platform_rule'", "'platform_rule_inferred'", "'unknown'"};
        for (int i = 0; i < reasons.length; i++) {
            for (int j = 0; j <= i; j++) {
                ends.append(row(key++, i == 0 ? "2026-01-31T00:00Z" : "2026-01-22T00:00Z", "2026-02-01T00:00Z"))
                        .append(i == 3 && j == 0 ? "null" : reasons[i])
                        .append(", null::date), ");
            }
            ends.append(row(key++, "2026-01-22T00:00Z", "2026-01-31T23:59Z") + reasons[i] + ", null), ");
            ends.append(row(key++, "2026-01-22T00:00Z", "2026-03-01T00:00Z") + reasons[i] + ", null), ");
        }
        assertThat(askAfter(containers(ends.substring(0, ends.length() - 2)), """
                        select ended_count, ended_by_user_count, ended_by_platform_rule_count,
                            ended_by_platform_rule_inferred_count, ended_by_unknown_count, mean_days_alive,
                            median_days_alive
                        from report.container_lifecycle""" + FEBRUARY))
                .as("one lived a day, nine lived ten")
                .containsExactly("10|1|2|3|4|9.1|10");
    }

    private static String row(int key, String from, String to) {
        return "(%d, timestamptz '%s', timestamptz '%s', ".formatted(key, from, to);
    }

    @Test
    void whatWasNeverUsedAgainIsOlderThanSevenDaysOrHasEnded() {
        String never = "select created_count, never_used_again_count from report.container_lifecycle" + FEBRUARY;
        assertThat(askAfter(containers("""
                        (201, timestamptz '2026-02-21', null::timestamptz, null, null::date),
                        (202, '2026-02-20', null, null, '2026-02-21')
                        """), never)).containsExactly("2|0");
        assertThat(askAfter(containers("""
                        (203, timestamptz '2026-02-20', null::timestamptz, null, null::date),
                        (204, '2026-02-20', null, null, '2026-02-20'),
                        (205, '2026-02-25', '2026-02-25T12:00Z', 'user', null),
                        (206, '2026-03-01', null, null, null), (207, '2026-01-31T23:59Z', null, null, null)
                        """), never)).containsExactly("3|3");
    }

    @Test
    void whetherAContainerWasUsedAgainIsUnknownOfThoseThatBeganBeforeTheFirstLoadedDay() {
        String past = containers("""
                (231, timestamptz '2025-12-30T09:00Z', timestamptz '2025-12-31T09:00Z', 'user', null::date),
                (232, '2025-12-31T23:59Z', '2026-01-05T09:00Z', 'user', null),
                (233, '2026-01-01T00:00Z', '2026-01-05T09:00Z', 'user', null)
                """);
        String told = "select coalesce(sum(created_count), 0), coalesce(sum(ended_count), 0), sum(ran_count),"
                + " sum(active_count), sum(active_container_day_count), sum(never_used_again_count),"
                + " sum(kept_alive_count), max(loaded_day_count) from report.container_lifecycle";
        assertThat(askAfter(past, told + "('2025-12-01', '2026-01-01')"))
                .as("what a file of past containers tells of them is known, what nobody looked at is not none")
                .containsExactly("2|1|-|-|-|-|-|0");
        String never = "select sum(never_used_again_count) from report.container_lifecycle('2025-12-01', '2026-02-01')";
        assertThat(askAfter("select 1", never)).containsExactly("6");
        assertThat(askAfter(past, never)).as("container 233").containsExactly("7");
    }

    /** Kept alive are those of persons 1, 8, 9 and 10, of which none has an active day, and person 4's. */
    @Test
    void aContainerIsKeptAliveThatRunsAndWasNotActiveForThirtyDays() {
        String running = """
                insert into mart.fact_container_day
                select (jsonb_populate_record(null::mart.fact_container_day, to_jsonb(f) || jsonb_build_object(
                    'container_key', c.container_key, 'is_running_at_day_end', c.container_key <> 215))).*
                from mart.fact_container_day f
                join mart.dim_container c on c.container_key between 211 and 215
                where f.container_key = 8 and f.day = '2026-02-28';
                """;
        String kept = "select kept_alive_count from report.container_lifecycle" + FEBRUARY;
        assertThat(askAfter("select 1", kept)).containsExactly("6");
        assertThat(askAfter(containers("""
                        (211, timestamptz '2026-01-29', null::timestamptz, null, null::date),
                        (212, '2026-01-02', null, null, '2026-01-29')
                        """) + running, kept)).containsExactly("8");
        assertThat(askAfter(containers("""
                        (213, timestamptz '2026-01-30', null::timestamptz, null, null::date),
                        (214, '2026-01-02', null, null, '2026-01-30'), (215, '2026-01-02', null, null, null)
                        """) + running, kept)).containsExactly("6");
    }

    @Test
    void aContainerThatIsReplacedWithinADayOfItsEndHasNotEnded() {
        assertThat(askAfter(
                        containers(
                                "(221, timestamptz '2026-01-02', timestamptz '2026-03-31T00:00Z', 'user', null::date),"
                                        + "(222, '2026-01-02', '2026-03-31T00:01Z', 'user', null)"),
                        "select container_id, ended_on from report.container_life() where container_id in ('c221',"
                                + " 'c222') order by 1"))
                .as("the last loaded day ends on April 1 at 0:00")
                .containsExactly("c221|2026-03-31", "c222|-");
    }

    /** Person 8's, from March 20 on in another pod, as after an upgrade of the node. */
    private static final String MOVED =
            containers("(301, timestamptz '2026-03-20', null::timestamptz, null, null::date)") + """
                    update mart.dim_container set container_id = 'c8', first_seen_on = '2026-03-20'
                    where container_key = 301;
                    update mart.fact_container_day set container_key = 301
                    where container_key = 8 and day >= '2026-03-20';
                    update mart.dim_container
                    set ended_at = '2026-03-20', last_seen_on = '2026-03-20', last_active_on = %s
                    where container_key = 8;
                    """;

    @Test
    void anIdleContainerIsEndedThoughItsPodIsNew() {
        String idle = "select evidence, since_on from report.actions where target_name = 'c8'";
        String never = "runs; in 30 days 0 minutes active, on no day 10|";
        assertThat(askAfter("select 1", idle)).containsExactly(never + "2026-01-01");
        assertThat(askAfter(MOVED.formatted("null"), idle)).containsExactly(never + "2026-01-01");
        assertThat(askAfter(MOVED.formatted("'2026-01-09'") + """
                        update mart.fact_container_day set container_key = 301
                        where container_key = 8 and day > '2026-02-01';
                        """, idle))
                .as("the pod in which it was last active has not run in the last 30 days")
                .containsExactly(never + "2026-01-09");
        assertThat(askAfter(MOVED.formatted("'2026-03-02'"), idle)).isEmpty();
        assertThat(askAfter(
                        MOVED.formatted("null")
                                + "update mart.dim_container set ended_at = '2026-03-18', last_seen_on = '2026-03-18'"
                                + " where container_key = 8",
                        idle))
                .as("one that was away and came back")
                .isEmpty();
    }

    @Test
    void aContainerThatRunsInAnotherPodWasLastUsedInTheFormer() {
        assertThat(askAfter(
                        MOVED.formatted("'2026-03-02'"),
                        "select last_used_on from report.runtime_impact('4.0') where asset_name = 'c8'"))
                .containsExactly("2026-03-02");
    }

    @Test
    void whatCameBackAndWasUsedThenWasUsedAgain() {
        String back = containers("""
                (311, timestamptz '2026-02-02', timestamptz '2026-02-03', 'user', null::date),
                (312, '2026-02-10', '2026-02-12', 'user', %s)
                """) + "update mart.dim_container set container_id = 'c311' where container_key = 312";
        String never = "select created_count, reopened_count, never_used_again_count from report.container_lifecycle"
                + FEBRUARY;
        assertThat(askAfter(back.formatted("'2026-02-11'"), never)).containsExactly("1|1|0");
        assertThat(askAfter(back.formatted("null"), never)).containsExactly("1|1|1");
        assertThat(askAfter(back.replace("2026-02-1", "2026-03-1").formatted("'2026-03-11'"), never))
                .as("after the range")
                .containsExactly("1|0|0");
    }
}

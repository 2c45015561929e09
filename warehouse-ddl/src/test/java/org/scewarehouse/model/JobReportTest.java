package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.askAfter;

import org.junit.jupiter.api.Test;

/** Reports of batch jobs at the edges of their bands and ranges; the jobs of January are of {@link TenPeople}. */
class JobReportTest {

    /** Two attempts in each band, at its first second and just below the next; one more wait is unknown. */
    @Test
    void aWaitIsInTheBandThatBeginsWithIt() {
        String waits = """
                insert into mart.fact_batch_job_day
                select (jsonb_populate_record(null::mart.fact_batch_job_day, to_jsonb(f) || jsonb_build_object(
                    'day', date '2026-03-01', 'batch_job_key', 100 + number, 'job_id', 'x' || number,
                    'wait_seconds', wait))).*
                from mart.fact_batch_job_day f
                cross join unnest(array[0, 0.9, 1, 29.9, 30, 1799, 1800, 3599, 3600, 17999, 18000, 35999, 36000, 64799,
                    64800, 90000, null]) with ordinality waited(wait, number)
                where f.batch_job_key = 2;
                """;
        assertThat(askAfter(waits, """
                        select started_count, unknown_wait_count, wait_seconds_median, wait_seconds_max,
                            wait_band_0_count, wait_band_1_count, wait_band_2_count, wait_band_3_count,
                            wait_band_4_count, wait_band_5_count, wait_band_6_count, wait_band_7_count
                        from report.queue_wait('2026-03-01', '2026-03-02')
                        """)).containsExactly("17|1|3599.5|90000|2|2|2|2|2|2|2|2");
    }

    @Test
    void anAttemptThatWaitedAsLongAsItRanHasAnExpansionOfTwo() {
        assertThat(askAfter(
                        """
                        update mart.fact_batch_job set node_seconds = 3600, wait_seconds = 3600 where batch_job_key = 2;
                        update mart.fact_batch_job set node_seconds = 900, wall_seconds = 0 where batch_job_key = 1;
                        """,
                        "select queue_name, expansion_node_seconds, ended_node_seconds"
                                + " from report.queue_wait('2026-01-01', '2026-02-01')"
                                + " where cluster_name = 'b1'"))
                .containsExactly("q|7200|3600");
    }

    @Test
    void theExpansionOfAnAttemptIsOfTheRangeInWhichItEndedThoughNoneStartedInIt() {
        String ended = """
                update mart.fact_batch_job set node_seconds = 3600, wait_seconds = 3600 where batch_job_key = 2;
                insert into mart.fact_batch_job
                select (jsonb_populate_record(null::mart.fact_batch_job, to_jsonb(f) || jsonb_build_object(
                    'day', date '2026-03-01', 'batch_job_key', 102))).*
                from mart.fact_batch_job f
                where f.batch_job_key = 2;
                """;
        String told = "select queue_name, started_count, unknown_wait_count, wait_seconds, wait_seconds_p95,"
                + " wait_band_2_count, expansion_node_seconds, ended_node_seconds from report.queue_wait(%s)"
                + " where cluster_name = 'b1'";
        assertThat(askAfter(ended, told.formatted("'2026-03-01', '2026-03-02'")))
                .containsExactly("q|0|0|-|-|0|7200|3600");
        assertThat(askAfter(ended, told.formatted("'2026-03-02', '2026-03-03'")))
                .isEmpty();
    }

    /** Of five attempts that ended in March, one never started, and of one that did the time is unknown. */
    @Test
    void outcomesAreCountedByStateAndReasonOnTheDayTheyEnded() {
        String ended = """
                insert into mart.fact_batch_job
                select (jsonb_populate_record(null::mart.fact_batch_job, to_jsonb(f) || jsonb_build_object(
                    'day', ended_on, 'batch_job_key', 100 + number, 'job_id', 'x' || number, 'job_state', state,
                    'reason_text', reason, 'is_started', has_started, 'cpu_allocated_core_seconds', seconds))).*
                from mart.fact_batch_job f
                cross join (values
                    (1, date '2026-03-01', 'failed', 'Host gone', true, 7200),
                    (2, '2026-03-31', 'failed', 'Host gone', true, null),
                    (3, '2026-03-15', 'failed', null, true, 3600),
                    (4, '2026-03-15', 'cancelled', null, false, null),
                    (5, '2026-03-15', 'succeeded', null, true, 36000),
                    (6, '2026-02-28', 'failed', 'Host gone', true, 3600)
                ) attempt(number, ended_on, state, reason, has_started, seconds)
                where f.batch_job_key = 2;
                """;
        assertThat(askAfter(ended, """
                        select job_state, reason_text, ended_count, never_started_count, unknown_time_count,
                            cpu_allocated_core_hours, cost_usd
                        from report.job_outcomes('2026-03-01', '2026-04-01')
                        order by 1, 2
                        """))
                .containsExactly(
                        "cancelled|-|1|1|0|-|-",
                        "failed|Host gone|2|0|1|2|0.040000",
                        "failed|-|1|0|0|1|0.020000",
                        "succeeded|-|1|0|0|10|0.200000");
    }

    /** An attempt over two days costs what each day's price is; one elsewhere in the range never got a node. */
    @Test
    void aJobCostsEachDaysShareAtThatDaysPrice() {
        String shares = """
                insert into mart.dim_rate values
                    (1, '*', 'billed', 'core_hour', 0.1, '2026-03-02', '9999-12-31', '2026-02-01', '2026-02-01');
                insert into mart.fact_batch_job_day
                select (jsonb_populate_record(null::mart.fact_batch_job_day, to_jsonb(f) || jsonb_build_object(
                    'day', on_day, 'batch_job_key', key, 'job_id', 'x' || key, 'is_running', runs,
                    'cpu_allocated_core_seconds', seconds, 'cpu_core_seconds', null, 'gpu_seconds', gpu))).*
                from mart.fact_batch_job_day f
                cross join (values
                    (date '2026-03-01', 101, true, 3600, 0), ('2026-03-02', 101, true, 7200, 0),
                    ('2026-03-02', 102, false, null, null), ('2026-03-31', 103, true, 3600, 3600),
                    ('2026-02-28', 104, true, 3600, 0)
                ) share(on_day, key, runs, seconds, gpu)
                where f.batch_job_key = 2;
                """;
        String cost = """
                select job_name, running_job_count, unknown_time_count, cpu_allocated_core_hours, cpu_core_hours,
                    gpu_hours, core_cost_usd, gpu_cost_usd, cost_usd, cost_per_run_usd, core_hour_rates,
                    loaded_day_count
                from report.job_cost('2026-03-01', '2026-04-01')
                """;
        assertThat(askAfter(shares, cost))
                .containsExactly("fit|2|1|4|-|1|0.320000|-|0.320000|0.160000|billed 0.1, illustrative 0.02|31");
        String gpus = "insert into mart.dim_rate values (2, '*', 'billed', 'gpu_hour', 0.5, '2026-03-02',"
                + " '9999-12-31', '2026-02-01', '2026-02-01');";
        assertThat(askAfter(
                        shares + gpus,
                        cost.replace("job_name, running_job_count", "gpu_cost_usd, cost_usd")
                                .replaceFirst("(?s), unknown_time_count.*loaded_day_count", "")))
                .containsExactly("0.500000|0.820000");
    }
}

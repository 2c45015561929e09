package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which faults in the facts of batch jobs ops.verify_jobs finds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyJobsTest {

    private static final String ONCE = "attempts are submitted, started and ended once";
    private static final String BOTH = "attempts that ended are in both tables";
    private static final String FIT = "shares of attempts fit their days";
    private static final String SUM = "shares of days sum to attempts";

    private final TestWarehouse warehouse = TestWarehouse.start();

    /** Attempt 1 runs from the 30th to the 1st on one node, attempt 2 on two, attempt 3 never got any. */
    @BeforeAll
    void fill() {
        Migrations.migrate(warehouse.dataSource());
        warehouse.runAs("wh_loader", """
                select ops.require_installation('UTC', 'fingerprint', 'salt', '1');
                select ops.ensure_partitions('2026-07-30', '2026-08-01');
                insert into ops.load (source, day, state, published_at)
                select 'aws_batch', day, 'PUBLISHED', '2026-08-02'
                from generate_series(date '2026-07-30', '2026-08-01', '1 day') day;
                insert into mart.fact_batch_job_day (
                    day, batch_job_key, queue_key, job_definition_key, image_key, user_key, user_id, project_key,
                    compute_system_key, source, job_id, attempt_number, job_name, is_submitted, is_started, is_ended,
                    is_running, core_count, wall_seconds, cpu_allocated_core_seconds, gpu_seconds, node_seconds,
                    wait_seconds)
                select
                    day::date, key, 0, 0, 0, 0, 0, 0, 0, 'aws_batch', 'job' || key, 1, 'dock', started, started, ended,
                    wall > 0, 4, wall, 4 * wall, 0, key * wall, case when started then 60 end
                from (values
                    ('2026-07-30', 1, true, false, 3600), ('2026-07-31', 1, false, false, 86400),
                    ('2026-08-01', 1, false, true, 7200), ('2026-07-30', 2, true, false, 3600),
                    ('2026-07-31', 2, false, true, 1800), ('2026-07-31', 3, false, true, 0)
                ) share(day, key, started, ended, wall);
                insert into mart.fact_batch_job (
                    day, batch_job_key, queue_key, job_definition_key, image_key, user_key, user_id, project_key,
                    compute_system_key, source, job_id, attempt_number, job_name, ended_at, job_state, is_started,
                    node_count, core_count, wall_seconds, cpu_allocated_core_seconds, gpu_seconds, node_seconds)
                select
                    day::date, key, 0, 0, 0, 0, 0, 0, 0, 'aws_batch', 'job' || key, 1, 'dock', day::date, 'succeeded',
                    wall is not null, key, 4, wall, 4 * wall, 0 * wall, key * wall
                from (values ('2026-08-01', 1, 97200), ('2026-07-31', 2, 5400), ('2026-07-31', 3, null)
                ) job(day, key, wall);
                """);
    }

    @AfterAll
    void stop() {
        warehouse.close();
    }

    @Test
    void whatIsRightPasses() {
        breaks("");
    }

    @Test
    void anEndWithoutAttemptAndAnAttemptWithoutEndAreFound() {
        breaks("delete from mart.fact_batch_job where batch_job_key = 3", BOTH);
        breaks("update mart.fact_batch_job_day set is_ended = false where batch_job_key = 3", BOTH);
    }

    @Test
    void whatIsCountedTwiceIsFound() {
        breaks("update mart.fact_batch_job_day set is_submitted = true where batch_job_key = 1", ONCE);
        breaks("update mart.fact_batch_job_day set attempt_number = 2 where batch_job_key = 2", ONCE);
        breaks(
                "update mart.fact_batch_job_day set is_ended = true where batch_job_key = 2 and day = '2026-07-30'",
                BOTH,
                ONCE);
        breaks("update mart.fact_batch_job_day set job_id = 'job1' where batch_job_key = 2", ONCE);
    }

    @Test
    void whatDoesNotFitItsDayIsFound() {
        String share = " where batch_job_key = 1 and day = '2026-07-31'";
        breaks("update mart.fact_batch_job_day set wait_seconds = 1" + share, FIT);
        breaks("update mart.fact_batch_job_day set is_running = false" + share, FIT);
        breaks("update mart.fact_batch_job_day set wall_seconds = 90001" + share, FIT, SUM);
    }

    @Test
    void sharesThatDoNotAddUpAreFoundWhereAllDaysAreLoaded() {
        String lost = "delete from mart.fact_batch_job_day where batch_job_key = 1 and day = '2026-07-31'";
        breaks(lost, SUM);
        breaks(lost + "; update ops.load set state = 'FAILED', published_at = null where day = '2026-07-31'");
        breaks("update mart.fact_batch_job_day set cpu_allocated_core_seconds = 1 where batch_job_key = 1", SUM);
    }

    @Test
    void nodesThatWereToldOfLaterAreNoFault() {
        breaks("update mart.fact_batch_job_day set node_seconds = 1 where batch_job_key = 2");
    }

    private void breaks(String change, String... checks) {
        String days = "(date '2026-07-30', date '2026-08-02')";
        assertThat(warehouse.askAfter(
                        change + "; select 1", "select check_name from ops.verify_jobs" + days + " where not is_ok"))
                .as(change)
                .containsExactly(checks);
    }
}

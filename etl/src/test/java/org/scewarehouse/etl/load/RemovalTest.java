package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.load.Removal.Subject;

/** What retention takes, and what it must leave. */
class RemovalTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final Instant NOON = Instant.parse("2026-08-21T12:00:00Z");

    private final TestWarehouse warehouse = new TestWarehouse();
    private final Removal removal = new Removal(warehouse.loader(), InstantSource.fixed(NOON));

    @Test
    void onlyDaysThatStandAsTheyShouldAreDue() {
        warehouse.run("""
                insert into ops.load (source, day, state, published_at) values
                    ('prometheus', '2026-08-11', 'PUBLISHED', now()), ('prometheus', '2026-08-12', 'STALE', now()),
                    ('prometheus', '2026-08-13', 'FAILED', now()), ('prometheus', '2026-08-14', 'RUNNING', now()),
                    ('prometheus', '2026-08-15', 'LOST', null), ('prometheus', '2026-08-19', 'PUBLISHED', now()),
                    ('prometheus', '2026-08-20', 'PUBLISHED', now()), ('gitlab', '2026-08-10', 'PUBLISHED', now())""");
        assertThat(removal.due("prometheus", Subject.RAW, DAY))
                .as("what is to be built again needs its raw")
                .containsExactly(DAY.minusDays(9), DAY.minusDays(1));
        assertThat(removal.due("prometheus", Subject.HOUR_FACTS, DAY))
                .as("which have none")
                .isEmpty();

        removal.note("prometheus", DAY.minusDays(9), Subject.RAW);
        assertThat(removal.due("prometheus", Subject.RAW, DAY)).containsExactly(DAY.minusDays(1));
        assertThat(removal.due("prometheus", Subject.CURATED, DAY)).containsExactly(DAY.minusDays(9), DAY.minusDays(1));
        assertThat(removal.isRemoved("prometheus", DAY.minusDays(9), Subject.RAW))
                .isTrue();
        assertThat(removal.isRemoved("prometheus", DAY.minusDays(9), Subject.CURATED))
                .isFalse();
    }

    @Test
    void executionsThatRunOrEndedLaterStay() {
        warehouse.run("""
                insert into batch.batch_job_instance (job_instance_id, version, job_name, job_key)
                select n, 0, 'day', 'key' || n from generate_series(1, 4) n;
                insert into batch.batch_job_execution (
                    job_execution_id, version, job_instance_id, create_time, end_time, status)
                values
                    (1, 0, 1, '2026-08-01', '2026-08-20 11:59:59', 'COMPLETED'),
                    (2, 0, 2, '2026-08-01', '2026-08-20 12:00:00', 'COMPLETED'),
                    (3, 0, 3, '2026-08-01', '2026-08-01 12:00:00', 'STARTED'),
                    (4, 0, 4, '2026-08-01', null, 'STARTED'),
                    (5, 0, 2, '2026-08-01', '2026-08-01 12:00:00', 'FAILED')""");
        assertThat(removal.executions(Instant.parse("2026-08-20T12:00:00Z"))).isEqualTo(2);
        assertThat(warehouse.rows("select job_execution_id, job_instance_id from batch.batch_job_execution order by 1"))
                .containsExactly("2 | 2", "3 | 3", "4 | 4");
        assertThat(warehouse.rows("select job_instance_id from batch.batch_job_instance order by 1"))
                .as("an instance goes with its last execution")
                .containsExactly("2", "3", "4");
    }

    @Test
    void textsLastSeenOnTheDayStay() {
        warehouse.run("""
                insert into hr.volume_name values
                    (1, 'old', null, '2026-08-01', '2026-08-19'), (2, 'new', null, '2026-08-01', '2026-08-20');
                insert into ops.load (source, day, state, published_at) values
                    ('prometheus', '2026-08-19', 'PUBLISHED', now()), ('prometheus', '2026-08-20', 'PUBLISHED', now());
                insert into hr.identity_use (source, day, system_name, identifier, user_id, match_rule)
                select source, day, 'login', 'anna', 0, 'login' from ops.load""");
        assertThat(removal.texts(DAY)).isEqualTo(2);
        assertThat(warehouse.rows("select volume_key from hr.volume_name")).containsExactly("2");
        assertThat(warehouse.rows("select day from hr.identity_use")).containsExactly("2026-08-20");
    }
}

package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final Instant NOON = Instant.parse("2026-08-21T12:00:00.123456Z");

    private final TestWarehouse warehouse = new TestWarehouse();
    private final Ledger ledger = new Ledger(warehouse.loader(), InstantSource.fixed(NOON));

    @Test
    void aRunThatFailsSaysWhyAndKeepsWhenItExtracted() {
        long fence = ledger.begin("prometheus", DAY, 3, "1.0");
        ledger.extracted("prometheus", DAY, fence, NOON);
        ledger.fail("prometheus", DAY, fence, "transform: out of \0 paper");

        assertThat(ledger.row("prometheus", DAY))
                .hasValue(new LoadRow(
                        "prometheus",
                        DAY,
                        LoadState.FAILED,
                        fence,
                        3,
                        null,
                        null,
                        null,
                        null,
                        NOON,
                        NOON,
                        null,
                        "1.0",
                        "transform: out of \uFFFD paper"));
    }

    @Test
    void whenRawWasCompleteIsTakenFromTheLakeOnlyWhereNoRunHasNotedIt() {
        Instant before = NOON.minusSeconds(86_400);
        long fence = ledger.begin("prometheus", DAY, 1, "1.0");
        ledger.extractedBefore("prometheus", DAY, fence, before);
        assertThat(ledger.row("prometheus", DAY).orElseThrow().extractedAt()).isEqualTo(before);
        ledger.extracted("prometheus", DAY, fence, NOON);
        ledger.extractedBefore("prometheus", DAY, fence, before);
        assertThat(ledger.row("prometheus", DAY).orElseThrow().extractedAt()).isEqualTo(NOON);
    }

    @Test
    void whoWasErasedAndIsNamedAnewIsTold() {
        warehouse.run("""
                insert into ops.erasure
                select rule || token, 9, rule, '', token, '1900-01-01', '9999-12-31', '2026-08-01', ''
                from (values ('t_as_it_was', 'FIELD'), ('t_number', 'FIELD'), ('t_renamed', 'FIELD'),
                  ('t_renumbered', 'FIELD'), ('t_login_elsewhere', 'FIELD'), ('t_unknown_to_hr', 'WORD'),
                  ('t_known_by_a_number', 'WORD'), ('t_name_in_common', 'WORD')) erased(token, rule);
                insert into hr.person (user_id, employee_id, given_name, family_name) values
                  (1, 't_as_it_was', 't_as_it_was', null), (2, 't_number', 't_number', 't_number'),
                  (3, 't_renamed', 't_renamed', 'Jones'), (4, 'N-1', 't_renumbered', 't_renumbered'),
                  (5, 'N-2', 'Ada', 'Brown'), (6, 'N-3', 'Ada', null), (7, '4711', null, null),
                  (8, 'N-4', 't_name_in_common', 'Cole');
                insert into hr.bridge_identity values
                  ('login', 't_as_it_was', 1, 'login', '1900-01-01', '9999-12-31'),
                  ('gitlab', 'account', 1, 'login', '1900-01-01', '9999-12-31'),
                  ('login', '12345', 2, 'login', '1900-01-01', '9999-12-31'),
                  ('login', 't_login_elsewhere', 5, 'login', '1900-01-01', '9999-12-31'),
                  ('login', 't_unknown_to_hr', 6, 'login', '1900-01-01', '9999-12-31'),
                  ('login', 't_known_by_a_number', 7, 'login', '1900-01-01', '9999-12-31')""");
        assertThat(ledger.erasedAndNamedAnew())
                .containsExactly("t_known_by_a_number", "t_renamed", "t_renumbered", "t_unknown_to_hr");
    }

    @Test
    void aDayWithFarFewerRowsThanItsWeekdaysHaveIsTold() {
        warehouse.run("""
                insert into ops.load (source, day, state, published_at)
                select 'prometheus', date '2026-08-20' - weeks * 7, 'PUBLISHED', now()
                from generate_series(0, 4) weeks;
                insert into ops.load_table (source, day, table_name, row_count, content_sha256)
                select 'prometheus', date '2026-08-20' - weeks * 7, name,
                  case when weeks = 0 then few else usual end, ''
                from generate_series(0, 4) weeks,
                  (values ('fact_container_day', 0, 150), ('fact_volume_day', 15, 150), ('fact_demand_5min', 0, 19),
                    ('dim_container', 0, 150)) counted(name, few, usual)""");
        assertThat(ledger.fewRows("prometheus", DAY))
                .singleElement()
                .asString()
                .startsWith("fact_container_day: 0 rows, where the same weekdays of the four weeks before have 150");
        assertThat(warehouse.rows("select subject, finding_count from report.data_quality('2026-08-01', '2026-09-01')"
                        + " where kind = 'FEW_ROWS'"))
                .containsExactly("fact_container_day | 150");

        warehouse.run("update ops.load set published_at = null, state = 'FAILED' where day < '2026-08-01'");
        assertThat(ledger.fewRows("prometheus", DAY))
                .as("too few weeks to tell")
                .isEmpty();
        warehouse.run("update ops.load set published_at = now() where day < '2026-08-01';"
                + "insert into ops.load_endpoint (source, day, endpoint, kind, state)"
                + " values ('prometheus', '2026-08-20', 'container_cpu', 'AS_OF', 'LOST')");
        assertThat(ledger.fewRows("prometheus", DAY)).as("known to be lost").isEmpty();
    }

    @Test
    void aDayOffAndOneOfAWeekThatWasAsQuietExplainThemselves() {
        warehouse.run("""
                insert into ops.load (source, day, state, published_at)
                select source, date '2026-08-20' - weeks * 7, 'PUBLISHED', now()
                from generate_series(0, 4) weeks, unnest(array['prometheus', 'aws_batch']) source;
                insert into ops.load_table (source, day, table_name, row_count, content_sha256)
                select source, day, 'fact_container_day',
                    case when source = 'aws_batch' then 21 when day = '2026-08-20' then 5 else 150 end, ''
                from ops.load""");
        assertThat(ledger.fewRows("prometheus", DAY))
                .as("held against its own weeks only")
                .singleElement()
                .asString()
                .startsWith("fact_container_day: 5 rows, where the same weekdays of the four weeks before have 150");
        assertThat(ledger.fewRows("aws_batch", DAY)).isEmpty();

        warehouse.run("insert into mart.dim_holiday (day, country_name, site_name, holiday_name)"
                + " values ('2026-08-20', '*', '*', 'Founders'' Day')");
        assertThat(ledger.fewRows("prometheus", DAY)).as("a day off").isEmpty();
        warehouse.run("delete from mart.dim_holiday; update ops.load_table set row_count = 50"
                + " where source = 'prometheus' and day = '2026-08-06'");
        assertThat(ledger.fewRows("prometheus", DAY))
                .as("a tenth of 50 and no less")
                .isEmpty();

        warehouse.run("update ops.load_table set row_count = 150 where day = '2026-08-06';"
                + " update ops.load set state = 'RUNNING', published_at = null where day = '2026-08-20'");
        assertThat(ledger.fewRows("prometheus", DAY)).as("nothing stands yet").isEmpty();
    }

    @Test
    void fencesRiseAndAnOlderRunMayNotWrite() {
        long first = ledger.begin("prometheus", DAY, 1, "1.0");
        long second = ledger.begin("prometheus", DAY, 2, "1.0");

        assertThat(second).isGreaterThan(first);
        assertThatThrownBy(() -> ledger.fail("prometheus", DAY, first, "late"))
                .isInstanceOf(FenceLost.class)
                .hasMessageContaining("prometheus 2026-08-20");
        assertThat(ledger.row("prometheus", DAY).orElseThrow().state()).isEqualTo(LoadState.RUNNING);
    }

    @Test
    void aStaleDayIsTakenFromTheRunThatBuildsItFromOldInputs() {
        long fence = ledger.begin("prometheus", DAY, 1, "1.0");
        ledger.stale("prometheus", DAY, "a login means another person");

        assertThatThrownBy(() -> ledger.extracted("prometheus", DAY, fence, NOON))
                .isInstanceOf(FenceLost.class);
        assertThat(ledger.row("prometheus", DAY).orElseThrow().message()).isEqualTo("a login means another person");
    }

    @Test
    void thePlanSeesTheSourcesDaysOfAHalfOpenRange() {
        ledger.notExpected("prometheus", DAY.minusDays(1), "before the first run");
        ledger.lost("prometheus", DAY, "retention");
        ledger.pending("prometheus", DAY.plusDays(1), "planned");
        ledger.pending("prometheus", DAY.plusDays(2), "planned");
        ledger.pending("gitlab", DAY, "planned");

        assertThat(ledger.rows("prometheus", DAY.minusDays(1), DAY.plusDays(2)))
                .extracting(LoadRow::day, LoadRow::state)
                .containsExactly(
                        tuple(DAY.minusDays(1), LoadState.NOT_EXPECTED),
                        tuple(DAY, LoadState.LOST),
                        tuple(DAY.plusDays(1), LoadState.PENDING));
        assertThat(ledger.row("aws_batch", DAY)).isEmpty();
    }

    @Test
    void endpointsKeepTheirStateUntilTheyAreNamedAgain() {
        EndpointRow pending = new EndpointRow("users", "SNAPSHOT", null, EndpointState.PENDING, null, null);
        EndpointRow observed = new EndpointRow("visits", "EVENT", 1, EndpointState.OBSERVED, 0L, NOON);
        ledger.endpoints("connect", DAY, List.of(pending, observed));
        EndpointRow lost = new EndpointRow("users", "SNAPSHOT", null, EndpointState.LOST, null, null);
        ledger.endpoints("connect", DAY, List.of(lost));

        assertThat(ledger.endpoints("connect", DAY)).containsExactly(lost, observed);
    }

    @Test
    void daysWithDropsOrWarningsAreTold() {
        warehouse.run("""
                insert into ops.load (source, day, state, fence, published_at)
                select source, day, 'PUBLISHED', 1, now()
                from unnest(array['gitlab', 'connect']) source
                cross join generate_series(date '2026-08-20', '2026-08-22', '1 day') day;
                insert into ops.load_finding (source, day, endpoint, kind, subject, reason, finding_count) values
                    ('gitlab', '2026-08-20', 'commits', 'WARNING', 'commits', 'x', 1),
                    ('gitlab', '2026-08-20', 'commits', 'DROP', 'commits', 'y', 1),
                    ('gitlab', '2026-08-21', 'commits', 'GAP', 'commits', 'x', 1),
                    ('connect', '2026-08-22', 'jobs', 'DROP', 'extraction', 'x', 1)""");

        assertThat(ledger.daysWithDropsOrWarnings("gitlab")).containsExactly(DAY);
        assertThat(ledger.daysWithDropsOrWarnings("connect")).containsExactly(DAY.plusDays(2));
        assertThat(ledger.daysWithDropsOrWarnings("hr")).isEmpty();
    }
}

package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.PassingConflict;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.source.hr.HrDays;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.IdentityOverrides;
import org.scewarehouse.etl.star.Person;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;
import org.scewarehouse.model.fact.FactCommitDay;

/** People in the warehouse: versions, re-keyed facts, days that took somebody for another. */
class PeopleLoadTest {

    private static final Instant NOON = Instant.parse("2026-08-21T12:00:00Z");
    private static final String BY_DEPARTMENT = """
            select f.day, then_.department_name, now.department_name, f.cpu_core_seconds
            from mart.fact_container_hour f
            join mart.dim_user then_ using (user_key)
            join mart.dim_user_now now on now.user_id = f.user_id
            order by f.day, f.container_key""";
    private static final String STATES =
            "select day, state, message from ops.load where source = 'prometheus' order by day";
    private static final List<TableSpec<?>> TABLES = Warehouse.tables().stream()
            .filter(table -> table.kind() != Table.Kind.DERIVED)
            .<TableSpec<?>>map(table -> table)
            .toList();

    private final TestWarehouse warehouse = new TestWarehouse();
    private final Ledger ledger = new Ledger(warehouse.loader(), InstantSource.fixed(NOON));
    private HrDays hr;

    @BeforeEach
    void lake(@TempDir Path folder) {
        hr = new HrDays(folder, Reference.none());
    }

    private void load(Manifest manifest) {
        long fence = ledger.begin(manifest.source(), manifest.day(), 1, "1.0");
        new WarehouseLoader(
                        new Transactions(warehouse.loader(), Duration.ofMillis(10)),
                        hr.zone(),
                        InstantSource.fixed(NOON))
                .load(manifest, fence, List.of(), false);
    }

    /** A day on which each of the logins used one container, as a transform would write it. */
    private Manifest use(String date, IdentityOverrides overrides, String... logins) {
        LocalDate day = LocalDate.parse(date);
        Identities identities = hr.known(overrides).identities();
        try (CuratedZone.Writer rows = hr.zone().writer("prometheus", day, TABLES)) {
            rows.add(Rows.cluster(day));
            long container = 200;
            for (String login : logins) {
                Person person = identities.person(login, day);
                identities.rows(person, day).forEach(rows::add);
                rows.add(Rows.container(day, ++container, person.userId()));
                rows.add(Rows.hour("prometheus", day, 0, container, person.userId(), 100));
                rows.add(new FactCommitDay(day, 0, 0, person.userId(), 0, "prometheus", 1, 0, null, null));
            }
            return rows.commit(new Manifest.Inputs("raw", "settings", null, "1.0", 1));
        }
    }

    private void useAndLoad(String date, String... logins) {
        load(use(date, IdentityOverrides.NONE, logins));
    }

    @Test
    void useIsTheDepartmentsAsItWasAndByOneJoinAsItIs() {
        load(hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,STATS"));
        useAndLoad("2026-08-01", "anna", "ben");
        load(hr.build("2026-08-02", "E1,anna,active,GENES", "E2,ben,active,STATS"));
        useAndLoad("2026-08-02", "anna", "ben");
        assertThat(warehouse.rows(BY_DEPARTMENT))
                .containsExactly(
                        "2026-08-01 | STATS | GENES | 100",
                        "2026-08-01 | STATS | STATS | 100",
                        "2026-08-02 | GENES | GENES | 100",
                        "2026-08-02 | STATS | STATS | 100");
        assertThat(warehouse.rows("select count(*) from mart.dim_user where is_inferred"))
                .containsExactly("0");
        assertThat(warehouse.rows("select employee_id, login from hr.person order by 1"))
                .containsExactly("E1 | anna", "E2 | ben");
    }

    @Test
    void whomHrDoesNotKnowIsOfThePlatformTeamAsOnTheirLastDay(@TempDir Path other) {
        String team = "login,valid_from,valid_to\nops,2026-08-02,\nformer,,2026-08-02\n";
        hr = new HrDays(other, Reference.parse(Map.of("platform_team.csv", team.getBytes(StandardCharsets.UTF_8))));
        load(hr.build("2026-08-01", "E1,anna,active,STATS"));
        useAndLoad("2026-08-01", "ops", "former");
        useAndLoad("2026-08-02", "ops", "former");
        useAndLoad("2026-08-01", "ops", "former", "anna");
        String sql = "select b.identifier, u.is_platform_team, n.is_platform_team from hr.bridge_identity b"
                + " join mart.dim_user u using (user_id) join mart.dim_user_now n using (user_id)"
                + " where b.match_rule = 'inferred' order by 1";
        assertThat(warehouse.rows(sql)).containsExactly("former | f | f", "ops | t | t");
    }

    @Test
    void aMoveThatHrTellsLateRekeysExactlyTheRowsThatDiffer() {
        load(hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,STATS"));
        useAndLoad("2026-08-02", "anna", "ben");
        useAndLoad("2026-08-05", "anna", "ben");
        List<String> others = warehouse.rows(
                "select ctid, xmin from mart.fact_container_hour where day = '2026-08-02' or container_key = 202");
        load(hr.build("2026-08-10", "E1,anna,active,GENES,,2026-08-04", "E2,ben,active,STATS"));
        assertThat(warehouse.rows(BY_DEPARTMENT))
                .containsExactly(
                        "2026-08-02 | STATS | GENES | 100",
                        "2026-08-02 | STATS | STATS | 100",
                        "2026-08-05 | GENES | GENES | 100",
                        "2026-08-05 | STATS | STATS | 100");
        assertThat(warehouse.rows("select ctid, xmin from mart.fact_container_hour where day = '2026-08-02'"
                        + " or container_key = 202"))
                .isEqualTo(others);
        assertThat(warehouse.rows(STATES)).allMatch(row -> row.contains("PUBLISHED"));
        assertThat(warehouse.rows("select day, department_name from mart.agg_user_day join mart.dim_user using"
                        + " (user_key) order by 1, 2"))
                .as("the aggregate that has the version is re-keyed as its facts are")
                .containsExactly(
                        "2026-08-02 | STATS", "2026-08-02 | STATS", "2026-08-05 | GENES", "2026-08-05 | STATS");
    }

    @Test
    void aMoveToldMonthsLateRekeysEveryMonthFromItsFirstDayOn() {
        load(hr.build("2026-05-01", "E1,anna,active,STATS"));
        for (String day : List.of("2026-05-30", "2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01")) {
            useAndLoad(day, "anna");
        }
        load(hr.build("2026-08-01", "E1,anna,active,GENES,,2026-05-31"));
        assertThat(warehouse.rows("select f.day, department_name from mart.fact_container_hour f"
                        + " join mart.dim_user using (user_key) order by 1"))
                .containsExactly(
                        "2026-05-30 | STATS",
                        "2026-05-31 | GENES",
                        "2026-06-01 | GENES",
                        "2026-06-30 | GENES",
                        "2026-07-01 | GENES");
        load(hr.build("2026-08-02", "E1,anna,active,DRUGS,,2026-07-01"));
        assertThat(warehouse.rows("select f.day from mart.fact_container_hour f"
                        + " join mart.dim_user using (user_key) where department_name = 'DRUGS'"))
                .as("the last day alone")
                .containsExactly("2026-07-01");
    }

    @Test
    void theLastDayOfHrBuiltAgainBringsItsPeople() {
        load(hr.build("2026-08-01", "E1,anna,active,STATS"));
        load(hr.build("2026-08-01", "E1,anna,active,GENES"));
        assertThat(warehouse.rows("select department_name from mart.dim_user_now where user_id > 0"))
                .containsExactly("GENES");
        long fence = ledger.begin("hr", LocalDate.parse("2026-08-09"), 1, "1.0");
        ledger.fail("hr", LocalDate.parse("2026-08-09"), fence, "no file");
        load(hr.build("2026-08-01", "E1,anna,active,DRUGS"));
        assertThat(warehouse.rows("select department_name from mart.dim_user_now where user_id > 0"))
                .as("a later day that was never published stands in nobody's way")
                .containsExactly("DRUGS");
    }

    @Test
    void aMoveThatIsToldWhileADayIsLoadedIsNotMissed() {
        load(hr.build("2026-08-01", "E1,anna,active,STATS"));
        Manifest built = use("2026-08-05", IdentityOverrides.NONE, "anna");
        long fence = ledger.begin("prometheus", built.day(), 1, "1.0");
        Transactions transactions = new Transactions(warehouse.loader());
        Members members = new DimensionLoad(hr.zone(), built, fence).load(transactions);
        load(hr.build("2026-08-10", "E1,anna,active,GENES,,2026-08-04"));
        transactions.run(
                "test",
                connection -> new FactPublication(hr.zone(), built, members, fence, true)
                        .publish(connection, List.of(), false, NOON));
        assertThat(warehouse.rows(BY_DEPARTMENT)).containsExactly("2026-08-05 | GENES | GENES | 100");
        assertThat(warehouse.rows("select department_name from mart.agg_user_day join mart.dim_user using (user_key)"))
                .containsOnly("GENES");
    }

    @Test
    void whomHrTakesBackStaysInTheFactsUntilTheirDayIsBuiltAgain() {
        load(hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,GENES"));
        useAndLoad("2026-08-01", "anna");
        load(hr.build("2026-08-01", "E2,ben,active,GENES"));
        assertThat(warehouse.rows(STATES))
                .containsExactly("2026-08-01 | STALE | 1 identifier now means another person");
        assertThat(warehouse.rows(BY_DEPARTMENT)).containsExactly("2026-08-01 | STATS | STATS | 100");
        useAndLoad("2026-08-01", "anna");
        assertThat(warehouse.rows(STATES)).containsExactly("2026-08-01 | PUBLISHED | null");
        assertThat(warehouse.rows(BY_DEPARTMENT)).containsExactly("2026-08-01 | null | null | 100");
    }

    @Test
    void whoWasInferredIsForgottenWithTheLastDayThatSaysSo() {
        String inferred = "select identifier from hr.bridge_identity where match_rule = 'inferred' order by 1";
        useAndLoad("2026-08-01", "anna", "robot");
        useAndLoad("2026-08-02", "robot");
        useAndLoad("2026-08-01", "anna");
        assertThat(warehouse.rows(inferred)).containsExactly("anna", "robot");
        useAndLoad("2026-08-02", "anna");
        assertThat(warehouse.rows(inferred)).containsExactly("anna");
    }

    @Test
    void aVersionThatGoesTakesNoFactWithIt() {
        load(hr.build("2026-08-01", "E1,anna,active,STATS"));
        load(hr.build("2026-08-05", "E1,anna,active,GENES"));
        useAndLoad("2026-08-05", "anna");
        useAndLoad("2026-08-08", "anna");
        load(hr.build("2026-08-10", "E1,anna,active,DRUGS,,2026-08-03"));
        assertThat(warehouse.rows(BY_DEPARTMENT))
                .containsExactly("2026-08-05 | DRUGS | DRUGS | 100", "2026-08-08 | DRUGS | DRUGS | 100");
        assertThat(warehouse.rows("select department_name, valid_from, valid_to, is_current from mart.dim_user"
                        + " where user_key > 0 order by valid_from"))
                .containsExactly("STATS | 1900-01-01 | 2026-08-03 | f", "DRUGS | 2026-08-03 | 9999-12-31 | t");
    }

    @Test
    void aFactFromBeforeItsPersonWasKnownEndsOnTheRightPerson() {
        useAndLoad("2026-08-01", "anna", "robot");
        useAndLoad("2026-08-02", "robot");
        load(hr.build("2026-08-03", "E1,ANNA,active,STATS"));
        assertThat(warehouse.rows(STATES))
                .containsExactly(
                        "2026-08-01 | STALE | 1 identifier now means another person", "2026-08-02 | PUBLISHED | null");
        useAndLoad("2026-08-01", "anna", "robot");
        assertThat(warehouse.rows(STATES))
                .containsExactly("2026-08-01 | PUBLISHED | null", "2026-08-02 | PUBLISHED | null");
        assertThat(warehouse.rows(BY_DEPARTMENT))
                .containsExactly(
                        "2026-08-01 | STATS | STATS | 100",
                        "2026-08-01 | null | null | 100",
                        "2026-08-02 | null | null | 100");
        assertThat(warehouse.rows(
                        "select identifier, match_rule, valid_from from hr.bridge_identity where system_name ="
                                + " 'login' order by 1"))
                .containsExactly("anna | login | 1900-01-01", "robot | inferred | 1900-01-01");
    }

    @Test
    void onlyDaysFromASwapOnAreStale() {
        load(hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,GENES", "E3,cleo,active,STATS"));
        useAndLoad("2026-08-02", "anna");
        useAndLoad("2026-08-03", "anna", "ben");
        useAndLoad("2026-08-04", "cleo");
        load(hr.build("2026-08-03", "E1,ben,active,STATS", "E2,anna,active,GENES", "E3,cleo,active,STATS"));
        assertThat(warehouse.rows(STATES))
                .containsExactly(
                        "2026-08-02 | PUBLISHED | null",
                        "2026-08-03 | STALE | 2 identifiers now mean other people",
                        "2026-08-04 | PUBLISHED | null");
        useAndLoad("2026-08-03", "anna", "ben");
        assertThat(warehouse.rows(BY_DEPARTMENT))
                .containsExactly(
                        "2026-08-02 | STATS | STATS | 100",
                        "2026-08-03 | GENES | GENES | 100",
                        "2026-08-03 | STATS | STATS | 100",
                        "2026-08-04 | STATS | STATS | 100");
    }

    @Test
    void aDayBuiltOfOlderPeopleIsStaleAtOnce() {
        Manifest built = use("2026-08-01", IdentityOverrides.NONE, "anna");
        load(hr.build("2026-08-02", "E1,anna,active,STATS"));
        load(built);
        assertThat(warehouse.rows(STATES))
                .containsExactly("2026-08-01 | STALE | 1 identifier now means another person");
    }

    @Test
    void aDayThatNamesPeopleTheWarehouseLacksIsRefused() {
        hr.build("2026-08-01", "E1,anna,active,STATS");
        Manifest built = use("2026-08-01", IdentityOverrides.NONE, "anna");
        assertThatThrownBy(() -> load(built))
                .isInstanceOf(PassingConflict.class)
                .hasMessageContaining("1 people")
                .hasMessageContaining("load the days of source hr first");
    }

    @Test
    void anEarlierDayOfHrBuiltAgainLeavesThePeopleOfTheLastOne() {
        Manifest first = hr.build("2026-08-01", "E1,anna,active,STATS");
        load(first);
        load(hr.build("2026-08-05", "E1,anna,active,GENES"));
        load(first);
        assertThat(warehouse.rows("select department_name from mart.dim_user_now where user_id > 0"))
                .containsExactly("GENES");
    }

    @Test
    void ofTwoDaysOfHrLoadedAtOnceTheLaterHasTheSayWhicheverComesFirst() throws Exception {
        Manifest first = hr.build("2026-08-01", "E1,anna,active,STATS");
        Manifest last = hr.build("2026-08-02", "E1,anna,active,GENES", "E2,ben,active,STATS");
        List<CompletableFuture<Void>> loads = new ArrayList<>();
        try (Connection other = warehouse.loader().getConnection()) {
            other.setAutoCommit(false);
            PeopleLock.change(other);
            for (Manifest day : List.of(last, first)) {
                // A thread for each: the common pool of a machine with two cores has but one.
                loads.add(CompletableFuture.runAsync(() -> load(day), task -> new Thread(task, "load").start()));
                awaitWaiting(loads.size()); // who comes first is let in first
            }
            other.rollback();
        }
        for (CompletableFuture<Void> load : loads) {
            load.get(1, TimeUnit.MINUTES);
        }

        assertThat(warehouse.rows("select p.login, n.department_name from mart.dim_user_now n"
                        + " join hr.person p using (user_id) order by 1"))
                .containsExactly("anna | GENES", "ben | STATS");
        assertThat(warehouse.rows("select identifier from hr.bridge_identity where system_name = 'login' order by 1"))
                .containsExactly("anna", "ben");
    }

    private void awaitWaiting(int count) throws InterruptedException {
        String waiting = "select count(*) from pg_stat_activity where datname = current_database()"
                + " and wait_event = 'advisory'";
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!warehouse.rows(waiting).equals(List.of(String.valueOf(count)))) {
            assertThat(System.nanoTime()).as("not all wait").isLessThan(end);
            Thread.sleep(20);
        }
    }
}

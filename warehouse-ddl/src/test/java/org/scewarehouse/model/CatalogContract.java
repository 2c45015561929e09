package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for a freshly migrated warehouse on every version of PostgreSQL that the product supports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CatalogContract {

    private final TestWarehouse warehouse;

    CatalogContract(TestWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    TestWarehouse warehouse() {
        return warehouse;
    }

    @BeforeAll
    void migrate() {
        Migrations.migrate(warehouse.dataSource());
    }

    @AfterAll
    void stop() {
        warehouse.close();
    }

    @Test
    void tablesAreTheRecords() {
        List<String> declared = new ArrayList<>();
        for (TableSpec<?> table : Warehouse.tables()) {
            declared.add(
                    table.qualifiedName() + "|" + (table.isPartitionedByDay() ? "p" : "r") + "|" + table.comment());
        }
        assertThat(warehouse.ask("""
                        select relnamespace::regnamespace || '.' || relname, relkind, obj_description(oid, 'pg_class')
                        from pg_class
                        where relnamespace in ('mart'::regnamespace, 'hr'::regnamespace) and relkind in ('r', 'p')
                        """)).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void columnsAreTheRecordsComponents() {
        List<String> declared = new ArrayList<>();
        for (TableSpec<?> table : Warehouse.tables()) {
            int position = 0;
            for (ColumnSpec column : table.columns()) {
                declared.add(String.join(
                        "|",
                        table.qualifiedName(),
                        String.valueOf(++position),
                        column.name(),
                        column.type().sqlType(),
                        column.isNullable() ? "null" : "not null",
                        column.comment()));
            }
        }
        assertThat(warehouse.ask("""
                        select
                            relnamespace::regnamespace || '.' || relname, attnum, attname,
                            format_type(atttypid, atttypmod), case when attnotnull then 'not null' else 'null' end,
                            col_description(pg_class.oid, attnum)
                        from pg_attribute join pg_class on pg_class.oid = attrelid
                        where relnamespace in ('mart'::regnamespace, 'hr'::regnamespace) and relkind in ('r', 'p')
                          and attnum > 0 and not attisdropped
                        """)).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void primaryKeysAreTheRecordsKeysAndBiToolsSeeThem() {
        List<String> declared = Warehouse.tables().stream()
                .filter(TableSpec::hasPrimaryKey)
                .filter(table -> table.schema().equals("mart"))
                .map(table -> table.name() + "|" + String.join(",", table.key()))
                .toList();
        assertThat(warehouse.askAs("bi_reader", """
                        select table_name, string_agg(column_name, ',' order by ordinal_position)
                        from information_schema.table_constraints
                        join information_schema.key_column_usage
                            using (constraint_schema, constraint_name, table_schema, table_name)
                        where constraint_type = 'PRIMARY KEY' and table_schema not in ('pg_catalog')
                        group by table_name
                        """)).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void foreignKeysAreTheReferences() {
        List<String> declared = new ArrayList<>();
        for (TableSpec<?> table : Warehouse.tables()) {
            for (ColumnSpec column : table.columns()) {
                if (!column.references().isEmpty()) {
                    TableSpec<?> target = Warehouse.table(column.references());
                    declared.add(String.join(
                            "|",
                            table.qualifiedName(),
                            column.name(),
                            target.qualifiedName(),
                            String.join(",", target.key())));
                }
            }
        }
        assertThat(warehouse.ask("""
                        select conrelid::regclass, a.attname, confrelid::regclass, b.attname
                        from pg_constraint
                        join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
                        join pg_attribute b on b.attrelid = confrelid and b.attnum = confkey[1]
                        where contype = 'f' and conparentid = 0 and cardinality(conkey) = 1
                          and connamespace in ('mart'::regnamespace, 'hr'::regnamespace)
                        """)).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void everythingIsCommented() {
        assertThat(warehouse.ask("""
                        with ours as (
                            select oid, nspname from pg_namespace
                            where nspname in ('mart', 'mart_parts', 'report', 'hr', 'ops', 'batch')
                        ), relation as (
                            select c.oid, c.oid::regclass::text as name, relkind
                            from pg_class c join ours on ours.oid = relnamespace
                            where relkind in ('r', 'p', 'v', 'm', 'S')
                        )
                        select 'schema', nspname from ours where obj_description(oid, 'pg_namespace') is null
                        union all
                        select 'relation', name from relation
                        where obj_description(oid, 'pg_class') is null and name not like 'batch.%_seq'
                        union all
                        select 'column', name || '.' || attname from relation
                        join pg_attribute on attrelid = relation.oid
                        where attnum > 0 and not attisdropped and relkind <> 'S' and name <> 'ops.schema_history'
                          and col_description(relation.oid, attnum) is null
                        union all
                        select 'function', p.oid::regprocedure::text from pg_proc p join ours on ours.oid = pronamespace
                        where obj_description(p.oid, 'pg_proc') is null
                        """)).isEmpty();
    }

    @Test
    void everythingBelongsToTheOwner() {
        assertThat(warehouse.ask("""
                        select oid::regclass::text from pg_class
                        where relnamespace::regnamespace::text in ('mart', 'mart_parts', 'report', 'hr', 'ops', 'batch')
                          and relowner <> 'wh_owner'::regrole and relkind <> 'i'
                        union all
                        select oid::regprocedure::text from pg_proc
                        where pronamespace::regnamespace::text in ('mart', 'report', 'hr', 'ops')
                          and proowner <> 'wh_owner'::regrole
                        """)).containsExactly("ops.schema_history");
    }

    @Test
    void readersSeeMartAndReportAndNothingElse() {
        for (String relation : warehouse.ask("""
                select oid::regclass from pg_class
                where relnamespace::regnamespace::text in ('mart', 'report') and relkind in ('r', 'p', 'v')
                """)) {
            warehouse.askAs("bi_reader", "select * from " + relation + " limit 1");
            warehouse.askAs("bi_hr", "select * from " + relation + " limit 1");
        }
        assertThat(warehouse.ask("""
                        select role_name, nspname from pg_namespace
                        cross join unnest(array['bi_reader', 'bi_hr']) role_name
                        where nspname in ('mart', 'mart_parts', 'report', 'hr', 'ops', 'batch')
                          and has_schema_privilege(role_name, nspname, 'usage')
                        """))
                .containsExactlyInAnyOrder(
                        "bi_reader|mart", "bi_reader|report", "bi_hr|mart", "bi_hr|report", "bi_hr|hr");
        assertThat(warehouse.ask("""
                        select c.oid::regclass, role_name, privilege from pg_class c
                        cross join unnest(array['bi_reader', 'bi_hr']) role_name
                        cross join unnest(array['insert', 'update', 'delete', 'truncate', 'trigger']) privilege
                        where relkind in ('r', 'p', 'v') and has_table_privilege(role_name, c.oid, privilege)
                          and relnamespace::regnamespace::text in ('mart', 'mart_parts', 'report', 'hr', 'ops', 'batch')
                        """)).isEmpty();
        assertThat(warehouse.ask("""
                        select c.oid::regclass from pg_class c
                        where relkind in ('r', 'p', 'v') and has_table_privilege('bi_reader', c.oid, 'select')
                          and relnamespace::regnamespace::text in ('mart_parts', 'hr', 'ops', 'batch')
                        """)).isEmpty();
        warehouse.askAs("bi_hr", "select * from hr.bridge_identity");
    }

    @Test
    void theLoaderFillsTablesAndMakesNone() {
        warehouse.runAs("wh_loader", """
                select ops.ensure_partitions('2026-07-31', '2026-08-01');
                insert into mart.fact_capacity_day (day, compute_system_key, source, node_count_max, node_up_seconds)
                values ('2026-07-31', 0, 'test', 1, 1), ('2026-08-01', 0, 'test', 1, 1);
                select ops.analyze_facts('2026-07-31', '2026-08-01', array['fact_capacity_day']);
                delete from mart.fact_capacity_day where day between '2026-07-31' and '2026-08-01';
                select nextval('ops.load_fence'), nextval('batch.batch_job_instance_seq');
                insert into hr.volume_name values (1, 'name', null, '2026-07-31', '2026-07-31');
                delete from hr.volume_name where volume_key = 1;
                """);
        assertThat(warehouse.askAs("wh_loader", "select ops.ensure_partitions('2026-07-31', '2026-08-01')"))
                .containsExactly("0");
        assertThatThrownBy(() -> warehouse.runAs("wh_loader", "create table mart.extra (id bigint)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> warehouse.runAs("wh_loader", "truncate mart.dim_image"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(
                        () -> warehouse.runAs("bi_reader", "select ops.ensure_partitions('2026-07-31', '2026-08-01')"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void whoReadsNamesUnloggedIsTold() {
        String unlogged = "select * from ops.unlogged_hr_readers()";
        warehouse.run("create role seen login in role bi_hr; create role unseen login in role bi_hr;"
                + " create role stranger login in role bi_reader; alter role seen set log_statement = 'all';"
                + " create role audited login in role bi_hr; alter role audited set pgaudit.log = 'write, read';"
                + " create role half login in role bi_hr; alter role half set pgaudit.log = 'all, -read';"
                + " create role here login in role bi_hr; create role elsewhere login in role bi_hr;"
                + " alter role here in database postgres set log_statement = 'all';"
                + " alter role elsewhere in database template1 set log_statement = 'all'");
        assertThat(warehouse.askAs("wh_loader", unlogged))
                .as("also who is logged in another database, or all but reads of whom")
                .containsExactly("elsewhere", "half", "unseen");
        warehouse.run("drop role seen, unseen, stranger, audited, half, here, elsewhere");
    }

    @Test
    void makingPartitionsWaitsForNoReader() throws SQLException {
        try (Connection reader = warehouse.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            for (TableSpec<?> table : Warehouse.tables()) {
                statement.execute("select count(*) from " + table.qualifiedName());
            }
            warehouse.run("set lock_timeout = '2s'; select ops.ensure_partitions('2031-01-01', '2031-02-01')");
        }
        assertThat(warehouse.ask("select ops.ensure_partitions('2031-01-31', '2031-02-28')"))
                .containsExactly("0");
    }

    @Test
    void anInstallationKeepsItsZoneSecretAndSaltOnceADayIsPublished() {
        String installed = "select zone, privacy_fingerprint, keys_salt, product_version from ops.installation";
        warehouse.runAs("wh_loader", "select ops.require_installation('Asia/Tokio', 'x', 'y', '0.1')");
        warehouse.runAs("wh_loader", "insert into ops.load (source, day, state) values ('a', '2026-01-01', 'FAILED')");
        warehouse.runAs("wh_loader", "select ops.require_installation('UTC', 'f', 's', '0.1')");
        assertThat(warehouse.ask(installed)).as("corrected").containsExactly("UTC|f|s|0.1");

        warehouse.runAs("wh_loader", "update ops.load set published_at = now() where source = 'a'");
        warehouse.runAs("wh_loader", "select ops.require_installation('UTC', 'f', 's', '0.2')");
        assertThat(warehouse.ask(installed)).containsExactly("UTC|f|s|0.2");
        assertThatThrownBy(() ->
                        warehouse.runAs("wh_loader", "select ops.require_installation('Asia/Tokyo', 'g', 's', '0.2')"))
                .hasMessageContaining("sce.zone is 'Asia/Tokyo' here but the warehouse was installed with 'UTC'")
                .hasMessageContaining("the fingerprint of sce.privacy.secret is 'g'")
                .hasMessageContaining("Set it back")
                .hasMessageNotContaining("sce.keys.salt");
        warehouse.run("delete from ops.load where source = 'a'");
    }

    @Test
    void aDayIsMissingFromTheFirstPlannedToTheLastDueOne() {
        String days = "select day, state, is_missing from ops.source_day('2026-03-06T01:00:00Z')"
                + " where source = 'b' order by day";
        warehouse.run("insert into ops.load (source, day, state, published_at, message) values"
                + " ('b', '2026-02-01', 'FAILED', null, 'asked for'), ('b', '2026-03-02', 'PUBLISHED', now(), null),"
                + " ('b', '2026-03-03', 'LOST', null, null), ('b', '2026-03-04', 'FAILED', now(), 'rows stand')");
        assertThat(warehouse.ask(days))
                .containsExactly(
                        "2026-02-01|FAILED|t",
                        "2026-03-02|PUBLISHED|f",
                        "2026-03-03|LOST|f",
                        "2026-03-04|FAILED|f",
                        "2026-03-05|MISSING|t");
        warehouse.run("insert into ops.source values ('b', '2026-03-01', 7200, null, null, 'why', now())");
        assertThat(warehouse.ask(days))
                .as("begins a day earlier, and the last day is not due before 2:00")
                .containsExactly(
                        "2026-02-01|FAILED|t",
                        "2026-03-01|MISSING|t",
                        "2026-03-02|PUBLISHED|f",
                        "2026-03-03|LOST|f",
                        "2026-03-04|FAILED|f");
        warehouse.run("delete from ops.load where source = 'b'; delete from ops.source where source = 'b'");
    }

    @Test
    void aDayIsDueByTheClockOfTheZoneAndExpectedOnceItsRawWasHad() {
        String change = """
                insert into ops.installation (zone, privacy_fingerprint, keys_salt, product_version)
                values ('Asia/Kolkata', 'f', 's', '0.1')
                on conflict do nothing;
                update ops.installation set zone = 'Asia/Kolkata';
                insert into ops.load (source, day, state, extracted_at) values
                    ('c', '2026-03-04', 'FAILED', '2026-03-05'), ('d', '2026-03-04', 'FAILED', null)""";
        assertThat(warehouse.askAfter(
                        change,
                        "select source, day, state from ops.source_day('2026-03-05T18:30:00Z') where source > 'b'"
                                + " order by 1, 2"))
                .as("March 6 begins there, so that March 5 is due")
                .containsExactly("c|2026-03-04|FAILED", "c|2026-03-05|MISSING", "d|2026-03-04|FAILED");
    }

    @Test
    void aDayWithoutPartitionIsRefused() {
        assertThatThrownBy(() -> warehouse.run("""
                        insert into mart.fact_capacity_day
                            (day, compute_system_key, source, node_count_max, node_up_seconds)
                        values ('2019-01-01', 0, 'test', 1, 1)
                        """)).hasMessageContaining("no partition");
        assertThatThrownBy(() -> warehouse.run("select ops.ensure_partitions('2014-12-31', '2015-01-01')"))
                .hasMessageContaining("2015 to 2040");
    }

    @Test
    void rulesOfTheTablesHold() {
        String user = "insert into mart.dim_user (user_key, user_id, pseudonym, valid_from, valid_to, is_current,"
                + " is_inferred, is_platform_team, employment_status) values ";
        warehouse.run(user + "(11, 7, 'p', '1900-01-01', '2026-01-01', false, false, false, 'employed'),"
                + " (12, 7, 'p', '2026-01-01', '9999-12-31', true, false, false, 'employed')");
        assertThatThrownBy(() -> warehouse.run(
                        user + "(13, 7, 'p', '2025-12-31', '2026-01-01', false, false, false, 'employed')"))
                .hasMessageContaining("versions_do_not_overlap");
        assertThatThrownBy(() -> warehouse.run(
                        user + "(14, 8, 'p', '2026-01-01', '2026-01-01', true, false, false, 'employed')"))
                .hasMessageContaining("validity_is_in_order");
        warehouse.run("delete from mart.dim_user where user_id = 7");

        warehouse.run("select ops.ensure_partitions('2026-03-01', '2026-03-01')");
        String capacity = "insert into mart.fact_capacity_day (day, compute_system_key, source, node_count_max,"
                + " node_up_seconds) values ('2026-03-01', 0, 'test', 1, ";
        assertThatThrownBy(() -> warehouse.run(capacity + "-1)")).hasMessageContaining("measures_are_not_negative");
        assertThatThrownBy(() -> warehouse.run(capacity + "'NaN')")).hasMessageContaining("measures_are_finite");
    }

    @Test
    void everyDimensionHasItsFirstMembers() {
        for (TableSpec<?> table : Warehouse.tables()) {
            for (ColumnSpec column : table.columns()) {
                if (!column.references().isEmpty() && column.type() == ColumnType.BIGINT) {
                    TableSpec<?> target = Warehouse.table(column.references());
                    String key = target.key().get(0);
                    assertThat(warehouse.ask("select " + key + " from " + target.qualifiedName() + " where " + key
                                    + " in (" + Warehouse.UNKNOWN + ", " + Warehouse.NOT_APPLICABLE + ")"))
                            .as(target.name())
                            .hasSize(2);
                }
            }
        }
        assertThat(warehouse.ask("select min(day), max(day) filter (where day < '9999-12-31'), max(day), count(*)"
                        + " from mart.dim_date"))
                .containsExactly("2015-01-01|2040-12-31|9999-12-31|9498");
        assertThat(warehouse.ask("select * from mart.dim_date where day = '2026-08-22'"))
                .containsExactly("2026-08-22|2026|3|8|2026-08-01|August|22|2026|34|6|Saturday|t|f|-|f");
    }

    @Test
    void migratingAgainChangesNothing() {
        assertThat(Migrations.pending(warehouse.dataSource())).isEmpty();
        assertThat(Migrations.migrate(warehouse.dataSource())).isZero();
    }

    @Test
    void aUserWithoutRightsIsToldWhatAnAdministratorMustRun() {
        warehouse.run("create role plain_user login");
        warehouse.run("create database plain");
        assertThat(Migrations.pending(warehouse.database("plain_user", "plain")))
                .isNotEmpty();
        assertThatThrownBy(() -> Migrations.migrate(warehouse.database("plain_user", "plain")))
                .isInstanceOf(MigrationRefused.class)
                .hasMessageContaining("An administrator must run there: grant wh_owner to plain_user;")
                .hasMessageContaining("create schema mart authorization wh_owner");

        TestWarehouse.run(warehouse.database("postgres", "plain"), """
                grant wh_owner to plain_user;
                create schema mart authorization wh_owner;
                create schema mart_parts authorization wh_owner;
                create schema report authorization wh_owner;
                create schema hr authorization wh_owner;
                create schema ops authorization wh_owner;
                create schema batch authorization wh_owner;
                """);
        assertThat(Migrations.migrate(warehouse.database("plain_user", "plain")))
                .isPositive();
    }
}

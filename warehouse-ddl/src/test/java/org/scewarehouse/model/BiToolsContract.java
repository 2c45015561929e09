package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The warehouse as BI tools meet it: asked the way Metabase asks while it syncs, and through JDBC, with the rights of
 * {@code bi_reader}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BiToolsContract {

    /** Relations of any kind that the role may read, with what is said about them. */
    private static final String METABASE_TABLES = """
            select n.nspname || '.' || c.relname, c.relkind, d.description is not null
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_description d
                on d.objoid = c.oid and d.objsubid = 0 and d.classoid = 'pg_class'::regclass
            where c.relkind in ('r', 'p', 'v', 'f', 'm')
              and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
              and has_schema_privilege(n.oid, 'usage')
              and (has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select'))
            """;

    /** Columns, with their primary keys as information_schema tells them. */
    private static final String METABASE_FIELDS = """
            select c.table_schema || '.' || c.table_name, c.column_name, c.udt_name, k.column_name is not null,
                   col_description(format('%I.%I', c.table_schema, c.table_name)::regclass, c.ordinal_position)
            from information_schema.columns c
            left join (
                select u.table_schema, u.table_name, u.column_name
                from information_schema.table_constraints t
                join information_schema.key_column_usage u
                    using (constraint_schema, constraint_name, table_schema, table_name)
                where t.constraint_type = 'PRIMARY KEY'
            ) k on k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name = c.column_name
            where c.table_schema in ('mart', 'report')
            """;

    /** Foreign keys, every pair of columns. */
    private static final String METABASE_FOREIGN_KEYS = """
            select fn.nspname || '.' || f.relname, fa.attname, tn.nspname || '.' || t.relname, ta.attname
            from pg_constraint k
            join pg_class f on f.oid = k.conrelid
            join pg_namespace fn on fn.oid = f.relnamespace
            join pg_class t on t.oid = k.confrelid
            join pg_namespace tn on tn.oid = t.relnamespace
            join pg_attribute fa on fa.attrelid = f.oid and fa.attnum = any (k.conkey)
            join pg_attribute ta on ta.attrelid = t.oid and ta.attnum = any (k.confkey)
            where k.contype = 'f' and fn.nspname in ('mart', 'report')
            """;

    private static final Set<String> TYPES =
            Set.of("int8", "int4", "float8", "numeric", "text", "bool", "date", "timestamptz", "name");

    private final TestWarehouse warehouse;

    BiToolsContract(TestWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    @BeforeAll
    void migrate() {
        Migrations.migrate(warehouse.dataSource());
        warehouse.run("select ops.ensure_partitions('2026-01-01', '2026-06-30')");
    }

    @AfterAll
    void stop() {
        warehouse.close();
    }

    @Test
    void metabaseSyncsTablesAndViewsOnceAndNoPartition() {
        List<String> synced = warehouse.askAs("bi_reader", METABASE_TABLES);
        assertThat(synced).allMatch(row -> row.matches("(mart|report)\\..*\\|t"), "of mart or report, and commented");
        for (TableSpec<?> table : Warehouse.tables()) {
            boolean isVisible =
                    synced.contains(table.qualifiedName() + "|" + (table.isPartitionedByDay() ? "p" : "r") + "|t");
            assertThat(isVisible)
                    .as(table.qualifiedName())
                    .isEqualTo(table.schema().equals("mart"));
        }
        List<String> bareNames =
                synced.stream().map(row -> row.replaceAll("^\\w+\\.|\\|.*", "")).toList();
        assertThat(bareNames)
                .as("Metabase's metadata knows tables by bare name")
                .doesNotHaveDuplicates();
    }

    @Test
    void metabaseSeesKeysTypesAndComments() {
        List<String> keys = new ArrayList<>();
        for (String row : warehouse.askAs("bi_reader", METABASE_FIELDS)) {
            String[] field = row.split("\\|", 5);
            assertThat(field[4]).as(row).isNotBlank().isNotEqualTo("-");
            assertThat(TYPES).as(row).contains(field[2]);
            if (field[3].equals("t")) {
                keys.add(field[0] + "." + field[1]);
            }
        }
        List<String> declared = Warehouse.tables().stream()
                .filter(table -> table.hasPrimaryKey() && table.schema().equals("mart"))
                .flatMap(table -> table.key().stream().map(key -> table.qualifiedName() + "." + key))
                .toList();
        assertThat(keys).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void metabaseJoinsFactsToVisibleDimensions() {
        List<String> declared = new ArrayList<>();
        for (TableSpec<?> table : Warehouse.tables()) {
            for (ColumnSpec column : table.columns()) {
                if (!column.references().isEmpty() && table.schema().equals("mart")) {
                    TableSpec<?> target = Warehouse.table(column.references());
                    declared.add(String.join(
                            "|",
                            table.qualifiedName(),
                            column.name(),
                            target.qualifiedName(),
                            target.key().get(0)));
                    assertThat(target.schema()).isEqualTo("mart");
                }
            }
        }
        assertThat(warehouse.askAs("bi_reader", METABASE_FOREIGN_KEYS)).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void namesAreReadAsWhatTheyMean() {
        for (String row : warehouse.askAs("bi_reader", METABASE_TABLES)) {
            String name = row.replaceAll("^\\w+\\.|\\|.*", "");
            assertThat(name)
                    .doesNotMatch(".*_cache|batch|queue|sessions|sequences|config|.*_revision|schema_migrations");
        }
        List<String> told = warehouse.askAs("bi_reader", "select keypath from report._metabase_metadata");
        for (String row : warehouse.askAs("bi_reader", METABASE_FIELDS)) {
            String column = row.split("\\|", 3)[1];
            boolean isReadAsMoney = column.matches(".*amount.*|total.*|.*_total|.*cost.*|.*price.*|.*income.*");
            String keypath = row.split("\\|", 2)[0].replaceFirst("^\\w+\\.", "") + "." + column + ".semantic_type";
            assertThat(!isReadAsMoney || told.contains(keypath)).as(row).isTrue();
        }
    }

    @Test
    void metabaseIsToldMeaningsOfColumnsThatAreThere() {
        List<String> columns = warehouse.askAs("bi_reader", METABASE_FIELDS).stream()
                .map(row -> row.split("\\|", 3))
                .map(field -> field[0].replaceFirst("^\\w+\\.", "") + "." + field[1])
                .toList();
        List<String> told = warehouse.askAs("bi_reader", "select keypath, value from report._metabase_metadata");
        assertThat(told)
                .contains("container_idleness.idle_cost_usd.semantic_type|type/Currency")
                .contains("fact_container_day.idle_seconds.semantic_type|type/Duration")
                .doesNotHaveDuplicates()
                .allMatch(row -> row.matches("[a-z_0-9]+\\.[a-z_0-9]+\\.semantic_type\\|type/[A-Za-z]+"))
                .allMatch(row -> columns.contains(row.replaceFirst("\\.semantic_type.*", "")));
    }

    @Test
    void jdbcToolsThatAskForTablesAndViewsFindEveryTable() throws SQLException {
        Set<String> found = new TreeSet<>();
        Set<String> partitioned = new TreeSet<>();
        try (Connection connection = reader()) {
            DatabaseMetaData metadata = connection.getMetaData();
            try (ResultSet tables =
                    metadata.getTables(null, "%", "%", new String[] {"TABLE", "VIEW", "PARTITIONED TABLE"})) {
                while (tables.next()) {
                    String name = tables.getString("TABLE_SCHEM") + "." + tables.getString("TABLE_NAME");
                    boolean isPartitioned = tables.getString("TABLE_TYPE").equals("PARTITIONED TABLE");
                    (isPartitioned ? partitioned : found).add(name);
                }
            }
        }
        for (TableSpec<?> table : Warehouse.tables()) {
            if (table.schema().equals("mart")) {
                String seen = table.isPartitionedByDay() ? "report." + table.name() + "_view" : table.qualifiedName();
                assertThat(found).contains(seen);
                assertThat(partitioned.contains(table.qualifiedName())).isEqualTo(table.isPartitionedByDay());
            }
        }
    }

    @Test
    void jdbcTellsColumnsKeysAndComments() throws SQLException {
        try (Connection connection = reader()) {
            DatabaseMetaData metadata = connection.getMetaData();
            for (TableSpec<?> table : Warehouse.tables()) {
                if (table.schema().equals("mart")) {
                    assertThat(names(metadata.getColumns(null, "mart", table.name(), "%"), "COLUMN_NAME", "REMARKS"))
                            .containsExactlyElementsOf(table.columns().stream()
                                    .map(column -> column.name() + "|" + column.comment())
                                    .toList());
                    assertThat(names(metadata.getPrimaryKeys(null, "mart", table.name()), "COLUMN_NAME"))
                            .containsExactlyInAnyOrderElementsOf(table.hasPrimaryKey() ? table.key() : List.of());
                    assertThat(names(
                                    metadata.getImportedKeys(null, "mart", table.name()),
                                    "FKCOLUMN_NAME",
                                    "PKTABLE_NAME"))
                            .containsExactlyInAnyOrderElementsOf(table.columns().stream()
                                    .filter(column -> !column.references().isEmpty())
                                    .map(column -> column.name() + "|" + column.references())
                                    .toList());
                }
            }
        }
    }

    @Test
    void fallbackViewsHaveEveryColumnOfTheirFact() {
        for (TableSpec<?> table : Warehouse.tables()) {
            if (table.isPartitionedByDay() && table.schema().equals("mart")) {
                assertThat(warehouse.ask("select attname from pg_attribute where attnum > 0 and not attisdropped and"
                                + " attrelid = 'report." + table.name() + "_view'::regclass"))
                        .as("R__report_facts.sql must run again: note the migration that added a column there")
                        .containsExactlyInAnyOrderElementsOf(
                                table.columns().stream().map(ColumnSpec::name).toList());
            }
        }
    }

    @Test
    void aRangeOfDaysReadsItsMonthsOnly() {
        for (TableSpec<?> table : Warehouse.tables()) {
            if (table.isPartitionedByDay() && table.schema().equals("mart")) {
                for (String relation : List.of(table.qualifiedName(), "report." + table.name() + "_view")) {
                    String counted = "explain (costs off) select count(*) from " + relation + " where day ";
                    assertThat(partitions(counted + ">= '2026-02-01' and day < '2026-03-01'", table))
                            .containsExactly(table.name() + "_y2026m02");
                    assertThat(partitions(counted + "= '2026-04-30'", table))
                            .containsExactly(table.name() + "_y2026m04");
                    assertThat(warehouse.askAs(
                                    "bi_reader", counted + ">= (timestamptz '2026-06-10' - interval '9 days')::date"))
                            .as("known only when it runs, as the last 30 days are")
                            .anyMatch(line -> line.contains("Subplans Removed: 5"));
                }
            }
        }
    }

    private Set<String> partitions(String explained, TableSpec<?> table) {
        Set<String> partitions = new TreeSet<>();
        for (String line : warehouse.askAs("bi_reader", explained)) {
            Matcher read = Pattern.compile(table.name() + "_y\\d{4}m\\d\\d").matcher(line);
            if (read.find()) {
                partitions.add(read.group());
            }
        }
        return partitions;
    }

    private Connection reader() throws SQLException {
        Connection connection = warehouse.dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set role bi_reader");
        }
        return connection;
    }

    private static List<String> names(ResultSet rows, String... columns) throws SQLException {
        try (rows) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                List<String> parts = new ArrayList<>();
                for (String column : columns) {
                    parts.add(rows.getString(column));
                }
                names.add(String.join("|", parts));
            }
            return names;
        }
    }
}

package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An engine that knows nothing of this warehouse finds its way through it: Apache Calcite reads the schema over JDBC as
 * bi_reader, plans joins over the declared keys on its own, and must come to the numbers that PostgreSQL comes to.
 * Runs where Calcite is on the class path: {@code mvn test -Pbi-engine}.
 */
class BiEngineTest {

    private static final String URL = """
            jdbc:calcite:lex=JAVA;caseSensitive=true;model=inline:{version: '1.0', defaultSchema: 'mart', schemas: [
            {name: 'mart', type: 'jdbc', jdbcUrl: '%1$s', jdbcUser: 'bi_engine', jdbcPassword: 'x', jdbcSchema: 'mart'},
            {name: 'report', type: 'jdbc', jdbcUrl: '%1$s', jdbcUser: 'bi_engine', jdbcPassword: 'x',
            jdbcSchema: 'report'}]}
            """;

    @BeforeAll
    static void login() {
        assumeTrue(isInstalled(), "Apache Calcite is not on the class path");
        TenPeople.run("create user bi_engine password 'x' in role bi_reader");
    }

    private static boolean isInstalled() {
        try {
            Class.forName("org.apache.calcite.jdbc.Driver");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Connection engine() throws SQLException {
        return DriverManager.getConnection(
                URL.formatted(TenPeople.url()).replace("\n", " ").strip());
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    /** Partitioned facts are views to tools that ask for tables and views. */
    private static String seen(TableSpec<?> table) {
        return table.isPartitionedByDay() ? "report." + table.name() + "_view" : table.qualifiedName();
    }

    @Test
    void itFindsEveryTableWithItsColumns() throws SQLException {
        try (Connection engine = engine()) {
            for (TableSpec<?> table : Warehouse.tables()) {
                if (table.schema().equals("mart")) {
                    String[] name = seen(table).split("\\.");
                    Set<String> columns = new TreeSet<>();
                    try (ResultSet found = engine.getMetaData().getColumns(null, name[0], name[1], null)) {
                        while (found.next()) {
                            columns.add(found.getString("COLUMN_NAME"));
                        }
                    }
                    assertThat(columns)
                            .as(seen(table))
                            .containsAll(table.columns().stream()
                                    .map(ColumnSpec::name)
                                    .toList());
                }
            }
        }
    }

    @Test
    void noRowOfAFactIsLostOnTheWayToItsDimensions() throws SQLException {
        try (Connection engine = engine();
                Statement statement = engine.createStatement();
                Connection reader = TenPeople.connection();
                Statement direct = reader.createStatement()) {
            for (TableSpec<?> fact : Warehouse.tables()) {
                if (fact.schema().equals("mart") && fact.isPartitionedByDay()) {
                    StringBuilder join = new StringBuilder("select count(*) from " + seen(fact) + " f");
                    int number = 0;
                    for (ColumnSpec column : fact.columns()) {
                        if (!column.references().isEmpty()) {
                            TableSpec<?> target = Warehouse.table(column.references());
                            String alias = "d" + number++;
                            join.append(" join " + target.qualifiedName() + " " + alias + " on " + alias + ".`"
                                    + target.key().get(0) + "` = f.`" + column.name() + "`");
                        }
                    }
                    assertThat(rows(statement, join.toString()))
                            .as(fact.name())
                            .isEqualTo(rows(direct, "select count(*) from " + fact.qualifiedName()));
                }
            }
        }
    }

    @Test
    void itsSumsOverAStarAreThoseOfTheWarehouse() throws SQLException {
        String star = """
                select d.department_name, c.container_kind, count(*), sum(f.cpu_allocated_core_seconds)
                from %s f
                join mart.dim_user d on d.user_key = f.user_key
                join mart.dim_container c on c.container_key = f.container_key
                where f.running_seconds > 0
                group by d.department_name, c.container_kind
                order by 1, 2
                """;
        String report = """
                select department_name, sum(container_count), sum(idle_seconds)
                from report.container_idleness where period_name = '2026-02' group by department_name order by 1
                """;
        try (Connection engine = engine();
                Statement statement = engine.createStatement();
                Connection reader = TenPeople.connection();
                Statement direct = reader.createStatement()) {
            assertThat(numbers(rows(statement, star.formatted("report.fact_container_day_view"))))
                    .isNotEmpty()
                    .isEqualTo(numbers(rows(direct, star.formatted("mart.fact_container_day"))));
            assertThat(numbers(rows(statement, report))).isNotEmpty().isEqualTo(numbers(rows(direct, report)));
        }
    }

    /** Numbers as numbers: the same one may be written in two ways. */
    private static List<String> numbers(List<String> rows) {
        return rows.stream()
                .map(row -> String.join(
                        "|",
                        List.of(row.split("\\|", -1)).stream()
                                .map(value -> value.matches("-?[0-9.]+(E[0-9]+)?")
                                        ? String.valueOf(Double.parseDouble(value))
                                        : value)
                                .toList()))
                .toList();
    }
}

package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.annotation.Table;
import org.scewarehouse.model.lake.Engine;
import org.scewarehouse.model.lake.LakeDefinitions;

/** Holds what an engine makes of the lake alone, by the definitions in {@code infra/lake}, against the warehouse. */
final class LakeComparison {

    private static final Path FOLDER = Path.of("..", "infra", "lake");

    /** What each report of {@code infra/lake/reports} is held against; between two days. */
    private static final Map<String, String> REPORTS = new TreeMap<>(
            Map.of("container_idleness", """
            select environment_name, user_id, container_count, running_seconds, observed_seconds, idle_seconds,
                active_seconds, band_0_seconds, band_1_seconds, band_2_seconds, band_3_seconds, band_4_seconds,
                band_5_seconds, band_6_seconds, cpu_core_hours, cpu_allocated_core_hours, cpu_idle_allocated_core_hours
            from report.container_idleness('FROM_DAY', 'TO_DAY')
            """, "job_outcomes", """
            select cluster_name, queue_name, job_state, reason_text, sum(ended_count), sum(never_started_count),
                sum(unknown_time_count), sum(cpu_allocated_core_hours)
            from report.job_outcomes('FROM_DAY', 'TO_DAY') group by 1, 2, 3, 4
            """, "queue_wait", """
            select cluster_name, queue_name, started_count, unknown_wait_count, wait_seconds, wait_seconds_max,
                wait_band_0_count, wait_band_1_count, wait_band_2_count, wait_band_3_count, wait_band_4_count,
                wait_band_5_count, wait_band_6_count, wait_band_7_count
            from report.queue_wait('FROM_DAY', 'TO_DAY') where started_count > 0
            """, "department_use", """
            select f.day, coalesce(u.department_name, 'Unknown'),
                count(distinct f.user_id) filter (where f.user_id > 0), sum(f.running_seconds), sum(f.cpu_core_seconds)
            from mart.fact_container_day f join mart.dim_user u using (user_key)
            where f.day >= 'FROM_DAY' and f.day < 'TO_DAY' group by 1, 2
            """));

    private final Query warehouse;
    private final Query lake;

    /** Answers of one statement, row by row. */
    interface Query {
        List<List<@Nullable Object>> rows(String sql);
    }

    LakeComparison(DataSource warehouse, Query lake) {
        this.warehouse = sql -> rows(warehouse, sql);
        this.lake = lake;
    }

    /** The statements that define the lake's tables, in their order. */
    static List<String> definitions(Engine engine, Path lake) throws IOException {
        String sql = Files.readString(FOLDER.resolve(engine.name().toLowerCase(java.util.Locale.ROOT) + ".sql"));
        return Stream.of(sql.replace(Engine.LAKE_ADDRESS, lake.toString()).split(";\n", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** Every row of every table, and the reports over the days, are the warehouse's. */
    void check(LocalDate from, LocalDate to, List<String> tablesWithoutFiles) throws IOException {
        for (TableSpec<?> table : LakeDefinitions.tables()) {
            List<List<@Nullable Object>> loaded =
                    warehouse.rows("select " + columns(table) + " from mart." + table.name()
                            + (hasMembers(table) ? " where " + table.key().get(0) + " > 0" : ""));
            if (tablesWithoutFiles.contains(table.name())) {
                assertThat(loaded)
                        .as(table.name() + ", of which the lake has no file")
                        .isEmpty();
            } else {
                assertThat(sorted(lake.rows("select " + columns(table) + " from " + table.name())))
                        .as(table.name())
                        .isEqualTo(sorted(loaded));
            }
        }
        for (Map.Entry<String, String> report : REPORTS.entrySet()) {
            String sql = Files.readString(FOLDER.resolve("reports/" + report.getKey() + ".sql"));
            List<List<@Nullable Object>> here = lake.rows(between(from, to, sql));
            assertThat(here).as(report.getKey() + " says something").isNotEmpty();
            isClose(report.getKey(), here, warehouse.rows(between(from, to, report.getValue())));
        }
    }

    private static String between(LocalDate from, LocalDate to, String sql) {
        return sql.replace("FROM_DAY", from.toString()).replace("TO_DAY", to.toString());
    }

    private static boolean hasMembers(TableSpec<?> table) {
        return table.kind() != Table.Kind.FACT
                && table.column(table.key().get(0)).type() == ColumnType.BIGINT;
    }

    private static String columns(TableSpec<?> table) {
        return Stream.concat(
                        table.curatedColumns().stream().map(ColumnSpec::name),
                        table.isPartitionedByDay() ? Stream.of("day") : Stream.of())
                .collect(Collectors.joining(", "));
    }

    /** Equal but for the order in which an engine adds. */
    private static void isClose(String report, List<List<@Nullable Object>> lake, List<List<@Nullable Object>> loaded) {
        List<List<@Nullable Object>> here = byText(lake);
        List<List<@Nullable Object>> there = byText(loaded);
        assertThat(here).as(report).hasSameSizeAs(there);
        for (int row = 0; row < here.size(); row++) {
            for (int column = 0; column < here.get(row).size(); column++) {
                String place = report + ", row " + here.get(row) + ", column " + (column + 1);
                Object mine = same(here.get(row).get(column));
                Object other = same(there.get(row).get(column));
                if (mine instanceof BigDecimal a && other instanceof BigDecimal b) {
                    double size = Math.max(1, a.abs().doubleValue());
                    assertThat(a.doubleValue()).as(place).isCloseTo(b.doubleValue(), within(1e-9 * size));
                } else {
                    assertThat(mine).as(place).isEqualTo(other);
                }
            }
        }
    }

    /** Sorted by what tells rows apart: their first columns, which are no measures. */
    private static List<List<@Nullable Object>> byText(List<List<@Nullable Object>> rows) {
        Comparator<List<@Nullable Object>> order = Comparator.comparing(row ->
                row.stream().limit(4).map(value -> String.valueOf(same(value))).collect(Collectors.joining("\n")));
        return rows.stream().sorted(order).toList();
    }

    private static List<String> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row ->
                        row.stream().map(value -> String.valueOf(same(value))).collect(Collectors.joining(" | ")))
                .sorted()
                .toList();
    }

    /** One Java type for each kind of value, whichever driver gave it. */
    private static @Nullable Object same(@Nullable Object value) {
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Timestamp time) {
            return time.toInstant();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof Number number) {
            BigDecimal decimal = new BigDecimal(number.toString());
            return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
        }
        return value;
    }

    static List<List<@Nullable Object>> rows(DataSource source, String sql) {
        try (Connection connection = source.getConnection()) {
            return rows(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static List<List<@Nullable Object>> rows(Connection connection, String sql) throws SQLException {
        try (ResultSet result = connection.createStatement().executeQuery(sql)) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                @Nullable
                Object[] row = new @Nullable Object[result.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = result.getObject(i + 1);
                }
                rows.add(Arrays.asList(row));
            }
            return rows;
        }
    }
}

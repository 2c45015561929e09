package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.FactSample;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;

/** Another engine, which knows nothing of this product, reads the files and sees the same values. */
class CuratedDuckDbTest {

    private static final Map<ColumnType, String> TYPES = Map.of(
            ColumnType.BIGINT, "BIGINT",
            ColumnType.INTEGER, "INTEGER",
            ColumnType.DOUBLE, "DOUBLE",
            ColumnType.BOOLEAN, "BOOLEAN",
            ColumnType.TEXT, "VARCHAR",
            ColumnType.DATE, "DATE",
            ColumnType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE",
            ColumnType.DECIMAL, "DECIMAL(18,6)");

    @TempDir
    Path folder;

    @Test
    void seesEveryTypeAsItWasWritten() throws SQLException {
        TableSpec<FactSample> table = TableSpec.of(FactSample.class);
        try (CuratedZone.Writer writer = zone().writer("test", FactSample.DAY, List.of(table))) {
            writer.add(FactSample.full(4));
            writer.add(FactSample.sparse(5));
            writer.commit(inputs());
        }

        String files = "read_parquet('" + folder.resolve("lake/curated/fact_sample") + "/*/*.parquet', "
                + "hive_partitioning = true)";
        assertThat(query("select count(*) from " + files)).isEqualTo("2");
        assertThat(query("select decode(value) from parquet_kv_metadata('" + folder.resolve("lake/curated/fact_sample")
                        + "/*/*.parquet') where decode(key) = 'parquet.avro.schema'"))
                .isEqualTo(TableSchema.avro(table).toString());
        assertThat(query("select string_agg(column_type, ', ') from (describe select * exclude (day) from " + files
                        + ")"))
                .isEqualTo(types(table));
        assertThat(query("select sample_key = 4 and taken_at = '2026-03-01T10:00:04.123456Z'::timestamptz"
                        + " and note = 'größer 🚀 than 4' and read_bytes = 4000 and run_count = 4 and exit_code = -1"
                        + " and cpu_seconds = 4 / 3.0::double and gpu_seconds = 4e-9 and is_active and is_known"
                        + " and seen_date = date '2026-02-28' and left_on = date '1969-12-31'"
                        + " and ended_at = '1969-12-31T23:59:59.999999Z'::timestamptz"
                        + " and amount_usd = 123456789012.345678 and tax_usd = -0.000001"
                        + " and source = 'test' and day = date '2026-03-01' from " + files + " where sample_key = 4"))
                .isEqualTo("true");
        assertThat(query("select note is null and read_bytes is null and exit_code is null and gpu_seconds is null"
                        + " and is_known is null and left_on is null and ended_at is null and tax_usd is null"
                        + " and amount_usd = 0 and run_count = 0 and not is_active from "
                        + files + " where sample_key = 5"))
                .isEqualTo("true");
    }

    @Test
    void readsEveryTableOfTheWarehouse() throws Exception {
        LocalDate day = LocalDate.of(2026, 3, 1);
        List<TableSpec<?>> tables = Warehouse.tables().stream()
                .filter(t -> t.kind() != Table.Kind.DERIVED)
                .<TableSpec<?>>map(t -> t)
                .toList();
        Manifest manifest;
        try (CuratedZone.Writer writer = zone().writer("test", day, tables)) {
            for (TableSpec<?> table : tables) {
                for (int i = 1; i <= 20; i++) {
                    writer.add(SampleRecord.of(table, day, "test", i));
                }
            }
            manifest = writer.commit(inputs());
        }
        for (TableSpec<?> table : tables) {
            Manifest.TableFacts facts = manifest.table(table.name());
            String file =
                    "read_parquet('" + folder.resolve("lake").resolve(facts.file()) + "', hive_partitioning = false)";
            assertThat(query("select string_agg(column_type, ', ') from (describe from " + file + ")"))
                    .as(table.name())
                    .isEqualTo(types(table));
            assertThat(query("select count(*) from " + file)).isEqualTo(Long.toString(facts.rows()));
            facts.measures()
                    .forEach((measure, expected) -> assertThat(query("select count(" + measure + ") || ' ' || (sum("
                                    + measure + ") = " + expected.sum() + ")" + " from " + file))
                            .as(table.name() + "." + measure)
                            .isEqualTo(expected.nonNullCount() + " true"));
            assertThat(facts.file()).startsWith(table.schema().equals("hr") ? "identified/" : "curated/");
        }
    }

    private static String types(TableSpec<?> table) {
        return table.curatedColumns().stream()
                .map(ColumnSpec::type)
                .map(TYPES::get)
                .collect(Collectors.joining(", "));
    }

    private CuratedZone zone() {
        return new CuratedZone(new LocalStore(folder.resolve("lake")), folder.resolve("temp"), 1 << 20);
    }

    private static Manifest.Inputs inputs() {
        return new Manifest.Inputs("raw", "settings", null, "1.0", 1);
    }

    private static String query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}

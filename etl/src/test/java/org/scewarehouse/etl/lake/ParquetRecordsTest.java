package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scewarehouse.etl.SourceChanged;

/** Files of another writer are read, whatever their codec. */
class ParquetRecordsTest {

    @TempDir
    Path folder;

    private void write(String query, String options) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "copy (" + query + ") to '" + folder.resolve("x.parquet") + "' (format parquet, " + options + ")");
        }
    }

    private List<Map<String, Object>> read(Set<String> wanted, Set<String> required) {
        List<Map<String, Object>> records = new ArrayList<>();
        ParquetRecords.read(new LocalStore(folder), "x.parquet", wanted, required, records::add);
        return records;
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "gzip", "zstd", "uncompressed"})
    void valuesAreThoseThatWereWritten(String codec) throws SQLException {
        write(
                "select 'größer 🚀' as text, 7::bigint as large, 5::integer as small, 0.5::double as number,"
                        + " true as truth,"
                        + " timestamp '2026-01-03 02:00:09.123456' as micros,"
                        + " timestamp_ms '2026-01-03 02:00:09.123' as millis,"
                        + " timestamp_ns '2026-01-03 02:00:09.123456789' as nanos, date '2026-01-03' as day,"
                        + " 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'::uuid as id, null::varchar as nothing, [1] as list"
                        + " from range(3)",
                "compression '" + codec + "'");
        Set<String> wanted = Set.of(
                "text", "large", "small", "number", "truth", "micros", "millis", "nanos", "day", "id", "nothing", "no");
        assertThat(read(wanted, Set.of("text")))
                .hasSize(3)
                .allSatisfy(record -> assertThat(record)
                        .isEqualTo(Map.ofEntries(
                                Map.entry("text", "größer 🚀"),
                                Map.entry("large", 7L),
                                Map.entry("small", 5L),
                                Map.entry("number", 0.5),
                                Map.entry("truth", true),
                                Map.entry("micros", Instant.parse("2026-01-03T02:00:09.123456Z")),
                                Map.entry("millis", Instant.parse("2026-01-03T02:00:09.123Z")),
                                Map.entry("nanos", Instant.parse("2026-01-03T02:00:09.123456789Z")),
                                Map.entry("day", LocalDate.of(2026, 1, 3)),
                                Map.entry("id", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"))));
    }

    @Test
    void whatCannotBeReadIsNamed() throws SQLException {
        write("select [1] as list, 'x' as text", "compression 'snappy'");
        assertThatThrownBy(() -> read(Set.of("list"), Set.of()))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("x.parquet: expected single values in column list");
        assertThatThrownBy(() -> read(Set.of("text"), Set.of("user_guid")))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("expected a column user_guid, got [list, text]");
        write("select 'x' as text", "compression 'lz4_raw'");
        assertThatThrownBy(() -> read(Set.of("text"), Set.of()))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("Snappy, gzip and zstd can be read");
        assertThatThrownBy(() ->
                        ParquetRecords.read(new LocalStore(folder), "no.parquet", Set.of(), Set.of(), record -> {}))
                .isInstanceOf(UncheckedIOException.class);
    }
}

package org.scewarehouse.jobs.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.etl.source.prometheus.PodEvidence;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/** Leads from a row of the warehouse back to the answers it came from: ledger, manifest, raw parts, series. */
final class Explanation {

    private static final int SERIES_MAX = 200;

    private final Workplace workplace;
    private final Console console;

    Explanation(Workplace workplace, Console console) {
        this.workplace = workplace;
        this.console = console;
    }

    /** Prints the row that the key names, and where it came from. */
    ExitCode of(String tableName, Map<String, String> key) {
        TableSpec<?> table = table(tableName, key);
        try (Connection connection = workplace.dataSource().getConnection()) {
            connection.setReadOnly(true);
            Map<String, @Nullable Object> row = row(connection, table, key);
            row.forEach((column, value) -> console.line("  " + column + " = " + (value == null ? "null" : value)));
            Object source = row.get("source");
            Object day = row.get("day");
            if (source == null || !(day instanceof java.sql.Date date)) {
                console.line(table.name() + " belongs to no source-day; its members are folded over all days.");
                return ExitCode.DONE;
            }
            lineage(source.toString(), date.toLocalDate());
            series(connection, row, source.toString(), date.toLocalDate());
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw new WarehouseUnavailable("the warehouse did not explain the row: " + e.getMessage(), e);
        }
    }

    private static TableSpec<?> table(String name, Map<String, String> key) {
        List<String> names = Warehouse.tables().stream().map(TableSpec::name).toList();
        if (!names.contains(name)) {
            throw new SettingsRejected(
                    List.of("no table is named " + name + "; there are " + String.join(", ", names)));
        }
        TableSpec<?> table = Warehouse.table(name);
        for (String column : key.keySet()) {
            if (table.columns().stream().noneMatch(c -> c.name().equals(column))) {
                throw new SettingsRejected(
                        List.of(name + " has no column " + column + "; its key is " + String.join(", ", table.key())));
            }
        }
        return table;
    }

    private static Map<String, @Nullable Object> row(Connection connection, TableSpec<?> table, Map<String, String> key)
            throws SQLException {
        String condition =
                key.keySet().stream().map(column -> column + "::text = ?").collect(Collectors.joining(" and "));
        String sql = "select * from " + table.qualifiedName() + " where " + condition + " limit 2";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (String value : key.values()) {
                statement.setString(index++, value);
            }
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new SettingsRejected(List.of("no row of " + table.name() + " has " + key));
                }
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                ResultSetMetaData meta = result.getMetaData();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    row.put(meta.getColumnName(i), result.getObject(i));
                }
                if (result.next()) {
                    throw new SettingsRejected(List.of("more than one row of " + table.name() + " has " + key
                            + "; name its whole key: " + String.join(", ", table.key())));
                }
                return row;
            }
        }
    }

    private void lineage(String source, LocalDate day) {
        workplace
                .context()
                .ledger()
                .row(source, day)
                .ifPresent(load -> console.line("ledger: " + source + " " + day
                        + " is " + load.state() + ", attempt " + load.attempt() + ", published " + load.publishedAt()
                        + ", version " + load.codeVersion() + ", content " + load.contentSha256()));
        RawZone.Reader raw =
                workplace.context().lake().raw().current(source, day).orElse(null);
        if (raw == null) {
            console.line("raw: none is kept of that day");
            return;
        }
        for (String endpoint : raw.endpoints()) {
            Completion asked = raw.completion(endpoint);
            console.line("raw: endpoint " + endpoint + ", attempt " + asked.attempt() + ", asked for ["
                    + asked.windowFrom() + ", " + asked.windowTo() + ") at " + asked.fetchedAt() + ", "
                    + asked.records() + " records in " + asked.parts().size() + " parts");
        }
    }

    private void series(Connection connection, Map<String, @Nullable Object> row, String source, LocalDate day)
            throws SQLException {
        Object containerKey = row.get("container_key");
        RawZone.Reader raw =
                workplace.context().lake().raw().current(source, day).orElse(null);
        if (!(containerKey instanceof Long) || raw == null || !source.equals("prometheus")) {
            return;
        }
        String sql = "select namespace_name, pod_name from hr.container_name where container_key = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, containerKey);
            try (ResultSet result = statement.executeQuery()) {
                if (result.next() && result.getString(2) != null) {
                    List<String> lines = new ArrayList<>(PodEvidence.of(raw, result.getString(1), result.getString(2)));
                    lines.stream().limit(SERIES_MAX).forEach(line -> console.line("series: " + line));
                    if (lines.size() > SERIES_MAX) {
                        console.line("and " + (lines.size() - SERIES_MAX) + " more series");
                    }
                }
            }
        }
    }
}

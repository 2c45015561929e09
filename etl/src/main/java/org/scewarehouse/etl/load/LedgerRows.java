package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.Manifest;

/** The ledger's statements that are part of a larger transaction: that of a dimension, or the publishing one. */
final class LedgerRows {

    static final String COLUMNS =
            "source, day, state, fence, attempt, row_count, content_sha256, manifest_sha256, settings_fingerprint,"
                    + " started_at, extracted_at, published_at, code_version, message";

    private LedgerRows() {}

    /**
     * Locks the source-day's row to the end of the transaction.
     *
     * @throws FenceLost if the fence is no longer the run's
     */
    static LoadRow held(Connection connection, String source, LocalDate day, long fence) throws SQLException {
        String sql = "select " + COLUMNS + " from ops.load where source = ? and day = ? for update";
        try (PreparedStatement statement = Sql.bound(connection, sql, source, day);
                ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                throw new FenceLost(name(source, day) + ": not in the ledger; begin it before loading");
            }
            LoadRow row = loadRow(result);
            if (row.fence() != fence) {
                throw new FenceLost(name(source, day) + ": another run has taken it over, fence " + row.fence()
                        + " instead of " + fence);
            }
            return row;
        }
    }

    static void writeEndpoints(Connection connection, String source, LocalDate day, List<EndpointRow> endpoints)
            throws SQLException {
        String sql = """
                insert into ops.load_endpoint (source, day, endpoint, kind, attempt, state, record_count, observed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (source, day, endpoint) do update set kind = excluded.kind, attempt = excluded.attempt,
                  state = excluded.state, record_count = excluded.record_count, observed_at = excluded.observed_at""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (EndpointRow row : endpoints) {
                Sql.bind(
                        statement,
                        source,
                        day,
                        row.endpoint(),
                        row.kind(),
                        row.attempt(),
                        row.state().name(),
                        row.recordCount(),
                        row.observedAt());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Notes what the warehouse holds of one table. */
    static void writeTable(Connection connection, Manifest manifest, String table, Manifest.TableFacts facts)
            throws SQLException {
        writeTables(connection, manifest, Map.of(table, facts));
    }

    private static void writeTables(
            Connection connection, Manifest manifest, Map<String, Manifest.TableFacts> factsByTable)
            throws SQLException {
        String sql = """
                insert into ops.load_table (source, day, table_name, row_count, content_sha256, measures)
                values (?, ?, ?, ?, ?, ?::jsonb)
                on conflict (source, day, table_name) do update set row_count = excluded.row_count,
                  content_sha256 = excluded.content_sha256, measures = excluded.measures""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (var table : factsByTable.entrySet()) {
                Manifest.TableFacts facts = table.getValue();
                Sql.bind(
                        statement,
                        manifest.source(),
                        manifest.day(),
                        table.getKey(),
                        facts.rows(),
                        facts.contentSha256(),
                        measures(facts));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** As JSON, which has no number for a sum that is not finite. */
    private static String measures(Manifest.TableFacts facts) {
        return facts.measures().entrySet().stream()
                .map(measure -> {
                    double sum = measure.getValue().sum();
                    return '"' + measure.getKey() + "\":{\"sum\":" + (Double.isFinite(sum) ? sum : "null")
                            + ",\"count\":" + measure.getValue().nonNullCount() + '}';
                })
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Notes what the warehouse holds of every table, and forgets tables that the manifest no longer names. */
    static void replaceTables(Connection connection, Manifest manifest) throws SQLException {
        Sql.update(
                connection,
                "delete from ops.load_table where source = ? and day = ?",
                manifest.source(),
                manifest.day());
        writeTables(connection, manifest, manifest.tables());
    }

    static void replaceFindings(Connection connection, Manifest manifest) throws SQLException {
        Sql.update(
                connection,
                "delete from ops.load_finding where source = ? and day = ?",
                manifest.source(),
                manifest.day());
        String sql = """
                insert into ops.load_finding (source, day, endpoint, kind, subject, reason, finding_count)
                values (?, ?, ?, ?, ?, ?, ?)""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Finding finding : manifest.findings()) {
                Sql.bind(
                        statement,
                        manifest.source(),
                        manifest.day(),
                        finding.endpoint(),
                        finding.kind().name(),
                        finding.subject(),
                        finding.reason(),
                        finding.count());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Notes that the warehouse holds what the manifest names; {@code publishedAt} stays where it held it before. */
    static void published(
            Connection connection, Manifest manifest, long rowCount, boolean isUnchanged, Instant publishedAt)
            throws SQLException {
        String sql = """
                update ops.load set state = 'PUBLISHED', row_count = ?, content_sha256 = ?, manifest_sha256 = ?,
                  settings_fingerprint = ?, code_version = ?, message = null,
                  published_at = case when ? then published_at else ? end
                where source = ? and day = ?""";
        Sql.update(
                connection,
                sql,
                rowCount,
                Content.sha256(manifest),
                manifest.sha256(),
                manifest.inputs().settingsFingerprint(),
                manifest.inputs().codeVersion(),
                isUnchanged,
                publishedAt,
                manifest.source(),
                manifest.day());
    }

    static LoadRow loadRow(ResultSet result) throws SQLException {
        return new LoadRow(
                result.getString("source"),
                result.getObject("day", LocalDate.class),
                LoadState.valueOf(result.getString("state")),
                result.getLong("fence"),
                result.getInt("attempt"),
                result.getObject("row_count", Long.class),
                result.getString("content_sha256"),
                result.getString("manifest_sha256"),
                result.getString("settings_fingerprint"),
                Sql.instant(result, 10),
                Sql.instant(result, 11),
                Sql.instant(result, 12),
                result.getString("code_version"),
                result.getString("message"));
    }

    static String name(String source, LocalDate day) {
        return source + " " + day;
    }
}

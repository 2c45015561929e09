package org.scewarehouse.jobs.explain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.RemovedRaw;
import org.scewarehouse.etl.source.prometheus.RowEvidence;
import org.scewarehouse.etl.source.prometheus.RowEvidence.Series;
import org.scewarehouse.jobs.explain.Explanation.Answer;
import org.scewarehouse.jobs.run.RequestRefused;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;

/** Leads from a row of the warehouse back to the answers it came from: ledger, raw parts, series. */
public final class RowOrigin {
    private static final String NO_DAY =
            "This table belongs to no source-day: its members are gathered from all days that name them.";
    private static final String NO_NAMES = "Which series these are is not shown: their labels hold names, and this"
            + " user may not read schema hr (role bi_hr may).";

    private final Connection connection;
    private final RawZone raw;
    private final RemovedRaw removed;
    private final String lake;

    private RowOrigin(Connection connection, Settings settings) {
        this.connection = connection;
        ObjectStore store = settings.stores().open(settings.lakeLocation());
        this.raw = new RawZone(store);
        this.removed = new RemovedRaw(store);
        this.lake = settings.lakeLocation();
    }

    /**
     * Finds the row that the key names, and where it came from. Only reads.
     *
     * @param table such as {@code fact_container_day}
     * @param key column to value; must name one row
     * @throws RequestRefused if it does not
     */
    public static Explanation explain(String table, Map<String, String> key, Settings settings) throws SQLException {
        RowLookup lookup = new RowLookup(table, key);
        try (WarehouseConnection warehouse = WarehouseConnection.open(settings);
                Connection connection = warehouse.dataSource().getConnection()) {
            if (!isTrue(connection, "select to_regclass('report.loaded_day') is not null")) {
                throw new RequestRefused("The warehouse is empty: run ./sce demo, or ./sce nightly.");
            }
            connection.setReadOnly(true);
            return new RowOrigin(connection, settings).of(lookup);
        }
    }

    private Explanation of(RowLookup lookup) throws SQLException {
        Map<String, @Nullable Object> row = lookup.row(connection);
        List<Explanation.Value> values = lookup.values(row);
        Object source = row.get("source");
        if (source == null || !(row.get("day") instanceof java.sql.Date date)) {
            return new Explanation(values, "", lake, List.of(), List.of(), NO_DAY);
        }
        LocalDate day = date.toLocalDate();
        String load = load(source.toString(), day);
        Optional<RawZone.Reader> kept = raw.current(source.toString(), day);
        if (kept.isEmpty()) {
            String since = removed.of(source.toString(), day)
                    .map(gone -> " It was removed on " + gone.removedOn() + " (sce.retention.raw-days).")
                    .orElse("");
            return new Explanation(
                    values, load, lake, List.of(), List.of(), "No raw of that day is in this lake." + since);
        }
        boolean mayReadNames = mayReadNames();
        if (!source.equals("prometheus") || !isNamed(row)) {
            return new Explanation(values, load, lake, answers(kept.get(), null, mayReadNames), List.of(), "");
        }
        if (!mayReadNames) {
            return new Explanation(values, load, lake, answers(kept.get(), null, false), List.of(), NO_NAMES);
        }
        List<Series> series = series(row, kept.get());
        return new Explanation(
                values,
                load,
                lake,
                answers(kept.get(), series, true),
                series.stream().map(Series::text).toList(),
                "");
    }

    private static boolean isNamed(Map<String, @Nullable Object> row) {
        return row.get("container_key") != null || row.get("volume_key") != null;
    }

    /** As the ledger says it to those who may read it, else as everybody may know it. */
    private String load(String source, LocalDate day) throws SQLException {
        boolean isLedgerOpen = isTrue(connection, "select has_schema_privilege('ops', 'usage')");
        String sql = isLedgerOpen
                ? "select format('%s, attempt %s, at %s, by version %s, content %s', state, attempt,"
                        + " to_char(published_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI \"UTC\"'), code_version,"
                        + " content_sha256) from ops.load where source = ? and day = ?"
                : "select format('PUBLISHED, at %s', max(published_at)) from report.loaded_day"
                        + " where source = ? and day = ? having count(*) > 0";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, source);
            statement.setObject(2, day);
            try (ResultSet found = statement.executeQuery()) {
                return source + " " + day + ": " + (found.next() ? found.getString(1) : "not in the ledger");
            }
        }
    }

    private static List<Answer> answers(RawZone.Reader kept, @Nullable List<Series> series, boolean mayReadNames) {
        Map<String, Long> seriesOfPart = series == null
                ? Map.of()
                : series.stream().collect(Collectors.groupingBy(Series::part, Collectors.counting()));
        List<Answer> answers = new ArrayList<>();
        for (String endpoint : kept.endpoints()) {
            int attempt = kept.completion(endpoint).attempt();
            for (RawZone.PartFile part : kept.parts(endpoint)) {
                Long count = series == null ? null : seriesOfPart.getOrDefault(part.key(), 0L);
                // Jobs are asked for by queue, and queues are called after people.
                String request = mayReadNames ? part.request() : part.request().replaceFirst("^jobs/.*", "jobs/...");
                answers.add(new Answer(endpoint, attempt, request, part.records(), count, part.key()));
            }
        }
        return answers;
    }

    private boolean mayReadNames() throws SQLException {
        return isTrue(
                connection,
                "select has_schema_privilege('hr', 'usage') and has_table_privilege('hr.container_name', 'select')"
                        + " and has_table_privilege('hr.volume_name', 'select')");
    }

    private List<Series> series(Map<String, @Nullable Object> row, RawZone.Reader kept) throws SQLException {
        boolean isContainer = row.get("container_key") != null;
        String sql = isContainer
                ? "select namespace_name, pod_name from hr.container_name where container_key = ?"
                : "select namespace_name, volume_name from hr.volume_name where volume_key = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, row.get(isContainer ? "container_key" : "volume_key"));
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next() || found.getString(1) == null || found.getString(2) == null) {
                    return List.of();
                }
                return isContainer
                        ? RowEvidence.ofPod(kept, found.getString(1), found.getString(2))
                        : RowEvidence.ofClaim(kept, found.getString(1), found.getString(2));
            }
        }
    }

    private static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            return found.next() && found.getBoolean(1);
        }
    }
}

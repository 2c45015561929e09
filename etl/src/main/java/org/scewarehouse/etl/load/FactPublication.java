package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;
import org.scewarehouse.model.dim.DimRepository;

/**
 * The one transaction that publishes a source-day: its rows are replaced, audited on their way, and the ledger says so,
 * or nothing changes. Readers see the day before it or the day after it, and wait for nothing.
 *
 * <p>It may run again after it has taken effect, when the answer to COMMIT was lost: then the ledger row, which it
 * locks first and so reads only when the other is decided, tells it.
 */
final class FactPublication {

    private final CuratedZone zone;
    private final Manifest manifest;
    private final Members members;
    private final long fence;
    private final boolean isWithHours;

    FactPublication(CuratedZone zone, Manifest manifest, Members members, long fence, boolean isWithHours) {
        this.zone = zone;
        this.manifest = manifest;
        this.members = members;
        this.fence = fence;
        this.isWithHours = isWithHours;
    }

    /** Publishes, all but the commit. */
    LoadResult publish(Connection connection, List<EndpointRow> endpoints, boolean isForced, Instant publishedAt)
            throws SQLException {
        LoadRow before = LedgerRows.held(connection, manifest.source(), manifest.day(), fence);
        boolean isSame = Content.sha256(manifest).equals(before.contentSha256());
        boolean isOurs = isSame && before.state() == LoadState.PUBLISHED;
        boolean lacksHours = isWithHours && hadHoursRemoved(connection);
        boolean isUnchanged = isSame && !isForced && !lacksHours;
        if (manifest.source().equals(PeopleLoad.SOURCE)) {
            new PeopleLoad(zone, manifest, members).load(connection);
        }
        boolean isReplaced = !isUnchanged && !isOurs;
        if (isReplaced) {
            replaceFacts(connection);
        }
        String repositories = Warehouse.table(DimRepository.class).name();
        if (manifest.tables().containsKey(repositories)) {
            Stretches.takeBackVersions(
                    connection, manifest.day(), members.of(repositories).keys());
        }
        long rows = rows();
        LedgerRows.replaceTables(connection, manifest);
        LedgerRows.replaceFindings(connection, manifest);
        LedgerRows.writeEndpoints(connection, manifest.source(), manifest.day(), endpoints);
        LedgerRows.published(connection, manifest, rows, !isReplaced, publishedAt);
        Removal.forget(connection, manifest.source(), manifest.day(), isReplaced);
        if (isReplaced && !isWithHours && manifest.tables().containsKey(Removal.HOURS.name())) {
            Removal.note(connection, manifest.source(), manifest.day(), Removal.Subject.HOUR_FACTS, publishedAt);
        }
        if (!manifest.source().equals(PeopleLoad.SOURCE)) {
            keepUpWithPeople(connection);
        }
        if (isReplaced) {
            Sql.call(connection, "select ops.rewrite_user_aggregates(?, ?)", manifest.source(), manifest.day());
        }
        return new LoadResult(isUnchanged && !isOurs, rows);
    }

    private boolean hadHoursRemoved(Connection connection) throws SQLException {
        return Removal.isNoted(connection, manifest.source(), manifest.day(), Removal.Subject.HOUR_FACTS);
    }

    /** HR may have changed people while this day was built and loaded, and has not seen it. */
    private void keepUpWithPeople(Connection connection) throws SQLException {
        PeopleLock.use(connection);
        IdentityUses.replace(connection, zone, manifest);
        if (members.peopleGeneration() != Persons.generation(connection)) {
            PeopleRekey.rekeyDay(connection, manifest);
        }
        StaleDays.markIfWrong(connection, manifest.source(), manifest.day());
    }

    private void replaceFacts(Connection connection) throws SQLException {
        for (TableSpec<?> table : facts(connection)) {
            Sql.update(
                    connection,
                    "delete from " + table.qualifiedName() + " where day = ? and source = ?",
                    manifest.day(),
                    manifest.source());
            Manifest.TableFacts facts = manifest.tables().get(table.name());
            boolean isKept = isWithHours || !table.equals(Removal.HOURS);
            if (facts != null && facts.rows() > 0 && isKept) {
                copy(connection, table, facts);
            }
        }
    }

    /** The facts that the manifest names, and those that an earlier version of the source has left rows in. */
    private List<TableSpec<?>> facts(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>(manifest.tables().keySet());
        String sql = "select table_name from ops.load_table where source = ? and day = ?";
        try (PreparedStatement statement = Sql.bound(connection, sql, manifest.source(), manifest.day());
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return Warehouse.tables().stream()
                .filter(table -> table.kind() == Table.Kind.FACT && names.contains(table.name()))
                .<TableSpec<?>>map(table -> table)
                .toList();
    }

    private void copy(Connection connection, TableSpec<?> table, Manifest.TableFacts facts) throws SQLException {
        Row row = new Row(table.columns());
        row.setBits(row.position("day"), manifest.day().toEpochDay());
        RowAudit audit = new RowAudit(table, manifest.source(), manifest.day(), row, members);
        Consumer<Row> resolution = resolution(table, row);
        try (RowReader rows = zone.rows(manifest.source(), manifest.day(), table)) {
            TableCopy.copy(connection, table.qualifiedName(), rows, row, next -> {
                audit.check(next);
                resolution.accept(next);
            });
        }
        audit.compare(facts);
    }

    /** Fills what no curated file holds: the person as they were on the day. */
    private Consumer<Row> resolution(TableSpec<?> table, Row row) {
        List<String> resolved = table.columns().stream()
                .filter(ColumnSpec::isResolvedByLoader)
                .map(ColumnSpec::name)
                .toList();
        if (resolved.isEmpty()) {
            return next -> {};
        }
        if (!resolved.equals(List.of("user_key"))) {
            throw new IllegalStateException(table.name() + ": the loader cannot resolve " + resolved);
        }
        int userKey = row.position("user_key");
        int userId = row.position("user_id");
        LongMap versions = members.userKeyByUserId();
        return next -> next.setBits(userKey, versions.value(next.bits(userId), Warehouse.UNKNOWN));
    }

    /** Rows of facts; of a source that has no facts, those of its tables that readers see. */
    private long rows() {
        List<TableSpec<?>> tables = manifest.tables().keySet().stream()
                .<TableSpec<?>>map(Warehouse::table)
                .toList();
        boolean hasFacts = tables.stream().anyMatch(table -> table.kind() == Table.Kind.FACT);
        return tables.stream()
                .filter(table -> hasFacts
                        ? table.kind() == Table.Kind.FACT
                        : table.schema().equals("mart"))
                .mapToLong(table -> manifest.table(table.name()).rows())
                .sum();
    }
}

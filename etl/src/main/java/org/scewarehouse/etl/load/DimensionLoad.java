package org.scewarehouse.etl.load;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.PassingConflict;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.hr.BridgeIdentity;

/**
 * Folds a source-day's slices into the dimensions, each in a short transaction, before its facts are published: members
 * without facts harm nobody, facts without members would.
 *
 * <p>Where two sources show one member on one day, the source greater by name has the say, whichever is loaded first:
 * after its own slice each load folds those of greater sources once more. Loads of one table take turns, so none of
 * them can miss the other.
 */
final class DimensionLoad {

    private final CuratedZone zone;
    private final Manifest manifest;
    private final long fence;
    private final Members members = new Members();

    DimensionLoad(CuratedZone zone, Manifest manifest, long fence) {
        this.zone = zone;
        this.manifest = manifest;
        this.fence = fence;
    }

    /**
     * Folds every slice that has members, or takes some back, in the order of {@link Warehouse#tables}; returns the
     * members it came upon.
     */
    Members load(Transactions transactions) {
        for (TableSpec<?> table : Warehouse.tables()) {
            Manifest.TableFacts facts = manifest.tables().get(table.name());
            if (isFolded(table) && facts != null && (facts.rows() > 0 || Stretches.are(table))) {
                transactions.execute(name() + ", " + table.name(), connection -> fold(connection, table, facts));
            } else if (table.kind() == Table.Kind.LISTING && facts != null) {
                transactions.execute(name() + ", " + table.name(), connection -> replace(connection, table, facts));
            }
        }
        return members;
    }

    /** What HR says of people is loaded with its facts, all at once. */
    private boolean isFolded(TableSpec<?> table) {
        return table.kind() == Table.Kind.DIMENSION
                || (table.kind() == Table.Kind.VERSIONED && !manifest.source().equals(PeopleLoad.SOURCE));
    }

    private void fold(Connection connection, TableSpec<?> table, Manifest.TableFacts facts) throws SQLException {
        LedgerRows.held(connection, manifest.source(), manifest.day(), fence);
        takeTurn(connection, table);
        DimensionFold fold = new DimensionFold(table);
        fold.createSlice(connection);
        if (facts.rows() > 0) {
            copySlice(connection, fold, table, facts);
        }
        if (Stretches.are(table)) {
            Stretches.takeBack(connection, table, fold.slice(), manifest.day());
        }
        if (table.recordType() == BridgeIdentity.class) {
            findPeople(connection);
            return;
        }
        ReferenceLists.takeBack(connection, table, fold.slice(), manifest);
        fold.fold(connection);
        if (table.recordType() == DimUser.class) {
            Persons.takeTeam(connection, fold.slice(), manifest.day());
            Persons.refreshNow(connection, members.userIds());
            findPeople(connection);
        } else {
            for (String source : greaterSources(connection, table)) {
                foldAgain(connection, fold, table, source);
            }
        }
        if (table.recordType() == DimContainer.class) {
            PastContainers.giveWay(connection, manifest);
        }
        LedgerRows.writeTable(connection, manifest, table.name(), facts);
    }

    /** Looks up the version of each person so far; those whom the day does not bring itself must be there already. */
    private void findPeople(Connection connection) throws SQLException {
        members.peopleAre(Persons.generation(connection));
        long[] userIds = members.userIds();
        Persons.versionsOn(connection, manifest.day(), userIds, members.userKeyByUserId());
        long absent = Arrays.stream(userIds)
                .filter(userId -> !members.userKeyByUserId().contains(userId))
                .count();
        if (absent > 0) {
            throw new PassingConflict(LedgerRows.name(manifest.source(), manifest.day()) + ": the lake's HR knows "
                    + absent + " people of this day whom the warehouse's dim_user lacks; load the days of source "
                    + PeopleLoad.SOURCE + " first, then this one again");
        }
    }

    /** An empty list is a list too. */
    private void replace(Connection connection, TableSpec<?> table, Manifest.TableFacts facts) throws SQLException {
        LedgerRows.held(connection, manifest.source(), manifest.day(), fence);
        takeTurn(connection, table);
        DimensionFold slice = new DimensionFold(table);
        slice.createSlice(connection);
        if (facts.rows() > 0) {
            copySlice(connection, slice, table, facts);
        }
        new Listing(table, slice.slice()).replace(connection, manifest.source(), manifest.day());
        LedgerRows.writeTable(connection, manifest, table.name(), facts);
    }

    private void copySlice(Connection connection, DimensionFold fold, TableSpec<?> table, Manifest.TableFacts facts)
            throws SQLException {
        Row row = new Row(table.columns());
        RowAudit audit = new RowAudit(table, manifest.source(), manifest.day(), row, members);
        try (RowReader rows = zone.rows(manifest.source(), manifest.day(), table)) {
            TableCopy.copy(connection, fold.slice(), rows, row, next -> {
                audit.check(next);
                members.add(table, next);
            });
        }
        audit.compare(facts);
    }

    /**
     * Folds another source's slice of the day. One that is being built anew meanwhile is left out: its own load folds
     * it.
     */
    private void foldAgain(Connection connection, DimensionFold fold, TableSpec<?> table, String source)
            throws SQLException {
        Optional<Manifest> other = zone.manifest(source, manifest.day());
        if (other.map(found -> found.tables().get(table.name()))
                .filter(facts -> facts.rows() > 0)
                .isEmpty()) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            fold.emptySlice(connection);
            try (RowReader rows = zone.rows(source, manifest.day(), table)) {
                TableCopy.copy(connection, fold.slice(), rows, new Row(table.columns()), next -> {});
            }
        } catch (DataRejected | UncheckedIOException e) {
            if (isStill(other, source)) {
                throw e; // It is not being built: it is damaged.
            }
            connection.rollback(before);
            return;
        }
        if (isStill(other, source)) {
            fold.fold(connection);
        }
    }

    /** What is built anew of the same has the same tables, but another fence. */
    private boolean isStill(Optional<Manifest> other, String source) {
        return other.equals(zone.manifest(source, manifest.day()));
    }

    private List<String> greaterSources(Connection connection, TableSpec<?> table) throws SQLException {
        String sql = "select source from ops.load_table where table_name = ? and day = ? and source > ? collate \"C\""
                + " order by source collate \"C\"";
        try (PreparedStatement statement = Sql.bound(connection, sql, table.name(), manifest.day(), manifest.source());
                ResultSet result = statement.executeQuery()) {
            List<String> sources = new ArrayList<>();
            while (result.next()) {
                sources.add(result.getString(1));
            }
            return sources;
        }
    }

    static void takeTurn(Connection connection, TableSpec<?> table) throws SQLException {
        Turn.alone(connection, "sce warehouse: fold " + table.name());
    }

    private String name() {
        return "load of " + LedgerRows.name(manifest.source(), manifest.day());
    }
}

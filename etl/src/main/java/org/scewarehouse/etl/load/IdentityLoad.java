package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.scewarehouse.model.hr.BridgeIdentity;

/** Brings what people have decided about identifiers into the warehouse. */
public final class IdentityLoad {

    private static final String NAME = "decisions about identities";

    private final Transactions transactions;

    /** Into this warehouse. */
    public IdentityLoad(DataSource warehouse) {
        this.transactions = new Transactions(warehouse);
    }

    /**
     * Makes these the overrides of {@code hr.bridge_identity}, and marks the published days stale that named one of the
     * identifiers otherwise. Nothing happens where they are that already.
     *
     * @param overrides rows whose rule is override
     * @return how many days are stale by it
     * @throws WarehouseUnavailable if the warehouse is away
     */
    public int apply(List<BridgeIdentity> overrides) {
        Set<BridgeIdentity> wanted = new HashSet<>(overrides);
        return transactions.run(
                NAME, connection -> loaded(connection).equals(wanted) ? 0 : replace(connection, wanted));
    }

    private static int replace(Connection connection, Set<BridgeIdentity> wanted) throws SQLException {
        PeopleLock.change(connection);
        Set<BridgeIdentity> changed = loaded(connection);
        StaleDays.createChanged(connection);
        Sql.update(connection, "delete from hr.bridge_identity where match_rule = 'override'");
        for (BridgeIdentity row : wanted) {
            Sql.update(
                    connection,
                    "insert into hr.bridge_identity values (?, ?, ?, ?, ?, ?)",
                    row.systemName(),
                    row.identifier(),
                    row.userId(),
                    row.matchRule(),
                    row.validFrom(),
                    row.validTo());
        }
        Set<BridgeIdentity> kept = new HashSet<>(changed);
        kept.retainAll(wanted);
        changed.addAll(wanted);
        changed.removeAll(kept);
        for (BridgeIdentity row : changed) {
            Sql.update(
                    connection,
                    "insert into " + StaleDays.CHANGED + " values (?, ?)",
                    row.systemName(),
                    row.identifier());
        }
        return StaleDays.markChanged(connection);
    }

    private static Set<BridgeIdentity> loaded(Connection connection) throws SQLException {
        String sql = "select system_name, identifier, user_id, match_rule, valid_from, valid_to"
                + " from hr.bridge_identity where match_rule = 'override'";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            Set<BridgeIdentity> rows = new HashSet<>();
            while (result.next()) {
                rows.add(new BridgeIdentity(
                        result.getString(1),
                        result.getString(2),
                        result.getLong(3),
                        result.getString(4),
                        result.getObject(5, LocalDate.class),
                        result.getObject(6, LocalDate.class)));
            }
            return rows;
        }
    }
}

package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/**
 * Gives facts the version of their person that is valid on their day: in exactly the rows that have another one, by one
 * statement per fact table and month.
 */
final class PeopleRekey {

    /** Temporary table of people whose versions have changed, each with the first day that may have another version. */
    static final String CHANGED = "changed_user";

    private PeopleRekey() {}

    /** Facts of people, and the aggregate that has their day and version too. */
    static List<TableSpec<?>> facts() {
        return Warehouse.tables().stream()
                .filter(table -> table.columns().stream()
                        .map(ColumnSpec::name)
                        .toList()
                        .containsAll(List.of("day", "user_key", "source")))
                .<TableSpec<?>>map(table -> table)
                .toList();
    }

    /** Re-keys the facts of the people in {@link #CHANGED}; returns how many rows had another version. */
    static long rekeyChanged(Connection connection) throws SQLException {
        // Without its size the planner would hash the facts and update them in the order of that hash.
        Sql.call(connection, "analyze " + CHANGED);
        long rows = 0;
        for (LocalDate month : months(connection)) {
            for (TableSpec<?> fact : facts()) {
                rows += Sql.update(
                        connection,
                        "update " + fact.qualifiedName() + " f set user_key = v.user_key from " + CHANGED
                                + " c join mart.dim_user v using (user_id)"
                                + " where f.day >= ? and f.day < ? and v.valid_to > ? and v.valid_from < ?"
                                + " and f.user_id = c.user_id"
                                + " and f.day >= v.valid_from and f.day < v.valid_to and f.user_key <> v.user_key",
                        month,
                        month.plusMonths(1),
                        month,
                        month.plusMonths(1));
            }
        }
        return rows;
    }

    /** Re-keys one source-day, whoever its people are. */
    static void rekeyDay(Connection connection, Manifest manifest) throws SQLException {
        for (TableSpec<?> fact : facts()) {
            Sql.update(
                    connection,
                    "update " + fact.qualifiedName() + " f set user_key = v.user_key from mart.dim_user v"
                            + " where f.day = ? and f.source = ? and f.user_id = v.user_id"
                            + " and f.day >= v.valid_from and f.day < v.valid_to and f.user_key <> v.user_key",
                    manifest.day(),
                    manifest.source());
        }
    }

    /**
     * Lets no fact name a version that is about to go, where foreign keys are enforced and the version could not go
     * else; nobody sees the unknown person, since the facts get their version before the transaction ends.
     */
    static void release(Connection connection, String vanished) throws SQLException {
        if (!areKeysEnforced(connection)) {
            return;
        }
        for (TableSpec<?> fact : facts()) {
            Sql.update(
                    connection,
                    "update " + fact.qualifiedName() + " f set user_key = 0 from " + vanished
                            + " v where f.user_key = v.user_key and f.day >= v.valid_from");
        }
    }

    /** As {@code ops.add_foreign_key} decides: a server that need not enforce them does not. */
    private static boolean areKeysEnforced(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select current_setting('server_version_num')::integer < 180000");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getBoolean(1);
        }
    }

    /** Months from the first changed day on that hold published days. */
    private static List<LocalDate> months(Connection connection) throws SQLException {
        String sql = "select distinct date_trunc('month', day)::date from ops.load where published_at is not null"
                + " and day >= (select min(from_day) from " + CHANGED + ") order by 1";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            List<LocalDate> months = new ArrayList<>();
            while (result.next()) {
                months.add(result.getObject(1, LocalDate.class));
            }
            return months;
        }
    }
}

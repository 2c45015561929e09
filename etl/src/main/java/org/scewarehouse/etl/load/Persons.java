package org.scewarehouse.etl.load;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimUserNow;

/** What is particular to people: one row per person as they are now, and the version that is valid on a day. */
final class Persons {

    private static final String USER = Warehouse.table(DimUser.class).qualifiedName();
    private static final String USER_NOW = Warehouse.table(DimUserNow.class).qualifiedName();

    private static final String TAKE_TEAM = """
            update mart.dim_user d set is_platform_team = s.is_platform_team
            from %s s
            where s.user_key = d.user_key and s.is_inferred and d.is_inferred
              and s.is_platform_team <> d.is_platform_team
              and not exists (
                select from hr.bridge_identity b
                join hr.identity_use u using (system_name, identifier)
                where b.user_id = d.user_id and u.user_id = d.user_id and u.day > ?)""";

    private Persons() {}

    /** Whether somebody whom HR does not know belongs to the platform team is as on the last day that names them. */
    static void takeTeam(Connection connection, String slice, LocalDate day) throws SQLException {
        Sql.update(connection, TAKE_TEAM.formatted(slice), day);
    }

    /**
     * Brings the persons' rows of {@code dim_user_now} in step with their current versions.
     *
     * @throws DataRejected if two pseudonyms share one {@code user_id}
     */
    static void refreshNow(Connection connection, long[] userIds) throws SQLException {
        refuseCollisions(connection, userIds);
        List<String> columns = Warehouse.table(DimUserNow.class).columns().stream()
                .map(ColumnSpec::name)
                .toList();
        List<String> attributes = columns.subList(1, columns.size());
        String names = String.join(", ", columns);
        String now = attributes.stream().map(name -> "present." + name).collect(Collectors.joining(", "));
        String next = attributes.stream().map(name -> "excluded." + name).collect(Collectors.joining(", "));
        String sql = "insert into " + USER_NOW + " as present (" + names + ") select " + names + " from " + USER
                + " where is_current and user_id = any(?) order by user_id on conflict (user_id) do update set ("
                + String.join(", ", attributes) + ") = row(" + next + ") where row(" + now
                + ") is distinct from row(" + next + ")";
        try (PreparedStatement statement = withArray(connection, sql, userIds)) {
            statement.executeUpdate();
        }
    }

    /** A number that grows with every change of people, in the same moment. */
    static long generation(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select change_count from ops.people_change");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Adds to the map each person's version that is valid on the day; days before the first version use the first. */
    static void versionsOn(Connection connection, LocalDate day, long[] userIds, LongMap userKeyByUserId)
            throws SQLException {
        String sql = "select distinct on (user_id) user_id, user_key from " + USER
                + " where user_id = any(?) order by user_id, (valid_from <= ? and valid_to > ?) desc, valid_from";
        try (PreparedStatement statement = withArray(connection, sql, userIds)) {
            statement.setObject(2, day);
            statement.setObject(3, day);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    userKeyByUserId.put(result.getLong(1), result.getLong(2));
                }
            }
        }
    }

    private static void refuseCollisions(Connection connection, long[] userIds) throws SQLException {
        String sql = "select user_id, min(pseudonym), max(pseudonym) from " + USER
                + " where user_id = any(?) group by user_id having min(pseudonym) <> max(pseudonym) limit 1";
        try (PreparedStatement statement = withArray(connection, sql, userIds);
                ResultSet result = statement.executeQuery()) {
            if (result.next()) {
                throw new DataRejected(
                        "dim_user, user_id " + result.getLong(1) + ": two persons have one key, pseudonyms "
                                + result.getString(2) + " and " + result.getString(3)
                                + ". Set another sce.keys.salt and rebuild the warehouse from raw");
            }
        }
    }

    private static PreparedStatement withArray(Connection connection, String sql, long[] userIds) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        Array array = connection.unwrap(PGConnection.class).createArrayOf("int8", userIds);
        statement.setArray(1, array);
        return statement;
    }
}

package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimUserNow;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.Person;

/**
 * The part of an HR day's publishing transaction that is particular to people. A day of HR brings the whole history of
 * everybody, so the warehouse is brought in step with it, row by row that differs: versions, names, whom identifiers
 * mean. Then facts are re-keyed, and days are marked stale in which an identifier now means somebody else.
 *
 * <p>The people of the warehouse are those of the last day of HR that is published. An earlier day that is built again
 * changes nothing here: if it changes people, the days after it are stale and follow.
 */
final class PeopleLoad {

    /** The source that owns people. */
    static final String SOURCE = "hr";

    private static final TableSpec<?> USER = Warehouse.table(DimUser.class);
    private static final TableSpec<?> BRIDGE = Warehouse.table(BridgeIdentity.class);
    private static final TableSpec<?> PERSON = Warehouse.table(Person.class);
    private static final String VANISHED = "vanished_version";
    private static final String DECISIVE_OF_HR =
            "b.match_rule = b.system_name and b.match_rule in ('employee_id', 'login', 'email')";

    private final CuratedZone zone;
    private final Manifest manifest;
    private final Members members;

    PeopleLoad(CuratedZone zone, Manifest manifest, Members members) {
        this.zone = zone;
        this.manifest = manifest;
        this.members = members;
    }

    /** Makes the day's people those of the warehouse, unless those of a later day are. */
    void load(Connection connection) throws SQLException {
        if (isLaterPublished(connection)) {
            return;
        }
        PeopleLock.change(connection);
        if (isLaterPublished(connection)) {
            return; // by the one who was waited for
        }
        Sql.call(connection, "set local work_mem = '128MB'");
        DimensionLoad.takeTurn(connection, USER);
        copy(connection, USER);
        versions(connection);
        copy(connection, PERSON);
        replace(connection, PERSON);
        copy(connection, BRIDGE);
        identifiers(connection);
        StaleDays.markChanged(connection);
    }

    private boolean isLaterPublished(Connection connection) throws SQLException {
        String sql = "select exists (select from ops.load where source = ? and day > ? and published_at is not null)";
        try (PreparedStatement statement = Sql.bound(connection, sql, SOURCE, manifest.day());
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getBoolean(1);
        }
    }

    private void copy(Connection connection, TableSpec<?> table) throws SQLException {
        new DimensionFold(table).createSlice(connection);
        Manifest.TableFacts facts = manifest.table(table.name());
        Row row = new Row(table.columns());
        RowAudit audit = new RowAudit(table, manifest.source(), manifest.day(), row, members);
        try (RowReader rows = zone.rows(manifest.source(), manifest.day(), table)) {
            TableCopy.copy(connection, slice(table), rows, row, audit::check);
        }
        audit.compare(facts);
        Sql.call(connection, "analyze " + slice(table));
    }

    private static String slice(TableSpec<?> table) {
        return new DimensionFold(table).slice();
    }

    /** Old versions go before others take their days, and new ones come last, so that none ever overlap. */
    private void versions(Connection connection) throws SQLException {
        new DimensionFold(USER).refuseCollisions(connection);
        Sql.call(connection, """
                create temporary table vanished_version on commit drop as
                select d.user_key, d.user_id, d.valid_from
                from mart.dim_user d
                where not d.is_inferred and d.user_key > 0
                  and not exists (select from slice_dim_user s where s.user_key = d.user_key)
                  and exists (select from slice_dim_user s where s.user_id = d.user_id)""");
        Sql.call(connection, """
                create temporary table changed_user on commit drop as
                select user_id, min(from_day) as from_day
                from (
                    select user_id, valid_from as from_day from vanished_version
                    union all
                    select d.user_id, least(d.valid_to, s.valid_to)
                    from mart.dim_user d join slice_dim_user s using (user_key)
                    where d.valid_to <> s.valid_to
                ) change
                group by user_id""");
        if (hasRows(connection, VANISHED)) {
            PeopleRekey.release(connection, VANISHED);
            Sql.update(
                    connection, "delete from mart.dim_user d using vanished_version v where d.user_key = v.user_key");
        }
        update(connection, USER);
        insert(connection, USER);
        now(connection);
        if (hasRows(connection, PeopleRekey.CHANGED)) {
            PeopleRekey.rekeyChanged(connection);
        }
    }

    private static void now(Connection connection) throws SQLException {
        List<String> columns = names(Warehouse.table(DimUserNow.class));
        List<String> attributes = columns.subList(1, columns.size());
        Sql.update(
                connection,
                "insert into mart.dim_user_now (" + String.join(", ", columns) + ") select "
                        + String.join(", ", columns) + " from slice_dim_user s where is_current and not exists ("
                        + "select from mart.dim_user_now n where n.user_id = s.user_id and " + row("n", attributes)
                        + " is not distinct from " + row("s", attributes) + ") on conflict (user_id) do update set ("
                        + String.join(", ", attributes) + ") = " + row("excluded", attributes));
    }

    private static void replace(Connection connection, TableSpec<?> table) throws SQLException {
        String key = table.key().get(0);
        Sql.update(
                connection,
                "delete from " + table.qualifiedName() + " d where not exists (select from " + slice(table)
                        + " s where s." + key + " = d." + key + ")");
        update(connection, table);
        insert(connection, table);
    }

    private static void update(Connection connection, TableSpec<?> table) throws SQLException {
        String key = table.key().get(0);
        List<String> columns = names(table);
        List<String> attributes =
                columns.stream().filter(name -> !name.equals(key)).toList();
        Sql.update(
                connection,
                "update " + table.qualifiedName() + " d set (" + String.join(", ", attributes) + ") = "
                        + row("s", attributes) + " from " + slice(table) + " s where d." + key + " = s." + key + " and "
                        + row("d", attributes) + " is distinct from " + row("s", attributes));
    }

    private static void insert(Connection connection, TableSpec<?> table) throws SQLException {
        String key = table.key().get(0);
        String columns = String.join(", ", names(table));
        Sql.update(
                connection,
                "insert into " + table.qualifiedName() + " (" + columns + ") select " + columns + " from "
                        + slice(table) + " s where not exists (select from " + table.qualifiedName() + " d where d."
                        + key + " = s." + key + ") order by " + key);
    }

    private static void identifiers(Connection connection) throws SQLException {
        StaleDays.createChanged(connection);
        Sql.update(
                connection,
                "with gone as (delete from hr.bridge_identity b where " + DECISIVE_OF_HR + " and not exists ("
                        + "select from slice_bridge_identity s where " + row("s", names(BRIDGE)) + " = "
                        + row("b", names(BRIDGE)) + ") returning system_name, identifier)"
                        + " insert into changed_identifier select distinct system_name, identifier from gone");
        Sql.update(
                connection,
                "with come as (insert into hr.bridge_identity select * from slice_bridge_identity s"
                        + " where not exists (select from hr.bridge_identity b where " + row("s", BRIDGE.key()) + " = "
                        + row("b", BRIDGE.key()) + ") order by system_name, identifier, user_id, valid_from"
                        + " returning system_name, identifier)"
                        + " insert into changed_identifier select distinct system_name, identifier from come");
        Sql.update(
                connection,
                "delete from hr.bridge_identity b using changed_identifier c where b.match_rule = 'inferred'"
                        + " and b.system_name = c.system_name and b.identifier = c.identifier and exists ("
                        + "select from slice_bridge_identity s where s.system_name = b.system_name"
                        + " and s.identifier = b.identifier)");
        Sql.call(connection, "analyze changed_identifier");
    }

    private static boolean hasRows(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select exists (select from " + table + ")");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getBoolean(1);
        }
    }

    private static List<String> names(TableSpec<?> table) {
        return table.columns().stream().map(ColumnSpec::name).toList();
    }

    private static String row(String alias, List<String> columns) {
        return columns.stream().map(column -> alias + "." + column).collect(Collectors.joining(", ", "row(", ")"));
    }
}

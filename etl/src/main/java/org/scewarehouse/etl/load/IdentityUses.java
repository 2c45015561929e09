package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.hr.BridgeIdentity;

/**
 * Keeps, with each published source-day, whom it took its identifiers for, and what follows of it for
 * {@code hr.bridge_identity}: the rows that say through what an account was found stand as long as a day says so.
 */
final class IdentityUses {

    private static final TableSpec<?> BRIDGE = Warehouse.table(BridgeIdentity.class);
    private static final String SLICE = "used_identity";

    private IdentityUses() {}

    /** Replaces what the source-day said before, and marks it stale should people have changed since it was built. */
    static void replace(Connection connection, CuratedZone zone, Manifest manifest) throws SQLException {
        String source = manifest.source();
        LocalDate day = manifest.day();
        copySlice(connection, zone, manifest);
        Sql.call(
                connection,
                "create temporary table left_identity (system_name text, identifier text, user_id bigint)"
                        + " on commit drop");
        Sql.update(
                connection,
                "insert into left_identity select system_name, identifier, user_id from hr.identity_use"
                        + " where source = ? and day = ? except select system_name, identifier, user_id from " + SLICE,
                source,
                day);
        Sql.update(connection, "delete from hr.identity_use where source = ? and day = ?", source, day);
        Sql.update(
                connection,
                "insert into hr.identity_use (source, day, system_name, identifier, user_id, match_rule)"
                        + " select distinct on (system_name, identifier, user_id)"
                        + " ?, ?::date, system_name, identifier, user_id, match_rule from " + SLICE
                        + " order by system_name, identifier, user_id, match_rule",
                source,
                day);
        Sql.update(
                connection,
                "insert into hr.bridge_identity select * from " + SLICE
                        + " where match_rule not in ('override', system_name) and not (match_rule = 'inferred'"
                        + " and exists ("
                        + "select from hr.bridge_identity b where b.system_name = " + SLICE
                        + ".system_name and b.identifier = " + SLICE
                        + ".identifier and b.match_rule in ('override', b.system_name)))"
                        + " order by system_name, identifier, user_id on conflict do nothing");
        Sql.update(
                connection,
                "delete from hr.bridge_identity b using left_identity l where b.system_name = l.system_name"
                        + " and b.identifier = l.identifier and b.user_id = l.user_id"
                        + " and b.match_rule not in ('override', b.system_name) and not exists ("
                        + "select from hr.identity_use u where u.system_name = l.system_name"
                        + " and u.identifier = l.identifier and u.user_id = l.user_id)");
    }

    private static void copySlice(Connection connection, CuratedZone zone, Manifest manifest) throws SQLException {
        Sql.call(
                connection,
                "create temporary table " + SLICE + " (like " + BRIDGE.qualifiedName() + ") on commit drop");
        Manifest.TableFacts facts = manifest.tables().get(BRIDGE.name());
        if (facts != null && facts.rows() > 0) {
            try (RowReader rows = zone.rows(manifest.source(), manifest.day(), BRIDGE)) {
                TableCopy.copy(connection, SLICE, rows, new Row(BRIDGE.columns()), next -> {});
            }
        }
    }
}

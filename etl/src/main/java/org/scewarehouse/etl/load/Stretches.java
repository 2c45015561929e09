package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeRepositoryLanguage;
import org.scewarehouse.model.bridge.BridgeRepositoryPackage;

/**
 * Stretches of validity, of which a day's slice holds those that began and those that ended on it. A day whose state
 * was asked for once more may say otherwise: what its last load began or ended, and the slice does not, is taken back,
 * unless a later day has had its say on it.
 */
final class Stretches {

    private static final Set<Class<?>> TABLES = Set.of(BridgeRepositoryLanguage.class, BridgeRepositoryPackage.class);

    private static final String VERSIONS = """
            with gone as (
                delete from mart.dim_repository begun
                where begun.valid_from = ? and begun.last_seen_on = ?
                  and exists (
                    select from mart.dim_repository before
                    where before.repository_id = begun.repository_id
                      and before.valid_from < begun.valid_from
                      and before.valid_to > begun.valid_from)
                returning repository_key)
            delete from hr.repository_name name using gone where name.repository_key = gone.repository_key""";

    private Stretches() {}

    /** Whether a table holds stretches of which a day writes what began and ended alone. */
    static boolean are(TableSpec<?> table) {
        return TABLES.contains(table.recordType());
    }

    /** Takes back what the slice of the day, already in a temporary table, does not hold any more. */
    static void takeBack(Connection connection, TableSpec<?> table, String slice, LocalDate day) throws SQLException {
        String isHeld = table.key().stream()
                .map(column -> "slice." + column + " = present." + column)
                .collect(Collectors.joining(" and "));
        String others = " and last_seen_on = ? and not exists (select from " + slice + " slice where " + isHeld + ")";
        Sql.update(
                connection,
                "delete from " + table.qualifiedName() + " present where valid_from = ?" + others,
                day,
                day);
        Sql.update(
                connection,
                "update " + table.qualifiedName() + " present set valid_to = ?, last_seen_on = valid_from"
                        + " where valid_to = ?" + others,
                Warehouse.OPEN_END,
                day,
                day);
    }

    /** Versions of repositories that the day's last load began, and that the one before goes on over; called once the
     * day's facts name none of them. */
    static void takeBackVersions(Connection connection, LocalDate day) throws SQLException {
        Sql.update(connection, VERSIONS, day, day);
    }
}

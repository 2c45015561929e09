package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeRepositoryLanguage;
import org.scewarehouse.model.bridge.BridgeRepositoryPackage;
import org.scewarehouse.model.dim.DimRepository;

/**
 * Stretches of validity, of which a day's slice holds those that began and those that ended on it. A day whose state
 * was asked for once more may say otherwise: what its last load began or ended, and the slice does not, is taken back.
 * So is what days said that were built before one that came late, when they are built again.
 */
final class Stretches {

    private static final Set<Class<?>> TABLES = Set.of(BridgeRepositoryLanguage.class, BridgeRepositoryPackage.class);

    private static final String VERSIONS = """
            with gone as (
                delete from mart.dim_repository begun
                where begun.last_seen_on = ? and begun.repository_key <> all (?)
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

    /**
     * Whether a slice in which a stretch ends on its own day has the say on it: no later day names what has ended,
     * unless it was built before that one and is to be built again.
     */
    static boolean endOnTheirDay(TableSpec<?> table) {
        return are(table) || table.recordType() == DimRepository.class;
    }

    /** Takes back what the slice of the day, already in a temporary table, does not hold any more. */
    static void takeBack(Connection connection, TableSpec<?> table, String slice, LocalDate day) throws SQLException {
        String isHeld = table.key().stream()
                .map(column -> "slice." + column + " = present." + column)
                .collect(Collectors.joining(" and "));
        String others = " and not exists (select from " + slice + " slice where " + isHeld + ")";
        Sql.update(connection, "delete from " + table.qualifiedName() + " present where valid_from = ?" + others, day);
        Sql.update(
                connection,
                "update " + table.qualifiedName() + " present set valid_to = ?, last_seen_on = valid_from"
                        + " where valid_to = ? and last_seen_on = ?" + others,
                Warehouse.OPEN_END,
                day,
                day);
    }

    /**
     * Takes back versions of repositories that no day but this one named last, and that one before them goes on over;
     * called once the day's facts name none of them.
     *
     * @param named keys of the versions that the day names now
     */
    static void takeBackVersions(Connection connection, LocalDate day, long[] named) throws SQLException {
        Sql.update(connection, VERSIONS, day, Arrays.stream(named).boxed().toArray(Long[]::new));
    }
}

package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.dim.DimCarbonFactor;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimRate;

/**
 * Members that a reference file lists each day: those count that the list of the last day has. A day whose file was
 * corrected is loaded again, and what its list no longer has goes, since it would pass for listed until the next day.
 */
final class ReferenceLists {

    private static final String SOURCE = "reference";

    /** Tables of such members, and what else tells them from others there. */
    private static final Map<Class<?>, String> TABLES = Map.of(
            DimRate.class,
            "",
            DimCarbonFactor.class,
            "",
            DimContainer.class,
            " and present.pod_uid is null and present.pod_name is null");

    private ReferenceLists() {}

    /** Takes back what the day listed, and the slice, already in a temporary table, does not. */
    static void takeBack(Connection connection, TableSpec<?> table, String slice, Manifest manifest)
            throws SQLException {
        String others = TABLES.get(table.recordType());
        if (others == null || !manifest.source().equals(SOURCE)) {
            return;
        }
        String key = table.key().get(0);
        Sql.update(
                connection,
                "delete from " + table.qualifiedName() + " present where present." + key
                        + " > 0 and present.last_seen_on = ?" + others + " and not exists (select from " + slice
                        + " listed where listed." + key + " = present." + key + ")",
                manifest.day());
    }
}

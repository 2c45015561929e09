package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;
import org.scewarehouse.etl.lake.Manifest;

/**
 * Containers that only a reference file knows. They have no facts, so one that a source shows too gives way to it,
 * whichever is loaded first; what the source does not tell of it, its transform takes from the file. One that the file
 * of the last day no longer lists is none.
 */
final class PastContainers {

    private static final String SOURCE = "reference";

    private static final String GIVE_WAY = """
            delete from mart.dim_container past
            where past.pod_uid is null and past.pod_name is null and past.container_key > 0
              and (past.last_seen_on < (
                    select greatest(max(t.day), ?) from ops.load_table t
                    where t.source = ? and t.table_name = 'dim_container')
                or exists (
                    select from mart.dim_container seen
                    where seen.container_id = past.container_id and seen.pod_name is not null))""";

    private PastContainers() {}

    /** Called once a source-day's slice is folded, and before the ledger says so. */
    static void giveWay(Connection connection, Manifest manifest) throws SQLException {
        Sql.update(connection, GIVE_WAY, manifest.source().equals(SOURCE) ? manifest.day() : null, SOURCE);
    }
}

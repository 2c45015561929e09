package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Containers that only a reference file knows. They have no facts, so one that a source shows too gives way to it,
 * whichever is loaded first; what the source does not tell of it, its transform takes from the file.
 */
final class PastContainers {

    private static final String GIVE_WAY = """
            delete from mart.dim_container past
            where past.pod_uid is null and past.pod_name is null and past.container_key > 0
              and exists (
                select from mart.dim_container seen
                where seen.container_id = past.container_id and seen.pod_name is not null)""";

    private PastContainers() {}

    static void giveWay(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(GIVE_WAY);
        }
    }
}

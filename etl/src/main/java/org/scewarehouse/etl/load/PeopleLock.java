package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps who somebody is from changing between the moment in which a source-day is last compared with it and the moment
 * in which that day is seen: whoever changes it waits for the publications that are about to end, and they for it.
 */
final class PeopleLock {

    private static final String NAME = "sce warehouse: who somebody is";

    private PeopleLock() {}

    /** Held to the end of the transaction by one who changes people, with nobody beside. */
    static void change(Connection connection) throws SQLException {
        Turn.alone(connection, NAME);
        Sql.update(connection, "update ops.people_change set change_count = change_count + 1");
    }

    /** Held to the end of the transaction by any number of publications. */
    static void use(Connection connection) throws SQLException {
        Turn.beside(connection, NAME);
    }
}

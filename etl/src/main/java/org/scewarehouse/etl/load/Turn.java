package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Locks by name, held to the end of the transaction, that order what runs do at once. Who holds one is at work, for
 * minutes where a day of HR changes the people of years of facts, and one that dies gives it back: so it is waited for
 * longer than a lock that a forgotten session may hold.
 */
final class Turn {

    private static final String LIMIT = "1h";

    private Turn() {}

    /** Waits until nobody else has it. */
    static void alone(Connection connection, String name) throws SQLException {
        take(connection, "pg_advisory_xact_lock", name);
    }

    /** Waits until nobody has it alone. */
    static void beside(Connection connection, String name) throws SQLException {
        take(connection, "pg_advisory_xact_lock_shared", name);
    }

    /** In one request: the server does what a list selects in its order. */
    private static void take(Connection connection, String lock, String name) throws SQLException {
        Sql.call(
                connection,
                "select set_config('lock_timeout', ?, true), " + lock
                        + "(hashtextextended(?, 0)), set_config('lock_timeout', ?, true)",
                LIMIT,
                name,
                Transactions.LOCK_LIMIT);
    }
}

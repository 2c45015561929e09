package org.scewarehouse.jobs.page;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A period of {@code mart.dim_period} that the page speaks of.
 *
 * @param name such as {@code last 30 days}
 * @param from first day
 * @param to first day after it
 * @param isComplete whether the loaded days reach over all of it
 * @param asOf last published day of the warehouse
 */
record Period(String name, LocalDate from, LocalDate to, boolean isComplete, LocalDate asOf) {

    /** Whether how things are, as of the last published day, is of the period too. */
    boolean reachesAsOf() {
        return to.isAfter(asOf);
    }

    /** The period of a name; empty if the warehouse has none of it. */
    static Optional<Period> named(String name, Connection connection) throws SQLException {
        String sql = "select period_name, from_day, to_day, is_complete, as_of_day from mart.dim_period"
                + " where period_name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Period(
                                row.getString(1),
                                row.getObject(2, LocalDate.class),
                                row.getObject(3, LocalDate.class),
                                row.getBoolean(4),
                                row.getObject(5, LocalDate.class)))
                        : Optional.empty();
            }
        }
    }

    /** The names that there are, in order; none where nothing is published. */
    static List<String> names(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select period_name from mart.dim_period order by sort_number");
                ResultSet rows = statement.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}

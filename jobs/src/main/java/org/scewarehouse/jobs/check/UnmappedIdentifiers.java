package org.scewarehouse.jobs.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.jobs.run.RequestRefused;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;

/**
 * Identifiers in use that lead to nobody whom HR knows: service accounts, and people to be mapped. They are names, so
 * they go to the operator's console and nowhere else.
 */
public final class UnmappedIdentifiers {

    private static final String QUERY = """
            select u.system_name || ':' || u.identifier, string_agg(distinct u.source, ', '), count(distinct u.day),
                max(u.day)
            from hr.identity_use u
            join mart.dim_user_now n using (user_id)
            where n.is_inferred
            group by u.system_name, u.identifier
            order by count(distinct u.day) desc, 1""";

    private UnmappedIdentifiers() {}

    /** A line each, those in use on most days first. */
    public static List<String> lines(Settings settings) throws SQLException {
        try (WarehouseConnection warehouse = WarehouseConnection.open(settings);
                Connection connection = warehouse.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (!WarehouseConnection.isMigrated(connection)) {
                throw new RequestRefused("The warehouse is empty: run ./sce demo, or ./sce nightly.");
            }
            return lines(statement);
        }
    }

    private static List<String> lines(Statement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(QUERY)) {
            while (result.next()) {
                lines.add(result.getString(1) + "  " + result.getString(2) + ", on " + result.getInt(3)
                        + " days, last on " + result.getString(4));
            }
        }
        return lines;
    }
}

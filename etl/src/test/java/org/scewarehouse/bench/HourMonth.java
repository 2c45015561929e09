package org.scewarehouse.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import javax.sql.DataSource;

/** Container hours of four weeks, as another source has loaded them, each person in as many as any other. */
final class HourMonth {

    private HourMonth() {}

    /**
     * Fills the month's partition.
     *
     * @param month its first day
     * @param people of whom they are: so many of those whom HR knows
     */
    static void fill(DataSource database, LocalDate month, int rows, int people) throws SQLException {
        execute(database, "select ops.ensure_partitions('" + month + "', '" + month + "')");
        execute(
                database,
                "create temporary table p as select row_number() over (order by employee_id) - 1 as place, user_id,"
                        + " user_key, valid_from, valid_to from hr.person join mart.dim_user using (user_id)"
                        + " where is_current order by employee_id limit " + people
                        + "; insert into mart.fact_container_hour select '" + month
                        + "'::date + (i / 24 % 28)::integer, '" + month
                        + "'::timestamptz + i % 672 * interval '1 hour', i,"
                        + " 0, p.user_key, p.user_id, 0, 0, 'prometheus', 3600, 3600, 10, 1, 3600, 3600, 3590, 1, 1, 1,"
                        + " 1800, 1800, 1800, 1800, 0, 0, 0, 0, 0, null, null, null, null, null"
                        + " from generate_series(0, " + (rows - 1) + ") i join p on p.place = i % " + people
                        + "; insert into ops.load (source, day, state, published_at) select 'prometheus', '" + month
                        + "'::date + d, 'PUBLISHED', now() from generate_series(0, 27) d;"
                        + " analyze mart.fact_container_hour; checkpoint");
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

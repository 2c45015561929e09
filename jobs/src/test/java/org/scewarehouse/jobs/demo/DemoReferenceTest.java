package org.scewarehouse.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.scewarehouse.jobs.page.DemoWarehouse;

class DemoReferenceTest {

    /** Else working days would be counted as if nobody had any. */
    @Test
    void holidaysAreOfCountriesInWhichPeopleWork() throws SQLException {
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select
                            count(*) filter (where h.country_name <> '*'),
                            count(*) filter (
                                where h.country_name <> '*'
                                    and h.country_name not in (
                                        select u.country_name from mart.dim_user u where u.country_name is not null))
                        from mart.dim_holiday h""")) {
            row.next();
            assertThat(row.getInt(1)).isPositive();
            assertThat(row.getInt(2)).isZero();
        }
    }
}

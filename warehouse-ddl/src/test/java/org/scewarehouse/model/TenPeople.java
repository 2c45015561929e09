package org.scewarehouse.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;

/** A warehouse with three months of ten people, for all tests that only ask it: its server ends with the process. */
final class TenPeople {

    private static final TestWarehouse WAREHOUSE = filled();

    private TenPeople() {}

    private static TestWarehouse filled() {
        TestWarehouse warehouse = TestWarehouse.start();
        Migrations.migrate(warehouse.dataSource());
        try {
            warehouse.runAs(
                    "wh_loader",
                    new ClassPathResource("three_months_of_ten_people.sql").getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return warehouse;
    }

    /** What a reader is answered. */
    static List<String> ask(String sql) {
        return WAREHOUSE.askAs("bi_reader", sql);
    }

    /** What a reader of names is answered. */
    static List<String> askNames(String sql) {
        return WAREHOUSE.askAs("bi_hr", sql);
    }

    /** Address of the server for whoever logs in with a name of their own. */
    static String url() {
        return ((PGSimpleDataSource) WAREHOUSE.dataSource()).getUrl().replaceFirst("\\?.*", "");
    }

    /** Runs statements as the owner of the server. */
    static void run(String sql) {
        WAREHOUSE.run(sql);
    }

    /** A connection of a reader's own. */
    static Connection connection() throws SQLException {
        Connection connection = WAREHOUSE.dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set role bi_reader");
        }
        return connection;
    }

    /** What is answered after a change that is then undone. */
    static List<String> askAfter(String change, String sql) {
        return WAREHOUSE.askAfter(change, sql);
    }
}

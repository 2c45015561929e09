package org.scewarehouse.jobs.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;

/**
 * The login of the embedded server that BI tools use: a member of {@code bi_reader}, so it reads schemas mart and
 * report, and no names.
 *
 * @param user its name
 * @param password generated once, so that tools stay connected
 * @param passwordFile where it is kept
 */
public record ReaderLogin(String user, String password, Path passwordFile) {
    private static final String USER = "bi";

    /** Makes the login, or brings it back to what it should be; the warehouse must be migrated. */
    public static ReaderLogin make(EmbeddedPostgres server, DataSource warehouse) throws SQLException {
        ReaderLogin login = new ReaderLogin(USER, server.password(USER), server.passwordFile(USER));
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin if to_regrole('bi') is null then create role bi; end if; end $$");
            // Hexadecimal digits need no quoting.
            statement.execute("alter role bi with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
                    + " password '" + login.password + "'");
            statement.execute("grant bi_reader to bi");
        }
        return login;
    }
}

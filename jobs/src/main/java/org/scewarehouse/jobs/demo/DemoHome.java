package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.lake.ObjectStore;

/** Keeps a simulated organisation from being mixed into real data, or into another simulated one. */
final class DemoHome {

    private final Path home;
    private final ObjectStore lake;
    private final DemoSettings settings;

    DemoHome(Path home, ObjectStore lake, DemoSettings settings) {
        this.home = home;
        this.lake = lake;
        this.settings = settings;
    }

    /**
     * Marks the place as this demo's.
     *
     * @return whether it was not so marked before
     * @throws SourceMisconfigured if it holds something else
     */
    boolean claim(DataSource warehouse) throws SQLException {
        Path marker = home.resolve("demo.txt");
        try {
            if (Files.exists(marker)) {
                String found = Files.readString(marker);
                if (!found.equals(settings.toString())) {
                    throw new SourceMisconfigured("sce.home, " + home + ", holds another demo than that of "
                            + settings.options() + "; " + marker.getFileName()
                            + " in it says which. Use the same options, or"
                            + " an empty folder: SCE_HOME=DIR");
                }
                return false;
            }
            if (isInUse(warehouse) || !lake.list("raw/source=prometheus/").isEmpty()) {
                throw new SourceMisconfigured("The warehouse or the lake holds data of source prometheus that is not"
                        + " the demo's; nothing was changed. Give the demo an empty place of its own:"
                        + " SCE_HOME=DIR, without SCE_WAREHOUSE_URL and SCE_LAKE");
            }
            Files.createDirectories(home);
            Files.write(marker, settings.toString().getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("sce.home: cannot read or write " + marker, e);
        }
    }

    private static boolean isInUse(DataSource warehouse) throws SQLException {
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            return isTrue(statement, "select to_regclass('ops.load') is not null")
                    && isTrue(statement, "select exists (select from ops.load where source = 'prometheus')");
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}

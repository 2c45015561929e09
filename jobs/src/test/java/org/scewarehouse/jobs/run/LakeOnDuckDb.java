package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.lake.Engine;
import org.scewarehouse.model.lake.LakeDefinitions;

/** A lake in a folder, as DuckDB reads it with nothing but the definitions that ship. */
final class LakeOnDuckDb implements LakeComparison.Query, AutoCloseable {

    private final Connection connection;
    private final List<String> tablesWithoutFiles = new ArrayList<>();

    LakeOnDuckDb(Path lake) throws IOException, SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        for (TableSpec<?> table : LakeDefinitions.tables()) {
            if (!Files.exists(lake.resolve("curated").resolve(table.name()))
                    && !table.name().equals("dim_user_now")) {
                tablesWithoutFiles.add(table.name());
            }
        }
        for (String definition : LakeComparison.definitions(Engine.DUCKDB, lake)) {
            define(definition);
        }
    }

    /** Tables whose definition fails, as it says, because no file of theirs exists yet. */
    List<String> tablesWithoutFiles() {
        return tablesWithoutFiles;
    }

    private void define(String definition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(definition);
        } catch (SQLException e) {
            assertThat(tablesWithoutFiles)
                    .as(definition + ": " + e.getMessage())
                    .anyMatch(table -> definition.contains("view " + table + " as")
                            || definition.contains("view slice_" + table + " as"));
        }
    }

    @Override
    public List<List<@Nullable Object>> rows(String sql) {
        try {
            return LakeComparison.rows(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

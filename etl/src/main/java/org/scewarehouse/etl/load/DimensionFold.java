package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.annotation.Table;

/**
 * The statements that fold a slice of a dimension, already in a temporary table, into the warehouse's table. Folding is
 * idempotent and, over days, commutative: a member has the attributes of the last day it was seen, and the least or the
 * greatest of all days where its column says so ({@link ColumnSpec.Fold}). Versions are only added, never changed.
 */
final class DimensionFold {

    private static final String LAST_SEEN = "last_seen_on";

    private final TableSpec<?> table;
    private final String slice;

    DimensionFold(TableSpec<?> table) {
        this.table = table;
        this.slice = "slice_" + table.name();
    }

    /** Name of the temporary table. */
    String slice() {
        return slice;
    }

    /** Makes the temporary table, empty, until the transaction ends. */
    void createSlice(Connection connection) throws SQLException {
        execute(connection, "create temporary table " + slice + " (like " + table.qualifiedName() + ") on commit drop");
    }

    /** Empties the temporary table, for the next slice. */
    void emptySlice(Connection connection) throws SQLException {
        execute(connection, "truncate " + slice);
    }

    /**
     * Folds what is in the temporary table.
     *
     * @return members added or changed
     * @throws DataRejected if a member's key is that of another member
     */
    int fold(Connection connection) throws SQLException {
        refuseCollisions(connection);
        return execute(connection, table.kind() == Table.Kind.VERSIONED ? insertVersions() : upsert());
    }

    void refuseCollisions(Connection connection) throws SQLException {
        if (table.natural().isEmpty()) {
            return;
        }
        // Materialized, since a plan for the first of many rows is quadratic where there is none.
        String sql = "with collision as materialized (select " + tuple("present", table.key()) + "::text as key, "
                + tuple("present", table.natural()) + "::text as loaded, " + tuple("slice", table.natural())
                + "::text as shown from " + slice + " slice join " + table.qualifiedName() + " present using ("
                + String.join(", ", table.key()) + ") where " + tuple("present", table.natural())
                + " is distinct from " + tuple("slice", table.natural())
                + ") select key, loaded, shown from collision order by key limit 1";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            if (result.next()) {
                boolean isWithheld = table.schema().equals("hr");
                throw new DataRejected(table.name() + ", " + String.join(", ", table.key()) + " " + result.getString(1)
                        + ": two members have one key. " + String.join(", ", table.natural()) + ": loaded "
                        + (isWithheld ? "(withheld)" : result.getString(2)) + ", now "
                        + (isWithheld ? "(withheld)" : result.getString(3))
                        + ". Set another sce.keys.salt and rebuild the warehouse from raw");
            }
        }
    }

    private String upsert() {
        List<String> attributes = table.columns().stream()
                .map(ColumnSpec::name)
                .filter(name -> !table.key().contains(name))
                .toList();
        String assignments =
                attributes.stream().map(name -> name + " = " + folded(name)).collect(Collectors.joining(", "));
        String after = attributes.stream().map(this::folded).collect(Collectors.joining(", ", "(", ")"));
        return "insert into " + table.qualifiedName() + " as present (" + names() + ") select " + names() + " from "
                + slice + " order by " + String.join(", ", table.key()) + " on conflict ("
                + String.join(", ", table.key()) + ") do update set " + assignments + " where "
                + tuple("present", attributes) + " is distinct from " + after;
    }

    private String folded(String name) {
        boolean mayEnd = Stretches.endOnTheirDay(table) && table.column(name).fold() != ColumnSpec.Fold.LEAST;
        return mayEnd
                ? "case when excluded.valid_to = excluded.last_seen_on then excluded." + name + " else "
                        + foldedOverDays(name) + " end"
                : foldedOverDays(name);
    }

    private String foldedOverDays(String name) {
        return switch (table.column(name).fold()) {
            case LEAST -> "least(present." + name + ", excluded." + name + ")";
            case GREATEST -> "greatest(present." + name + ", excluded." + name + ")";
            case OF_LAST_DAY ->
                "case when excluded." + LAST_SEEN + " >= present." + LAST_SEEN + " then excluded." + name
                        + " else present." + name + " end";
        };
    }

    /** A person whom HR knows needs no inferred version beside what HR says. */
    private String insertVersions() {
        return "insert into " + table.qualifiedName() + " (" + names() + ") select " + names() + " from " + slice
                + " slice where not (is_inferred and exists (select from " + table.qualifiedName()
                + " present where present.user_id = slice.user_id)) order by " + String.join(", ", table.key())
                + " on conflict (" + String.join(", ", table.key()) + ") do nothing";
    }

    private String names() {
        return table.columns().stream().map(ColumnSpec::name).collect(Collectors.joining(", "));
    }

    private static String tuple(String alias, List<String> columns) {
        return columns.stream().map(column -> alias + "." + column).collect(Collectors.joining(", ", "row(", ")"));
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}

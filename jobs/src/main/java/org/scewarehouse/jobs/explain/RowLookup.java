package org.scewarehouse.jobs.explain;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.explain.Explanation.Value;
import org.scewarehouse.jobs.run.RequestRefused;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/** The one row of a table that a person means. */
final class RowLookup {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final TableSpec<?> table;
    private final Map<String, String> key;

    /**
     * @param key column to value as text
     * @throws RequestRefused if there is no such table or column
     */
    RowLookup(String tableName, Map<String, String> key) {
        String name = tableName.substring(tableName.indexOf('.') + 1);
        List<String> names = Warehouse.tables().stream().map(TableSpec::name).toList();
        if (!names.contains(name)) {
            throw new RequestRefused(
                    "There is no table " + tableName + " to explain; there are " + String.join(", ", names) + ".");
        }
        this.table = Warehouse.table(name);
        this.key = key;
        for (String column : key.keySet()) {
            if (table.columns().stream().noneMatch(c -> c.name().equals(column))) {
                throw new RequestRefused("Table " + name + " has no column " + column + "; one row is named by "
                        + String.join(", ", table.key()) + ".");
            }
        }
    }

    /**
     * Its values by column, in the table's order.
     *
     * @throws RequestRefused if no row or more than one is named, or the user may not read it
     */
    Map<String, @Nullable Object> row(Connection connection) throws SQLException {
        String condition =
                key.keySet().stream().map(column -> column + "::text = ?").collect(Collectors.joining(" and "));
        String columns = table.columns().stream().map(ColumnSpec::name).collect(Collectors.joining(", "));
        String sql = "select " + columns + " from " + table.qualifiedName() + " where " + condition + " limit 2";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (String value : key.values()) {
                statement.setString(index++, value);
            }
            try (ResultSet result = statement.executeQuery()) {
                return only(result);
            }
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw new RequestRefused("This user may not read " + table.qualifiedName() + ".");
            }
            throw e;
        }
    }

    private Map<String, @Nullable Object> only(ResultSet result) throws SQLException {
        if (!result.next()) {
            throw new RequestRefused("No row of " + table.name() + " has " + given() + ".");
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (ColumnSpec column : table.columns()) {
            row.put(column.name(), result.getObject(column.name()));
        }
        if (result.next()) {
            throw new RequestRefused("More than one row of " + table.name() + " has " + given()
                    + "; name the whole key: " + String.join(", ", table.key()) + ".");
        }
        return row;
    }

    private String given() {
        return key.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(" and "));
    }

    /** The row with each column's comment. */
    List<Value> values(Map<String, @Nullable Object> row) {
        List<Value> values = new ArrayList<>();
        for (ColumnSpec column : table.columns()) {
            values.add(new Value(column.name(), text(row.get(column.name())), column.comment()));
        }
        return values;
    }

    private static String text(@Nullable Object value) {
        return value instanceof Double number && Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}

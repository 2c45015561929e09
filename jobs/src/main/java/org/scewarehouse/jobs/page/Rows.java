package org.scewarehouse.jobs.page;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of an answer, values as the driver gives them; null is unknown.
 *
 * @param columns their names
 * @param values one list per row
 * @param isCut whether there are more rows
 */
record Rows(List<String> columns, List<List<@Nullable Object>> values, boolean isCut) {

    /** Nothing was asked. */
    static Rows none() {
        return new Rows(List.of(), List.of(), false);
    }

    /** Reads as many rows at most. */
    static Rows read(ResultSet found, int most) throws SQLException {
        ResultSetMetaData described = found.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= described.getColumnCount(); column++) {
            columns.add(described.getColumnLabel(column));
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        while (values.size() < most && found.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 1; column <= columns.size(); column++) {
                row.add(found.getObject(column));
            }
            values.add(Collections.unmodifiableList(row));
        }
        return new Rows(List.copyOf(columns), Collections.unmodifiableList(values), found.next());
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    int count() {
        return values.size();
    }

    /** The same without what follows the first rows. */
    Rows first(int most) {
        return count() <= most ? this : new Rows(columns, values.subList(0, most), true);
    }

    /** The same with the latest moment first, where the latest comes last; rows of a moment keep their order. */
    Rows latestFirst(String time) {
        List<List<@Nullable Object>> turned = new ArrayList<>();
        int begin = 0;
        for (int row = 0; row < count(); row++) {
            begin = row > 0 && text(row, time).equals(text(row - 1, time)) ? begin + 1 : 0;
            turned.add(begin, values.get(row));
        }
        return new Rows(columns, Collections.unmodifiableList(turned), isCut);
    }

    @Nullable
    Object value(int row, String column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("the query gives no column " + column + " but " + columns);
        }
        return values.get(row).get(place);
    }

    /** The value as a figure to read. */
    String text(int row, String column) {
        return Figure.text(column, value(row, column));
    }

    /** The value of a measure; 0 where it is unknown, as a bar without length. */
    double number(int row, String column) {
        return value(row, column) instanceof Number number ? number.doubleValue() : 0;
    }
}

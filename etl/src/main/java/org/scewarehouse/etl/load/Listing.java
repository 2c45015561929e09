package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.dim.DimHoliday;

/**
 * The statements that make a listed table what its source's list says. Rows that are still listed are left alone, so
 * that loading the same list again changes nothing; an older list than the one loaded has no say.
 */
final class Listing {

    private static final String MARK_HOLIDAYS = """
            update mart.dim_date d set is_holiday = h.name is not null, holiday_name = h.name
            from (
                select c.day, min(l.holiday_name) as name
                from mart.dim_date c
                left join mart.dim_holiday l on l.day = c.day and l.country_name = '*' and l.site_name = '*'
                group by c.day
            ) h
            where h.day = d.day and d.holiday_name is distinct from h.name
            """;

    private final TableSpec<?> table;
    private final String slice;

    /**
     * A listed table.
     *
     * @param slice temporary table that holds the list
     */
    Listing(TableSpec<?> table, String slice) {
        this.table = table;
        this.slice = slice;
    }

    /** Replaces what the table holds, and what follows from it, unless a later list has been loaded. */
    void replace(Connection connection, String source, LocalDate day) throws SQLException {
        if (hasLater(connection, source, day)) {
            return;
        }
        List<String> columns = table.columns().stream().map(ColumnSpec::name).toList();
        String names = String.join(", ", columns);
        String isListed = columns.stream().map(this::isSame).collect(Collectors.joining(" and "));
        Sql.update(
                connection,
                "delete from " + table.qualifiedName() + " present where not exists (select from " + slice
                        + " listed where " + isListed + ")");
        Sql.update(
                connection,
                "insert into " + table.qualifiedName() + " (" + names + ") select " + names + " from " + slice
                        + " on conflict (" + String.join(", ", table.key()) + ") do nothing");
        if (table.recordType() == DimHoliday.class) {
            Sql.update(connection, MARK_HOLIDAYS);
        }
    }

    /** Equality of keys lets the server hash them. */
    private String isSame(String column) {
        String operator = table.key().contains(column) ? " = " : " is not distinct from ";
        return "listed." + column + operator + "present." + column;
    }

    private boolean hasLater(Connection connection, String source, LocalDate day) throws SQLException {
        String sql = "select exists (select from ops.load_table where table_name = ? and source = ? and day > ?)";
        try (PreparedStatement statement = Sql.bound(connection, sql, table.name(), source, day);
                ResultSet result = statement.executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }
}

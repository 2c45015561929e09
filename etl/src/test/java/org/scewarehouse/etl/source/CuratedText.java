package org.scewarehouse.etl.source;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/** The rows of a curated day as text, all columns, in key order. */
public final class CuratedText {

    private CuratedText() {}

    /** The rows of a table, each as a map from column to value; null is the empty text. */
    public static List<Map<String, String>> rows(CuratedZone zone, String source, Day day, TableSpec<?> table) {
        List<ColumnSpec> columns = table.curatedColumns();
        Row row = new Row(columns);
        List<Map<String, String>> rows = new ArrayList<>();
        try (RowReader reader = zone.rows(source, day.date(), table)) {
            while (reader.next(row)) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    values.put(columns.get(i).name(), value(row, i));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    /** Every table as CSV with a header, by table name. */
    public static Map<String, String> csv(CuratedZone zone, String source, Day day, List<TableSpec<?>> tables) {
        Map<String, String> csv = new TreeMap<>();
        for (TableSpec<?> table : tables) {
            StringBuilder text = new StringBuilder();
            text.append(String.join(
                            ",",
                            table.curatedColumns().stream()
                                    .map(ColumnSpec::name)
                                    .toList()))
                    .append('\n');
            for (Map<String, String> row : rows(zone, source, day, table)) {
                text.append(String.join(",", row.values())).append('\n');
            }
            csv.put(table.name(), text.toString());
        }
        return csv;
    }

    private static String value(Row row, int column) {
        if (row.isNull(column)) {
            return "";
        }
        return switch (row.columns().get(column).type()) {
            case BIGINT, INTEGER -> Long.toString(row.bits(column));
            case DOUBLE -> number(row.number(column));
            case BOOLEAN -> row.bits(column) == 1 ? "true" : "false";
            case TEXT -> new String(row.text(column), StandardCharsets.UTF_8);
            case DATE -> LocalDate.ofEpochDay(row.bits(column)).toString();
            case TIMESTAMP ->
                Instant.EPOCH.plus(row.bits(column), ChronoUnit.MICROS).toString();
            case DECIMAL -> BigDecimal.valueOf(row.bits(column), 6).toPlainString();
        };
    }

    /** Whole numbers plainly, others with every digit. */
    private static String number(double value) {
        return value == Math.rint(value) && value < 1e18 ? Long.toString((long) value) : Double.toString(value);
    }
}

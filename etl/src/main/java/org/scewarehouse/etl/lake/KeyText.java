package org.scewarehouse.etl.lake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.TableSpec;

/** A row's key for a person to read. */
public final class KeyText {

    private KeyText() {}

    /** Such as {@code container_key=17, hour_at=2026-03-01T10:00:00Z}; texts of schema hr are withheld. */
    public static String of(TableSpec<?> table, Row row) {
        List<String> columns =
                table.curatedColumns().stream().map(c -> c.name()).toList();
        return table.key().stream()
                .filter(columns::contains)
                .map(name -> name + "=" + value(table, row, row.position(name)))
                .collect(Collectors.joining(", "));
    }

    private static String value(TableSpec<?> table, Row row, int position) {
        if (row.isNull(position)) {
            return "null";
        }
        return switch (row.columns().get(position).type()) {
            case TEXT ->
                table.schema().equals("hr") ? "(withheld)" : new String(row.text(position), StandardCharsets.UTF_8);
            case DOUBLE -> Double.toString(row.number(position));
            case DATE -> LocalDate.ofEpochDay(row.bits(position)).toString();
            case TIMESTAMP ->
                Instant.EPOCH.plus(row.bits(position), ChronoUnit.MICROS).toString();
            case BIGINT, INTEGER, BOOLEAN, DECIMAL -> Long.toString(row.bits(position));
        };
    }
}

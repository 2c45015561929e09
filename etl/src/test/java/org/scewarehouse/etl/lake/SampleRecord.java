package org.scewarehouse.etl.lake;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;

/** Makes a row for any table. */
final class SampleRecord {

    private SampleRecord() {}

    /** The n-th row; every second value that may be null is. */
    static Record of(TableSpec<?> table, LocalDate day, String source, int n) throws ReflectiveOperationException {
        Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            ColumnSpec column = table.columns().get(i);
            boolean isNull = column.isNullable() && (n + i) % 2 == 0;
            values[i] = isNull ? null : value(table.recordType().getRecordComponents()[i], day, source, n);
        }
        return table.constructor().newInstance(values);
    }

    private static @Nullable Object value(RecordComponent component, LocalDate day, String source, int n) {
        return switch (component.getType().getSimpleName()) {
            case "long", "Long" -> (long) n;
            case "int", "Integer" -> n;
            case "double", "Double" -> n / 8.0;
            case "boolean", "Boolean" -> n % 2 == 0;
            case "String" -> component.getName().equals("source") ? source : "text " + n;
            case "LocalDate" -> component.getName().equals("day") ? day : day.plusDays(n);
            case "Instant" -> Instant.parse("2026-03-01T00:00:00Z").plusSeconds(3600L * n);
            case "BigDecimal" -> new BigDecimal(n).movePointLeft(2);
            default -> throw new IllegalArgumentException(component.toString());
        };
    }
}

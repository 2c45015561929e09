package org.scewarehouse.model;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;

/**
 * One column as its record component declares it.
 *
 * @param name column name, snake case
 * @param type its type
 * @param isNullable whether null (unknown) is allowed
 * @param comment meaning, unit and what null says
 * @param references table whose key it names, or empty
 * @param isResolvedByLoader whether it stands in no curated file
 * @param isMeasure whether the manifest sums it
 * @param fold what a dimension's member has of the values of several days
 * @param accessor reads the value from a row
 */
public record ColumnSpec(
        String name,
        ColumnType type,
        boolean isNullable,
        String comment,
        String references,
        boolean isResolvedByLoader,
        boolean isMeasure,
        Fold fold,
        Method accessor) {

    /** What a member of a dimension has of the values that the slices of several days give it. */
    public enum Fold {
        /** The least that is known: each {@code first_..._on} date, and what is declared so. */
        LEAST,
        /** The greatest that is known: each {@code last_..._on} date, and what is declared so. */
        GREATEST,
        /** That of the last day which showed the member. */
        OF_LAST_DAY
    }

    private static final Map<Class<?>, ColumnType> TYPES = Map.ofEntries(
            Map.entry(long.class, ColumnType.BIGINT),
            Map.entry(Long.class, ColumnType.BIGINT),
            Map.entry(int.class, ColumnType.INTEGER),
            Map.entry(Integer.class, ColumnType.INTEGER),
            Map.entry(double.class, ColumnType.DOUBLE),
            Map.entry(Double.class, ColumnType.DOUBLE),
            Map.entry(boolean.class, ColumnType.BOOLEAN),
            Map.entry(Boolean.class, ColumnType.BOOLEAN),
            Map.entry(String.class, ColumnType.TEXT),
            Map.entry(LocalDate.class, ColumnType.DATE),
            Map.entry(Instant.class, ColumnType.TIMESTAMP),
            Map.entry(BigDecimal.class, ColumnType.DECIMAL));

    static ColumnSpec of(RecordComponent component) {
        Column column = component.getAnnotation(Column.class);
        ColumnType type = TYPES.get(component.getType());
        if (column == null || type == null) {
            throw new IllegalStateException(component.getDeclaringRecord().getSimpleName() + "." + component.getName()
                    + " needs @Column and a type that a table may hold, found "
                    + component.getType().getName());
        }
        boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        String name = snakeCase(component.getName());
        Method accessor = Objects.requireNonNull(component.getAccessor());
        return new ColumnSpec(
                name,
                type,
                isNullable,
                column.value(),
                column.references(),
                column.resolvedByLoader(),
                column.measure(),
                foldOf(column, type, name),
                accessor);
    }

    private static Fold foldOf(Column column, ColumnType type, String name) {
        boolean isDate = type == ColumnType.DATE;
        if (column.least() || (isDate && name.startsWith("first_"))) {
            return Fold.LEAST;
        }
        return column.greatest() || (isDate && name.startsWith("last_")) ? Fold.GREATEST : Fold.OF_LAST_DAY;
    }

    /** {@code cpuCoreSeconds} to {@code cpu_core_seconds}, {@code band0Seconds} to {@code band_0_seconds}. */
    static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", "_")
                .toLowerCase(java.util.Locale.ROOT);
    }
}

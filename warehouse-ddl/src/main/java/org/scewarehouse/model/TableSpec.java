package org.scewarehouse.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.scewarehouse.model.annotation.Table;

/**
 * One table as its record declares it. Parquet schema, COPY column list, data dictionary and the check of the
 * migrations all derive from here.
 *
 * @param recordType the declaring record
 * @param schema PostgreSQL schema
 * @param name table name
 * @param kind how the load treats it
 * @param grain what one row is
 * @param comment the table's whole comment
 * @param key columns that identify a row; also the sort order of the curated file
 * @param natural columns that name a member where {@code key} is a hash of them; may be empty
 * @param hasPrimaryKey whether the database enforces {@code key}
 * @param columns all columns in order
 */
public record TableSpec<R extends Record>(
        Class<R> recordType,
        String schema,
        String name,
        Table.Kind kind,
        String grain,
        String comment,
        List<String> key,
        List<String> natural,
        boolean hasPrimaryKey,
        List<ColumnSpec> columns) {

    /** Reads the declaration; a record that is no table, or names a key column it lacks, is refused. */
    public static <R extends Record> TableSpec<R> of(Class<R> recordType) {
        Table table = recordType.getAnnotation(Table.class);
        if (table == null) {
            throw new IllegalArgumentException(recordType.getName() + " carries no @Table");
        }
        List<ColumnSpec> columns = Arrays.stream(recordType.getRecordComponents())
                .map(ColumnSpec::of)
                .toList();
        List<String> key = List.of(table.key());
        List<String> natural = List.of(table.natural());
        for (String column : Stream.concat(key.stream(), natural.stream()).toList()) {
            if (columns.stream().noneMatch(c -> c.name().equals(column))) {
                throw new IllegalArgumentException(recordType.getName() + " has no key column " + column);
            }
        }
        String name = table.name().isEmpty() ? ColumnSpec.snakeCase(recordType.getSimpleName()) : table.name();
        String grain = "Grain: " + table.grain() + ".";
        String comment = table.about().isEmpty() ? grain : grain + " " + table.about();
        return new TableSpec<>(
                recordType,
                table.schema(),
                name,
                table.kind(),
                table.grain(),
                comment,
                key,
                natural,
                table.primaryKey(),
                columns);
    }

    /** Schema and name, as SQL writes it. */
    public String qualifiedName() {
        return schema + "." + name;
    }

    /** The columns of the curated file: all but {@code day} (it is in the path) and what the loader resolves. */
    public List<ColumnSpec> curatedColumns() {
        return columns.stream()
                .filter(c -> !c.isResolvedByLoader()
                        && !(isPartitionedByDay() && c.name().equals("day")))
                .toList();
    }

    /** Whether rows carry the {@code day} of their source-day, so that a day can be replaced. */
    public boolean isPartitionedByDay() {
        return kind == Table.Kind.FACT;
    }

    /** The column of that name. */
    public ColumnSpec column(String columnName) {
        return columns.stream()
                .filter(c -> c.name().equals(columnName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + columnName));
    }

    /** The record's canonical constructor, for readers that make rows. */
    public Constructor<R> constructor() {
        Class<?>[] types = Arrays.stream(recordType.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return recordType.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}

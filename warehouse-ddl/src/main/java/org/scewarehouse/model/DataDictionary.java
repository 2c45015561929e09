package org.scewarehouse.model;

import java.util.List;
import java.util.stream.Collectors;

/** The data dictionary: every table and column with its meaning, made of the declarations and nothing else. */
public final class DataDictionary {

    private DataDictionary() {}

    /** The dictionary of all tables, as Markdown. */
    public static String markdown() {
        return markdown(Warehouse.tables());
    }

    static String markdown(List<TableSpec<?>> tables) {
        String index = tables.stream()
                .map(table -> "| [" + table.qualifiedName() + "](#" + anchor(table) + ") | " + table.grain() + " |")
                .collect(Collectors.joining("\n"));
        String pages = tables.stream().map(DataDictionary::page).collect(Collectors.joining("\n"));
        return """
                # Data dictionary

                Made of the table records in `warehouse-ddl`; the same texts are the comments in PostgreSQL.
                Units stand in the names of the columns. Null is unknown, never 0.
                Key 0 is the unknown member, -1 not applicable. Views are in [reports](reports.md), stars and what
                they share in [the model](model.md), where rows come from in [lineage](lineage.md).

                | table | one row is |
                |---|---|
                """ + index + "\n\n" + pages;
    }

    private static String page(TableSpec<?> table) {
        String columns = table.columns().stream()
                .map(column -> "| `" + column.name() + "` | " + column.type().sqlType()
                        + (column.isNullable() ? "" : ", not null") + " | " + Unit.of(column.name()) + " | "
                        + reference(column)
                        + column.comment().replace("|", "\\|") + " |")
                .collect(Collectors.joining("\n"));
        List<String> names = table.columns().stream().map(ColumnSpec::name).toList();
        return "## " + table.qualifiedName() + "\n\n" + table.comment() + "\n\nKey: "
                + String.join(", ", table.key())
                + (table.hasPrimaryKey() ? "" : " (not enforced)") + ". Loaded: " + loaded(table) + ". Privacy: "
                + Privacy.of(table.schema(), names).text()
                + ".\n\n| column | type | unit | meaning |\n|---|---|---|---|\n"
                + columns
                + "\n";
    }

    private static String loaded(TableSpec<?> table) {
        return switch (table.kind()) {
            case FACT -> "a source's day as a whole; which days are, says `report.loaded_day`";
            case DIMENSION -> "with every day that names a member; attributes of the last day seen";
            case VERSIONED -> "with every day that names a member; each version with its validity";
            case LISTING -> "with every day of its source, as a whole: the list of the last day";
            case DERIVED -> "by the database or the publishing transaction, from other tables";
        };
    }

    private static String reference(ColumnSpec column) {
        return column.references().isEmpty() ? "" : "-> `" + column.references() + "`. ";
    }

    private static String anchor(TableSpec<?> table) {
        return table.qualifiedName().replace(".", "");
    }
}

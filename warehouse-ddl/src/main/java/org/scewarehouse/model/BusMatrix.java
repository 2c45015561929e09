package org.scewarehouse.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which fact has which dimension, and the star of each fact as a diagram; made of the declared references. */
final class BusMatrix {

    private BusMatrix() {}

    /** The page on the model, as Markdown. */
    static String markdown(List<TableSpec<?>> tables) {
        List<TableSpec<?>> facts = tables.stream()
                .filter(table -> table.name().matches("(fact|agg)_.*"))
                .collect(Collectors.toList());
        return """
                # The model

                Made of the table records in `warehouse-ddl`. What the tables and columns mean stands in the
                [dictionary](dictionary.md), what the reports say in [reports](reports.md), and where rows come from in
                [lineage](lineage.md).

                ## Facts and their dimensions

                Every reference is one column and a declared foreign key; `user_key` is the person as they were that day
                (`dim_user`), `user_id` as they are now (`dim_user_now`). What two facts share can be compared.

                """ + matrix(facts, tables) + "\n## Diagrams\n\n" + subjects(facts);
    }

    private static String matrix(List<TableSpec<?>> facts, List<TableSpec<?>> tables) {
        Set<String> used = new LinkedHashSet<>();
        facts.forEach(fact -> used.addAll(dimensions(fact)));
        List<String> dimensions =
                tables.stream().map(TableSpec::name).filter(used::contains).toList();
        StringBuilder matrix = new StringBuilder("| fact | "
                + dimensions.stream().map(name -> name.replace("dim_", "")).collect(Collectors.joining(" | "))
                + " |\n");
        matrix.append("|---|").append(":-:|".repeat(dimensions.size())).append('\n');
        for (TableSpec<?> fact : facts) {
            matrix.append("| `").append(fact.name()).append("` |");
            Set<String> has = dimensions(fact);
            dimensions.forEach(name -> matrix.append(has.contains(name) ? " x |" : "  |"));
            matrix.append('\n');
        }
        return matrix.toString();
    }

    private static Set<String> dimensions(TableSpec<?> fact) {
        return fact.columns().stream()
                .map(ColumnSpec::references)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String subjects(List<TableSpec<?>> facts) {
        StringBuilder page = new StringBuilder();
        for (Subject subject : Subject.ALL) {
            List<TableSpec<?>> of = facts.stream()
                    .filter(fact -> subject.facts().contains(fact.name()))
                    .collect(Collectors.toList());
            if (of.isEmpty()) {
                continue;
            }
            page.append("### ")
                    .append(subject.title())
                    .append("\n\n")
                    .append(diagram(of))
                    .append('\n');
        }
        return page.toString();
    }

    private static String diagram(List<TableSpec<?>> facts) {
        List<String> lines = new ArrayList<>();
        for (TableSpec<?> fact : facts) {
            for (ColumnSpec column : fact.columns()) {
                if (!column.references().isEmpty()) {
                    lines.add("    " + column.references() + " ||--o{ " + fact.name() + " : " + column.name());
                }
            }
            lines.add("    " + fact.name() + " {");
            fact.columns().stream()
                    .filter(column -> column.references().isEmpty() && column.isMeasure())
                    .forEach(column -> lines.add(
                            "        " + column.type().name().toLowerCase(Locale.ROOT) + " " + column.name()));
            lines.add("    }");
        }
        return "```mermaid\nerDiagram\n" + String.join("\n", lines) + "\n```\n";
    }
}

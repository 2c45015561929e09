package org.scewarehouse.model;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The page on views and functions, made of the comments in the catalogue of a migrated warehouse. */
final class ReportDictionary {

    private static final String COLUMNS = """
            select v.nspname || '.' || c.relname, obj_description(c.oid, 'pg_class'), a.attname,
                   format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum),
                   (
                       select string_agg(distinct source, ', ' order by source)
                       from pg_rewrite r
                       join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                       cross join lateral (
                           select s.oid::regclass::text
                           from pg_class s
                           where d.refclassid = 'pg_class'::regclass and s.oid = d.refobjid and s.oid <> c.oid
                           union all
                           select said[1]
                           from pg_proc p
                           cross join regexp_matches(p.prosrc, '\\m((?:mart|report)\\.[a-z_0-9]+)', 'g') said
                           where d.refclassid = 'pg_proc'::regclass and p.oid = d.refobjid
                       ) read(source)
                       where r.ev_class = c.oid
                   )
            from pg_class c
            join pg_namespace v on v.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind = 'v' and v.nspname in ('report', 'mart', 'hr') and c.relname !~ '_view$'
            order by v.nspname <> 'report', v.nspname, c.relname, a.attnum
            """;

    private static final String FUNCTIONS = """
            select p.oid::regprocedure::text, coalesce(pg_get_function_arguments(p.oid), ''),
                   obj_description(p.oid, 'pg_proc')
            from pg_proc p
            where p.pronamespace = 'report'::regnamespace
            order by 1
            """;

    private record View(String name, String comment, String sources, List<String> columns, List<String> lines) {}

    private ReportDictionary() {}

    /** The page, as Markdown. */
    static String markdown(DataSource warehouse) throws SQLException {
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = pg_catalog"); // So that names are printed with their schema.
            List<View> views = views(statement);
            StringBuilder page = new StringBuilder("""
                    # Views and functions

                    Made of the comments in the database. Each view of schema `report` answers one question; schema `hr`
                    holds the same with names, for role `bi_hr`. Where a report has one row per period, choose one:
                    `where period_name = 'last 30 days'` (see `mart.dim_period`); a function of the same name takes any
                    range: the first day, and the day after the last one. A view `report.fact_..._view` has the rows of
                    the fact of that name, for tools that do not see partitioned tables.

                    | view | what one row is |
                    |---|---|
                    """);
            for (View view : views) {
                page.append("| [")
                        .append(view.name)
                        .append("](#")
                        .append(view.name.replace(".", ""))
                        .append(") | ");
                page.append(view.comment.replaceFirst("^Grain: ", "").replaceFirst("\\.( .*)?$", ""))
                        .append(" |\n");
            }
            views.forEach(view -> page.append(section(view)));
            return page.append(functions(statement)).toString();
        }
    }

    private static List<View> views(Statement statement) throws SQLException {
        Map<String, View> views = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                String name = rows.getString(1);
                String comment = rows.getString(2);
                String sources = rows.getString(6);
                View view = views.computeIfAbsent(
                        name,
                        key -> new View(
                                key,
                                comment == null ? "" : comment,
                                sources == null ? "" : sources,
                                new ArrayList<>(),
                                new ArrayList<>()));
                view.columns.add(rows.getString(3));
                view.lines.add("| `" + rows.getString(3) + "` | " + rows.getString(4) + " | "
                        + Unit.of(rows.getString(3)) + " | "
                        + String.valueOf(rows.getString(5)).replace("|", "\\|").replace('\n', ' ') + " |");
            }
        }
        return List.copyOf(views.values());
    }

    private static String section(View view) {
        String schema = view.name.substring(0, view.name.indexOf('.'));
        return "\n## " + view.name + "\n\n" + view.comment.replace('\n', ' ') + "\n\n"
                + (view.sources.isEmpty() ? "" : "Reads: " + view.sources + ". ") + "Privacy: "
                + Privacy.of(schema, view.columns).text()
                + ".\n\n| column | type | unit | meaning |\n|---|---|---|---|\n" + String.join("\n", view.lines) + "\n";
    }

    private static String functions(Statement statement) throws SQLException {
        StringBuilder page =
                new StringBuilder("\n## Functions\n\n| function | arguments | what it gives |\n|---|---|---|\n");
        try (ResultSet rows = statement.executeQuery(FUNCTIONS)) {
            while (rows.next()) {
                page.append("| `")
                        .append(rows.getString(1).replaceFirst("\\(.*", ""))
                        .append("` | ");
                page.append(rows.getString(2)).append(" | ");
                page.append(String.valueOf(rows.getString(3)).replace('\n', ' '))
                        .append(" |\n");
            }
        }
        return page.toString();
    }
}

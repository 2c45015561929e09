package org.scewarehouse.model;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How each view and function of schema report is asked, as the catalogue lists them: one that is new is here by itself,
 * or fails until it is said what its arguments are. Left out are views of the rows of one fact.
 */
final class ReportCalls {

    /** Columns of each view, arguments of each function that none stands for, and whether a view has periods. */
    private static final String CATALOGUE = """
            select c.relname, 'view', (
                select string_agg(a.attname, ',') from pg_attribute a where a.attrelid = c.oid and a.attnum > 0)
            from pg_class c
            where c.relnamespace = 'report'::regnamespace and c.relkind = 'v' and c.relname !~ '^fact_.*_view$'
            union all
            select p.proname, 'function', coalesce((
                select string_agg(argument.name, ',' order by argument.place)
                from unnest(p.proargnames[1:p.pronargs - p.pronargdefaults]) with ordinality argument(name, place)), '')
            from pg_proc p
            where p.pronamespace = 'report'::regnamespace
            order by 1, 2 desc
            """;

    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("from_day", ":from"),
            Map.entry("to_day", ":to"),
            Map.entry("on_day", ":last"),
            Map.entry("of_day", ":last"),
            Map.entry("at_time", "'2026-01-01 12:00Z'"),
            Map.entry("environment", "null"),
            Map.entry("department", "null"),
            Map.entry("platform_team", "null"),
            Map.entry("country", "null"),
            Map.entry("site", "null"),
            Map.entry("cluster", "null"),
            Map.entry("container_kind", "'interactive'"),
            Map.entry("within_days", "90"),
            Map.entry("asked", "'4.1'"),
            Map.entry("version", "(select min(r_version) from mart.dim_image)"),
            Map.entry("version_name", "'4.1.2'"),
            Map.entry("person", "(select min(pseudonym) from mart.dim_user_now where user_id > 0)"),
            Map.entry("person_ids", "array(select user_id from mart.dim_user_now)"),
            Map.entry("label_per_person", "array(select department_name from mart.dim_user_now)"),
            Map.entry("of_table_name", "'fact_container_day'"),
            Map.entry("of_resource", "'core_hour'"),
            Map.entry("of_rate", "'*'"),
            Map.entry("of_compute_system", "'c1'"),
            Map.entry("of_region", "'eu-west-1'"),
            Map.entry("on_compute_system_key", "(select max(compute_system_key) from mart.dim_compute_system)"));

    private static final Pattern PLACE = Pattern.compile(":(from|to|last|period|months)");

    private ReportCalls() {}

    /**
     * One way to ask.
     *
     * @param name view or function, the latter with parentheses
     * @param text what stands for the range of days is {@code :from}, {@code :to} and so on
     */
    record Call(String name, String text) {

        /** Whether the answer depends on the range of days. */
        boolean hasRange() {
            return PLACE.matcher(text).find();
        }

        /** The last 30 days up to a day. */
        String overMonth(LocalDate last) {
            return over(last, last.minusDays(29), "last 30 days", 1);
        }

        /** The last 12 months up to a day. */
        String overYear(LocalDate last) {
            return over(last, last.plusDays(1).minusMonths(12), "last 12 months", 12);
        }

        private String over(LocalDate last, LocalDate from, String period, int months) {
            Map<String, String> values = Map.of(
                    "from", "date '" + from + "'",
                    "to", "date '" + last.plusDays(1) + "'",
                    "last", "date '" + last + "'",
                    "period", "'" + period + "'",
                    "months", "'" + months + " months'");
            return PLACE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
        }
    }

    /** All of them, by name. */
    static List<Call> all(Connection connection) throws SQLException {
        List<Call> calls = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CATALOGUE)) {
            while (rows.next()) {
                List<String> names = List.of(rows.getString(3).split(",", -1));
                calls.add(rows.getString(2).equals("view") ? view(rows.getString(1), names) : function(rows, names));
            }
        }
        return calls;
    }

    private static Call view(String name, List<String> columns) {
        String all = "select * from report." + name;
        if (!columns.contains("period_name")) {
            boolean isByDay = columns.contains("day");
            return new Call(name, isByDay ? all + " where day >= :from and day < :to" : all);
        }
        return new Call(
                name,
                columns.contains("period_kind")
                        ? all + " where period_name = :period"
                        // Of each month: those that ended last.
                        : all + " where from_day >= date_trunc('month', :to) - interval :months and to_day <= :to");
    }

    private static Call function(ResultSet row, List<String> arguments) throws SQLException {
        String name = row.getString(1);
        List<String> given = new ArrayList<>();
        for (String argument : arguments) {
            if (!argument.isEmpty()) {
                String value = ARGUMENTS.get(argument);
                if (value == null) {
                    throw new IllegalStateException("say what " + argument + " of report." + name + " is to be");
                }
                given.add(argument + " => " + value);
            }
        }
        return new Call(name + "()", "select * from report." + name + "(" + String.join(", ", given) + ")");
    }
}

package org.scewarehouse.jobs.bi;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the warehouse says of the tables and views that BI tools see.
 *
 * @param tables in order of schema and name
 */
record Catalogue(List<Table> tables) {

    /**
     * A table or view.
     *
     * @param isHidden whether people need not see it: it repeats another
     */
    record Table(String schema, String name, String description, boolean isHidden, List<Column> columns) {}

    /**
     * A column.
     *
     * @param semanticType as Metabase names it; null = none of its own
     */
    record Column(String name, String description, @Nullable String semanticType) {}

    private static final String COLUMNS = """
            select n.nspname, c.relname, coalesce(obj_description(c.oid, 'pg_class'), ''),
                   n.nspname = 'report' and c.relname ~ '_view$',
                   a.attname, coalesce(col_description(c.oid, a.attnum), ''), m.value
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join report._metabase_metadata m on m.keypath = c.relname || '.' || a.attname || '.semantic_type'
            where n.nspname in ('mart', 'report') and c.relkind in ('r', 'p', 'v')
              and c.relname <> '_metabase_metadata' -- which Metabase reads, and never lists among its tables
            order by 1, 2, a.attnum
            """;

    /** Reads it from a migrated warehouse. */
    static Catalogue read(Connection connection) throws SQLException {
        Map<String, Table> tables = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                String schema = rows.getString(1);
                String name = rows.getString(2);
                String description = rows.getString(3);
                boolean isHidden = rows.getBoolean(4);
                tables.computeIfAbsent(
                                schema + "." + name,
                                key -> new Table(schema, name, description, isHidden, new ArrayList<>()))
                        .columns()
                        .add(new Column(rows.getString(5), rows.getString(6), rows.getString(7)));
            }
        }
        return new Catalogue(List.copyOf(tables.values()));
    }
}

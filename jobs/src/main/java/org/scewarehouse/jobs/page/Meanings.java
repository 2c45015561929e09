package org.scewarehouse.jobs.page;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the warehouse says about its relations and their columns: the comments.
 *
 * @param texts by {@code schema.relation} and {@code schema.relation.column}
 */
record Meanings(Map<String, String> texts) {
    private static final String COMMENTS = """
            select c.relnamespace::regnamespace || '.' || c.relname || coalesce('.' || a.attname, ''), d.description
            from pg_class c
            join pg_description d on d.objoid = c.oid and d.classoid = 'pg_class'::regclass
            left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and a.attnum > 0
            where c.relnamespace in ('mart'::regnamespace, 'report'::regnamespace) and c.relkind in ('r', 'p', 'v')
            union all
            select p.pronamespace::regnamespace || '.' || p.proname, min(obj_description(p.oid, 'pg_proc'))
            from pg_proc p
            where p.pronamespace = 'report'::regnamespace
              and not exists (
                select from pg_class c where c.relname = p.proname and c.relnamespace = p.pronamespace)
            group by 1
            having min(obj_description(p.oid, 'pg_proc')) is not null
            """;

    static Meanings read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COMMENTS);
                ResultSet rows = statement.executeQuery()) {
            Map<String, String> texts = new HashMap<>();
            while (rows.next()) {
                texts.put(rows.getString(1), rows.getString(2));
            }
            return new Meanings(texts);
        }
    }

    /** What a relation is; null = nothing is said about it. */
    @Nullable
    String ofRelation(String relation) {
        return texts.get(relation);
    }

    /** What a column means in the first of the relations that has it; null = in none. */
    @Nullable
    String ofColumn(String column, Collection<String> relations) {
        return relations.stream()
                .map(relation -> texts.get(relation + "." + column))
                .filter(text -> text != null)
                .findFirst()
                .orElse(null);
    }
}

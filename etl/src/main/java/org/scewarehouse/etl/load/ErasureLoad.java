package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.scewarehouse.etl.erasure.ErasedIdentifier;
import org.scewarehouse.etl.erasure.ErasurePlan;
import org.scewarehouse.etl.erasure.ProductWords;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimUserNow;

/** What erasing a person changes in the warehouse beyond the days that are built again. */
public final class ErasureLoad {

    private final Transactions transactions;

    /** In this warehouse. */
    public ErasureLoad(DataSource warehouse) {
        this.transactions = new Transactions(warehouse);
    }

    /** Makes {@code ops.erasure} what the lake says. */
    public void mirror(List<ErasedIdentifier> erased) {
        transactions.execute("list of erased people", connection -> {
            if (count(connection, "select count(*) from ops.erasure") != erased.size()) {
                Sql.update(connection, "delete from ops.erasure");
                for (ErasedIdentifier one : erased) {
                    Sql.update(
                            connection,
                            "insert into ops.erasure values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                            one.hash(),
                            one.characters(),
                            one.rule().name(),
                            one.field(),
                            one.token(),
                            one.validFrom(),
                            one.validTo(),
                            one.erasedOn(),
                            one.secretFingerprint());
                }
            }
        });
    }

    /**
     * Removes members that no day names any more once its raw is rewritten and it is built again, and puts the token
     * into every other text that names the person: messages, findings, parameters of jobs.
     *
     * @param alike texts that are spelt so and name nobody, which stay
     * @param unbuilt days whose raw is kept no longer: members that their facts name stay, under their pseudonyms
     */
    public void sweep(ErasurePlan plan, Collection<String> alike, Collection<LocalDate> unbuilt) {
        String pattern = pattern(plan.words(null));
        String[] kept = alike.toArray(String[]::new);
        transactions.execute("erasure", connection -> {
            PeopleLock.change(connection);
            for (TableSpec<?> table : Warehouse.tables()) {
                if (table.schema().equals("hr") && !pattern.isEmpty()) {
                    forgetMembers(connection, table, pattern, unbuilt);
                }
            }
            forgetOwned(connection, plan, unbuilt);
            for (String table :
                    List.of("hr.person", "hr.bridge_identity", "hr.identity_use", "mart.bridge_user_group")) {
                Sql.update(connection, "delete from " + table + " where user_id = any(?)", (Object) userIds(plan));
            }
            for (TableSpec<?> table : List.of(Warehouse.table(DimUser.class), Warehouse.table(DimUserNow.class))) {
                Sql.update(
                        connection,
                        "delete from " + table.qualifiedName() + " m where m.user_id = any(?)"
                                + unlessNamed(Warehouse.table(DimUserNow.class), unbuilt),
                        (Object) userIds(plan));
            }
            for (TextColumn column : pattern.isEmpty() ? List.<TextColumn>of() : columns(connection)) {
                if (column.isChangeable()) {
                    Sql.update(
                            connection,
                            "update " + column.table() + " set " + column.name() + " = regexp_replace(" + column.name()
                                    + ", ?, ?, 'gi') where " + column.name() + " ~* ? and " + column.name()
                                    + " <> all (?)",
                            pattern,
                            plan.token(),
                            pattern,
                            kept);
                }
            }
            Sql.call(connection, "select ops.analyze_texts()");
        });
    }

    private static Long[] userIds(ErasurePlan plan) {
        return plan.userIds().toArray(Long[]::new);
    }

    /** Rows of hr that name the person, and the members of mart that have the same key. */
    private static void forgetMembers(
            Connection connection, TableSpec<?> table, String pattern, Collection<LocalDate> unbuilt)
            throws SQLException {
        String isNamed = columns(connection).stream()
                .filter(column -> column.table().equals(table.qualifiedName()))
                .map(column -> "h." + column.name() + " ~* '" + pattern.replace("'", "''") + "'")
                .collect(Collectors.joining(" or "));
        if (isNamed.isEmpty()) {
            return;
        }
        for (TableSpec<?> twin : Warehouse.tables()) {
            if (twin.schema().equals("mart") && twin.key().equals(table.key()) && !twin.equals(table)) {
                String key = twin.key().get(0);
                Sql.update(
                        connection,
                        "delete from " + twin.qualifiedName() + " m using " + table.qualifiedName() + " h where m."
                                + key + " = h." + key + " and (" + isNamed + ")" + unlessNamed(twin, unbuilt));
            }
        }
        Sql.update(connection, "delete from " + table.qualifiedName() + " h where " + isNamed);
    }

    /** Leaves out members m of the dimension that facts of the days name. */
    private static String unlessNamed(TableSpec<?> dimension, Collection<LocalDate> unbuilt) {
        String key = dimension.key().get(0);
        String days = unbuilt.stream().map(day -> "'" + day + "'").collect(Collectors.joining(", "));
        StringBuilder condition = new StringBuilder();
        for (TableSpec<?> table : unbuilt.isEmpty() ? List.<TableSpec<?>>of() : Warehouse.tables()) {
            for (ColumnSpec column : table.columns()) {
                if (table.isPartitionedByDay() && column.references().equals(dimension.name())) {
                    condition
                            .append(" and not exists (select from ")
                            .append(table.qualifiedName() + " f where f.day in (" + days + ") and f.")
                            .append(column.name() + " = m." + key + ")");
                }
            }
        }
        return condition.toString();
    }

    /** Members that are still the person's: no day names them any more, even where their names are others' too. */
    private static void forgetOwned(Connection connection, ErasurePlan plan, Collection<LocalDate> unbuilt)
            throws SQLException {
        Long[] userIds = userIds(plan);
        for (TableSpec<?> table : Warehouse.tables()) {
            boolean isOwned = table.kind() == Table.Kind.DIMENSION
                    && table.schema().equals("mart")
                    && table.columns().stream().anyMatch(column -> column.name().equals("user_id"));
            if (isOwned) {
                for (TableSpec<?> twin : Warehouse.tables()) {
                    if (twin.schema().equals("hr") && twin.key().equals(table.key())) {
                        String key = table.key().get(0);
                        Sql.update(
                                connection,
                                "delete from " + twin.qualifiedName() + " h using " + table.qualifiedName()
                                        + " m where m." + key + " = h." + key + " and m.user_id = any(?)",
                                (Object) userIds);
                    }
                }
                Sql.update(
                        connection,
                        "delete from " + table.qualifiedName() + " m where m.user_id = any(?)"
                                + unlessNamed(table, unbuilt),
                        (Object) userIds);
            }
        }
    }

    /**
     * Columns, and most common values in statistics, that still name the person; and how many were searched.
     *
     * @param alike texts that are spelt so and name nobody
     */
    public Searched search(ErasurePlan plan, Collection<String> alike) {
        String pattern = pattern(plan.words(null));
        String[] kept = alike.toArray(String[]::new);
        return transactions.run("search for a person", connection -> {
            Set<String> found = new TreeSet<>();
            List<TextColumn> columns = columns(connection);
            for (TextColumn column : pattern.isEmpty() ? List.<TextColumn>of() : columns) {
                String sql = "select count(*) from " + column.table() + " where " + column.name() + "::text ~* ? and "
                        + column.name() + "::text <> all (?)";
                if (count(connection, sql, pattern, kept) > 0) {
                    found.add(column.table() + "." + column.name());
                }
            }
            for (String column : pattern.isEmpty() ? List.<String>of() : inStatistics(connection, pattern, kept)) {
                found.add("pg_stats of " + column);
            }
            return new Searched(List.copyOf(found), columns.size());
        });
    }

    /** How many logins of the person, being only numbers, are somebody's still; see {@link ErasurePlan#numbers}. */
    public long numbersLeft(ErasurePlan plan) {
        String[] numbers = plan.numbers().toArray(String[]::new);
        String sql = "select count(distinct identifier) from hr.bridge_identity where system_name = 'login'"
                + " and identifier = any(?)";
        return transactions.run("search for a person", connection -> count(connection, sql, (Object) numbers));
    }

    private static List<String> inStatistics(Connection connection, String pattern, String[] kept) throws SQLException {
        String sql = """
                select distinct s.schemaname || '.' || s.tablename, s.attname
                from pg_stats s
                cross join lateral unnest(
                    coalesce(s.most_common_vals::text::text[], '{}') || coalesce(s.histogram_bounds::text::text[], '{}')
                    || coalesce(s.most_common_elems::text::text[], '{}')) value
                where s.schemaname not in ('pg_catalog', 'information_schema') and value ~* ? and value <> all (?)
                order by 1, 2""";
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = Sql.bound(connection, sql, pattern, kept);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                if (!ProductWords.isTable(result.getString(1)) && !ProductWords.isColumn(result.getString(2))) {
                    columns.add(result.getString(1) + "." + result.getString(2));
                }
            }
        }
        return columns;
    }

    /**
     * What a search came to.
     *
     * @param found columns that still name the person
     * @param columns how many were searched
     */
    public record Searched(List<String> found, int columns) {}

    private record TextColumn(String table, String name, boolean isChangeable) {}

    private static List<TextColumn> columns(Connection connection) throws SQLException {
        String sql = """
                select quote_ident(n.nspname) || '.' || quote_ident(c.relname), quote_ident(a.attname),
                    t.typname in ('text', 'varchar', 'bpchar') and n.nspname in ('ops', 'batch', 'mart')
                        and c.relkind <> 'm' and c.relname <> 'schema_history'
                from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                join pg_type t on t.oid = a.atttypid
                where c.relkind in ('r', 'm', 'p') and not c.relispartition and n.nspname !~ '^pg_'
                  and n.nspname <> 'information_schema' and has_table_privilege(c.oid, 'select')
                  and has_schema_privilege(n.oid, 'usage')
                  and (t.typcategory in ('S', 'A') or t.typname in ('json', 'jsonb', 'xml', 'bytea'))
                order by 1, a.attnum""";
        List<TextColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                TextColumn column = new TextColumn(result.getString(1), result.getString(2), result.getBoolean(3));
                if (!ProductWords.isTable(column.table()) && !ProductWords.isColumn(column.name())) {
                    columns.add(column);
                }
            }
        }
        return columns;
    }

    private static long count(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = Sql.bound(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Any of the words between edges, as PostgreSQL writes it; empty where there is none. */
    private static String pattern(Set<String> words) {
        return words.isEmpty()
                ? ""
                : words.stream()
                        .sorted((a, b) -> b.length() - a.length())
                        .map(word -> word.replaceAll("([^\\p{L}\\p{N}])", "\\\\$1"))
                        .collect(Collectors.joining("|", "(?<![[:alnum:]])(?:", ")(?![[:alnum:]])"));
    }
}

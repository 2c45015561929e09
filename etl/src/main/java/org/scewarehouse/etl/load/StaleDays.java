package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Finds published source-days that took an identifier for another person than it means now, and asks for them to be
 * built again. What decides whom an identifier means are the rows of {@code hr.bridge_identity} whose rule is that of
 * the identifier's own system, and before them overrides.
 */
final class StaleDays {

    /** Temporary table of the identifiers whose meaning has changed. */
    static final String CHANGED = "changed_identifier";

    private static final String MARK = """
            with wrong as (
                select u.source, u.day, count(distinct (u.system_name, u.identifier)) as identifiers
                from hr.identity_use u
                left join lateral (
                    select b.user_id
                    from hr.bridge_identity b
                    where b.system_name = u.system_name and b.identifier = u.identifier
                      and u.day >= b.valid_from and u.day < b.valid_to
                      and b.match_rule in ('override', b.system_name)
                    order by b.match_rule = 'override' desc
                    limit 1
                ) now on true
                where %s and case
                    when now.user_id is null then u.match_rule in ('override', u.system_name)
                    else now.user_id <> u.user_id end
                group by u.source, u.day
            )
            update ops.load l set state = 'STALE', fence = nextval('ops.load_fence'),
                message = w.identifiers || case w.identifiers
                    when 1 then ' identifier now means another person' else ' identifiers now mean other people' end
            from wrong w
            where l.source = w.source and l.day = w.day and l.state = 'PUBLISHED'""";

    private StaleDays() {}

    static void createChanged(Connection connection) throws SQLException {
        Sql.call(
                connection,
                "create temporary table " + CHANGED + " (system_name text, identifier text) on commit drop");
    }

    /** Marks all days that name one of the changed identifiers and are wrong about it; returns how many. */
    static int markChanged(Connection connection) throws SQLException {
        return Sql.update(
                connection,
                MARK.formatted(
                        "(u.system_name, u.identifier) in (select system_name, identifier from " + CHANGED + ")"));
    }

    /** Marks the day if it was built of what was known before the last change. */
    static int markIfWrong(Connection connection, String source, LocalDate day) throws SQLException {
        return Sql.update(connection, MARK.formatted("u.source = ? and u.day = ?"), source, day);
    }
}

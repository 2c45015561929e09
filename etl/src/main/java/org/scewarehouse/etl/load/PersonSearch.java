package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scewarehouse.etl.erasure.ErasurePlan;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.model.Warehouse;

/** Finds a person in the warehouse, and all that the person is called there. */
public final class PersonSearch {

    /** An employee id that is as short may be anything outside the fields of HR. */
    private static final int SHORT_ID_MAX = 2;

    private final Transactions transactions;

    /** In this warehouse. */
    public PersonSearch(DataSource warehouse) {
        this.transactions = new Transactions(warehouse);
    }

    /**
     * Durable keys of everybody whom the name has meant; more than one where it went from one person to another.
     *
     * @param name login, address or, where so asked for, employee id
     */
    public List<Long> people(String name, boolean isEmployeeId) {
        String plain = Identities.plain(name);
        String sql = isEmployeeId
                ? "select user_id from hr.person where lower(employee_id) = ?"
                : "select distinct user_id from hr.bridge_identity where identifier = ?"
                        + " and system_name in ('login', 'email')";
        return people(sql, plain);
    }

    /**
     * Durable keys of who is nobody else than the one who was erased and has the token.
     *
     * @param wasEmployee whether HR knew them
     */
    public List<Long> erased(String token, boolean wasEmployee) {
        String employee = "select user_id from hr.person where employee_id = ?";
        String others = "select distinct user_id from hr.bridge_identity b where identifier = ?"
                + " and system_name in ('login', 'email')"
                + " and not exists (select from hr.person p where p.user_id = b.user_id)";
        return people(wasEmployee ? employee : others, token);
    }

    /**
     * Durable keys of those whom HR tells of by another employee id and who may be the one who was erased: they have
     * all of the names, or the login, which may have gone to them since.
     *
     * @param wasEmployee whether HR knew who was erased: then whoever has only the login is somebody else
     */
    public List<Long> resembling(String token, boolean wasEmployee) {
        String named = "select user_id from hr.person where employee_id <> ? and " + Ledger.NAMED_ALIKE.formatted("?");
        String called = " union select user_id from hr.person join hr.bridge_identity using (user_id)"
                + " where employee_id <> ? and identifier = ? and system_name in ('login', 'email')";
        return wasEmployee
                ? people(named, token, token, token)
                : people(named + called, token, token, token, token, token);
    }

    private List<Long> people(String sql, String... names) {
        return transactions.run("search for a person", connection -> {
            try (PreparedStatement statement = Sql.bound(connection, sql, (Object[]) names);
                    ResultSet result = statement.executeQuery()) {
                List<Long> people = new ArrayList<>();
                while (result.next()) {
                    people.add(result.getLong(1));
                }
                return people;
            }
        });
    }

    /**
     * Adds everything that the person is called; returns what HR calls them, empty where HR does not know them.
     *
     * @param idField field of raw of HR that holds employee ids
     * @param managerField field of raw of HR that holds somebody's manager
     */
    public Optional<String> collect(long userId, String idField, String managerField, ErasurePlan.Builder names) {
        return transactions.run("search for a person", connection -> {
            identities(connection, userId, names);
            return person(connection, userId, idField, managerField, names);
        });
    }

    /**
     * Leaves out the days on which something that the person is called is somebody else's login or address: before,
     * afterwards, or all the time.
     *
     * @param people durable keys of the person
     * @param names all that is known of what the person is called
     */
    public void exceptOthers(List<Long> people, ErasurePlan.Builder names) {
        transactions.execute("search for others of the same names", connection -> others(connection, people, names));
    }

    private static void identities(Connection connection, long userId, ErasurePlan.Builder names) throws SQLException {
        String sql = "select system_name, identifier, valid_from, valid_to, exists (select from hr.bridge_identity o"
                + " where o.system_name = b.system_name and o.identifier = b.identifier and o.user_id <> b.user_id)"
                + " from hr.bridge_identity b where user_id = ?";
        try (PreparedStatement statement = Sql.bound(connection, sql, userId);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String system = result.getString(1);
                boolean isShared = result.getBoolean(5);
                LocalDate from = isShared ? result.getObject(3, LocalDate.class) : Warehouse.OPEN_START;
                LocalDate to = isShared ? result.getObject(4, LocalDate.class) : Warehouse.OPEN_END;
                if (system.equals(Identities.LOGIN) || system.equals(Identities.EMAIL)) {
                    names.login(result.getString(2));
                } else if (!system.equals(Identities.EMPLOYEE_ID)
                        || result.getString(2).length() > SHORT_ID_MAX) {
                    names.account(result.getString(2), from, to);
                }
            }
        }
    }

    private static void others(Connection connection, List<Long> people, ErasurePlan.Builder names)
            throws SQLException {
        String sql = "select identifier, valid_from, valid_to, exists (select from hr.person p"
                + " where p.user_id = b.user_id) from hr.bridge_identity b where identifier = any(?)"
                + " and user_id <> all(?) and system_name in ('login', 'email')";
        String[] words = names.words().toArray(String[]::new);
        Long[] userIds = people.toArray(Long[]::new);
        try (PreparedStatement statement = Sql.bound(connection, sql, words, userIds);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                names.except(
                        result.getString(1),
                        result.getObject(2, LocalDate.class),
                        result.getObject(3, LocalDate.class),
                        result.getBoolean(4));
            }
        }
    }

    private static Optional<String> person(
            Connection connection, long userId, String idField, String managerField, ErasurePlan.Builder names)
            throws SQLException {
        String sql = "select employee_id, given_name, family_name from hr.person where user_id = ?";
        try (PreparedStatement statement = Sql.bound(connection, sql, userId);
                ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                return Optional.empty();
            }
            names.employeeId(result.getString(1), idField, managerField);
            String given = result.getString(2);
            String family = result.getString(3);
            if (given != null) {
                names.givenName(given);
            }
            if (family != null) {
                names.familyName(family);
            }
            return Optional.of(result.getString(1));
        }
    }
}

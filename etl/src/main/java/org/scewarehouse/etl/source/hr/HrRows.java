package org.scewarehouse.etl.source.hr;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.hr.PersonHistory.Claim;
import org.scewarehouse.etl.star.DepartmentRename;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.KnownPeople;
import org.scewarehouse.etl.star.Scd2;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimDepartment;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.Person;

/** Writes people, their identifiers and their departments as rows. */
final class HrRows {

    private final LocalDate day;
    private final Dimensions dimensions;
    private final Consumer<Record> rows;
    private final Map<String, Long> managers = new HashMap<>();
    private final Map<String, Long> departmentKeys = new HashMap<>();

    HrRows(LocalDate day, Dimensions dimensions, Consumer<Record> rows) {
        this.day = day;
        this.dimensions = dimensions;
        this.rows = rows;
    }

    /** What stands for a person whom HR knows. */
    static String pseudonym(Dimensions dimensions, String employeeId) {
        return dimensions.pseudonyms().pseudonym("person:" + employeeId);
    }

    /** Departments that are one through renames are one row, as shown last. */
    void departments(Collection<Department> departments) {
        Map<Long, Department> byKey = new TreeMap<>();
        for (Department department : departments) {
            byKey.merge(departmentKey(department.code(), department.lastSeenOn()), department, (a, b) -> later(a, b));
        }
        byKey.forEach((key, department) -> rows.accept(new DimDepartment(
                key,
                department.name(),
                department.division(),
                department.organization(),
                department.firstSeenOn(),
                department.lastSeenOn(),
                department.code())));
    }

    private static Department later(Department a, Department b) {
        Department last = b.lastSeenOn().isAfter(a.lastSeenOn()) ? b : a;
        LocalDate first = a.firstSeenOn().isBefore(b.firstSeenOn()) ? a.firstSeenOn() : b.firstSeenOn();
        return new Department(last.code(), last.name(), last.division(), last.organization(), first, last.lastSeenOn());
    }

    /** All versions of a person, and their name. */
    void person(PersonHistory person, long userId, String pseudonym) {
        rows.accept(new Person(
                userId, person.employeeId(), person.login(), person.email(), person.givenName(), person.familyName()));
        List<Scd2.Version<PersonAttributes>> versions = person.versions();
        for (int place = 0; place < versions.size(); place++) {
            Scd2.Version<PersonAttributes> version = versions.get(place);
            LocalDate validTo = Scd2.validTo(versions, place);
            rows.accept(version(version, validTo, place + 1 == versions.size(), userId, pseudonym));
        }
    }

    private DimUser version(
            Scd2.Version<PersonAttributes> version,
            LocalDate validTo,
            boolean isCurrent,
            long userId,
            String pseudonym) {
        PersonAttributes attributes = version.attributes();
        String code = attributes.departmentCode();
        return new DimUser(
                dimensions
                        .keys()
                        .key("user_version", pseudonym, version.validFrom().toString()),
                userId,
                pseudonym,
                version.validFrom(),
                validTo,
                isCurrent,
                false,
                attributes.departmentName() == null ? code : attributes.departmentName(),
                attributes.division(),
                attributes.site(),
                attributes.country(),
                attributes.costCenter(),
                attributes.jobRole(),
                attributes.isManager(),
                manager(attributes.managerEmployeeId()),
                attributes.isPlatformTeam(),
                attributes.isEmployed() ? "employed" : "left",
                attributes.leftOn(),
                code == null
                        ? Warehouse.UNKNOWN
                        : departmentKey(code, validTo.isAfter(day) ? day : validTo.minusDays(1)));
    }

    private @Nullable Long manager(@Nullable String employeeId) {
        return employeeId == null
                ? null
                : managers.computeIfAbsent(employeeId, id -> dimensions.keys().key("user", pseudonym(dimensions, id)));
    }

    /** A department's key is that of the first code it had, so that it outlives renames. */
    private long departmentKey(String code, LocalDate on) {
        List<DepartmentRename> renames = dimensions.reference().departmentRenames();
        String first = renames.isEmpty() ? code : DepartmentRename.first(renames, code, on);
        Long key = departmentKeys.get(first); // computeIfAbsent takes longer where nearly all are there
        return key == null ? departmentKeys.computeIfAbsent(first, this::newDepartmentKey) : key;
    }

    private long newDepartmentKey(String code) {
        return dimensions.keys().key("department", code);
    }

    /** The times during which the person's identifiers mean them. */
    void identifiers(PersonHistory person, long userId, KnownPeople known) {
        rows.accept(row(
                Identities.EMPLOYEE_ID,
                Identities.plain(person.employeeId()),
                userId,
                Warehouse.OPEN_START,
                Warehouse.OPEN_END));
        List<Claim> claims = person.claimsAsNamed();
        for (int place = 0; place < claims.size(); place++) {
            Claim claim = claims.get(place);
            if (claims.subList(0, place).stream().noneMatch(claim::isOfSame)) {
                known.forEachHolder(claim.system(), claim.identifier(), (holder, from, to) -> {
                    if (holder == userId) {
                        rows.accept(row(claim.system(), claim.identifier(), userId, from, to));
                    }
                });
            }
        }
    }

    private static BridgeIdentity row(String system, String identifier, long userId, LocalDate from, LocalDate to) {
        return new BridgeIdentity(system, identifier, userId, system, from, to);
    }
}

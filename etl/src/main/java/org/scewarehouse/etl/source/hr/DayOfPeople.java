package org.scewarehouse.etl.source.hr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Identities;

/**
 * What only a snapshot as a whole tells of a person: whether anybody reports to them, whether their manager is there,
 * whether a login is theirs alone. Takes some 150 bytes per person.
 */
final class DayOfPeople {

    private final TextSet present = new TextSet();
    private final TextSet managers = new TextSet();
    private final TextSet heldLogins = new TextSet();
    private final TextSet heldEmails = new TextSet();
    private final TextSet sharedLogins = new TextSet();
    private final TextSet sharedEmails = new TextSet();
    private final Map<String, HrWorker> firstOfDepartment = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    void add(HrWorker worker) {
        present.add(worker.employeeId());
        String manager = worker.managerEmployeeId();
        if (worker.isEmployed()) {
            if (manager != null && !manager.equals(worker.employeeId())) {
                managers.add(manager);
            }
            hold(worker.login(), heldLogins, sharedLogins);
            hold(worker.email(), heldEmails, sharedEmails);
        }
        String department = worker.departmentCode();
        if (department != null) {
            firstOfDepartment.putIfAbsent(department, worker);
            if (worker.departmentParentCode() != null) {
                parents.putIfAbsent(department, worker.departmentParentCode());
            }
        }
    }

    private static void hold(@Nullable String identifier, TextSet held, TextSet shared) {
        if (identifier != null && !held.add(Identities.plain(identifier))) {
            shared.add(Identities.plain(identifier));
        }
    }

    /** Whether HR says so, or else somebody who works here reports to the person. */
    boolean isManager(HrWorker worker) {
        return worker.isManager() == null ? managers.contains(worker.employeeId()) : worker.isManager();
    }

    /** The manager, if they are another person of the same snapshot. */
    @Nullable
    String manager(HrWorker worker) {
        String manager = worker.managerEmployeeId();
        return manager == null || manager.equals(worker.employeeId()) || !present.contains(manager) ? null : manager;
    }

    /** Whether anybody who works here has the identifier, lower case. */
    boolean isHeld(String system, String identifier) {
        return (system.equals(Identities.LOGIN) ? heldLogins : heldEmails).contains(identifier);
    }

    /** Whether several who work here have it. */
    boolean isShared(String system, String identifier) {
        return (system.equals(Identities.LOGIN) ? sharedLogins : sharedEmails).contains(identifier);
    }

    /** Codes of all departments. */
    Set<String> departments() {
        return firstOfDepartment.keySet();
    }

    /** What the first person of a department says of it. */
    HrWorker firstOf(String department) {
        return java.util.Objects.requireNonNull(firstOfDepartment.get(department));
    }

    /** Codes of what lies above the department, nearest first; a circle ends where it closes. */
    List<String> above(String department) {
        List<String> above = new ArrayList<>();
        String parent = parents.get(department);
        while (parent != null && !parent.equals(department) && !above.contains(parent)) {
            above.add(parent);
            parent = parents.get(parent);
        }
        return above;
    }

    /** Name of a department, its code where nobody says it. */
    String name(String department) {
        HrWorker first = firstOfDepartment.get(department);
        return first == null || first.departmentName() == null ? department : first.departmentName();
    }
}

package org.scewarehouse.etl.source.hr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Identities;

/**
 * What only a snapshot as a whole tells of a person: whether anybody reports to them, whether their manager is there,
 * whether a login is theirs alone. Takes some 200 bytes per person.
 */
final class DayOfPeople {

    private final Set<String> present = new HashSet<>();
    private final Set<String> managers = new HashSet<>();
    private final Map<String, Integer> holders = new HashMap<>();
    private final Map<String, HrWorker> firstOfDepartment = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    void add(HrWorker worker) {
        present.add(worker.employeeId());
        String manager = worker.managerEmployeeId();
        if (worker.isEmployed()) {
            if (manager != null && !manager.equals(worker.employeeId())) {
                managers.add(manager);
            }
            count(Identities.LOGIN, worker.login());
            count(Identities.EMAIL, worker.email());
        }
        String department = worker.departmentCode();
        if (department != null) {
            firstOfDepartment.putIfAbsent(department, worker);
            if (worker.departmentParentCode() != null) {
                parents.putIfAbsent(department, worker.departmentParentCode());
            }
        }
    }

    private void count(String system, @Nullable String identifier) {
        if (identifier != null) {
            holders.merge(system + ":" + Identities.plain(identifier), 1, Integer::sum);
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

    /** How many who work here have the identifier, lower case. */
    int holders(String system, String identifier) {
        return holders.getOrDefault(system + ":" + identifier, 0);
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

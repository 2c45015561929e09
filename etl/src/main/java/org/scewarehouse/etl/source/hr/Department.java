package org.scewarehouse.etl.source.hr;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A department as shown last.
 *
 * @param code as HR gives it
 * @param division level above; null = none
 * @param organization top level; null = none
 */
record Department(
        String code,
        String name,
        @Nullable String division,
        @Nullable String organization,
        LocalDate firstSeenOn,
        LocalDate lastSeenOn) {

    /** All departments so far, by code, after one more snapshot. */
    static Map<String, Department> next(Collection<Department> earlier, DayOfPeople people, LocalDate day) {
        Map<String, Department> departments = new TreeMap<>();
        earlier.forEach(department -> departments.put(department.code(), department));
        for (String code : people.departments()) {
            Department before = departments.get(code);
            departments.put(code, shown(code, people, before == null ? day : before.firstSeenOn(), day));
        }
        return departments;
    }

    /** What HR calls the division is one level above; without it, the departments above are the levels. */
    private static Department shown(String code, DayOfPeople people, LocalDate first, LocalDate day) {
        List<String> above = people.above(code);
        String given = people.firstOf(code).division();
        String division = given != null ? given : above.isEmpty() ? null : people.name(above.get(0));
        String top = above.isEmpty() ? null : people.name(above.get(above.size() - 1));
        boolean isSame = top == null || top.equals(division) || (given == null && above.size() == 1);
        return new Department(code, people.name(code), division, isSame ? null : top, first, day);
    }
}

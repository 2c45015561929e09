package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Membership of a person in a group of the analysts' own.
 *
 * @param login login or e-mail address, lower case
 * @param group name of the group, never {@link #EVERYBODY}
 * @param validFrom first day
 * @param validTo day after the last
 */
public record UserGroup(String login, String group, LocalDate validFrom, LocalDate validTo) {

    /** The group that everybody is in; it is not listed. */
    public static final String EVERYBODY = "all";

    static final CsvFile.Columns COLUMNS = CsvFile.Columns.of("login", "group", "valid_from", "valid_to");

    /** Whether the person is in the group on that day. */
    public boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && day.isBefore(validTo);
    }

    /** Reads user_groups.csv; one person twice in a group at a time is a fault. */
    static List<UserGroup> all(List<CsvRow> rows) {
        List<UserGroup> all = new ArrayList<>();
        Map<List<String>, List<UserGroup>> earlier = new HashMap<>();
        for (CsvRow row : rows) {
            UserGroup group = of(row);
            List<UserGroup> same =
                    earlier.computeIfAbsent(List.of(group.login(), group.group()), key -> new ArrayList<>());
            if (same.stream().anyMatch(group::overlaps)) {
                row.fault("valid_from", "no stretch that another row gives the same login and group");
            }
            same.add(group);
            all.add(group);
        }
        return List.copyOf(all);
    }

    private static UserGroup of(CsvRow row) {
        String group = row.required("group");
        if (group.equals(EVERYBODY)) {
            row.fault("group", "another name, since all stands for everybody");
        }
        return new UserGroup(row.required("login").toLowerCase(Locale.ROOT), group, row.validFrom(), row.validTo());
    }

    private boolean overlaps(UserGroup other) {
        return validFrom.isBefore(other.validTo) && other.validFrom.isBefore(validTo);
    }
}

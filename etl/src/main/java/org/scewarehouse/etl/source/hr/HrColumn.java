package org.scewarehouse.etl.source.hr;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be known of a person: the allow-list. Each is read from the field that the settings map it to. */
public enum HrColumn {
    /** What HR calls the person; without it a record is left out. */
    EMPLOYEE_ID,
    /** What the person signs in with. */
    LOGIN,
    /** Address. */
    EMAIL,
    /** Given name. */
    GIVEN_NAME,
    /** Family name. */
    FAMILY_NAME,
    /** Whether the person works here, in words of the source. */
    STATUS,
    /** Durable code of the department. */
    DEPARTMENT_CODE,
    /** Name of the department. */
    DEPARTMENT_NAME,
    /** Code of the department above. */
    DEPARTMENT_PARENT_CODE,
    /** Division. */
    DIVISION,
    /** Site. */
    SITE,
    /** Site, where there is no {@link #SITE}. */
    LOCATION,
    /** Country. */
    COUNTRY,
    /** Cost centre. */
    COST_CENTER,
    /** Family of jobs. */
    JOB_FAMILY,
    /** Employee id of the manager; in directories the manager's own entry instead. */
    MANAGER_EMPLOYEE_ID,
    /** Whether others report to the person. */
    IS_MANAGER,
    /** First day of employment. */
    HIRE_DATE,
    /** Last day of employment. */
    TERMINATION_DATE,
    /** First day on which the person is as shown. */
    EFFECTIVE_DATE;

    /** Name in files and settings, such as {@code employee_id}. */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of that name, however its words are joined: settings lose underscores on their way. */
    public static Optional<HrColumn> named(String name) {
        String plain = plain(name);
        return Arrays.stream(values())
                .filter(column -> plain(column.name()).equals(plain))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }
}

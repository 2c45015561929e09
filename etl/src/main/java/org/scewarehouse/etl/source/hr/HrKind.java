package org.scewarehouse.etl.source.hr;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kind of system knows the people, and what it calls what it knows where nobody says otherwise. */
public enum HrKind {
    /** Dated full snapshots as files; their columns are named as ours. */
    CSV(null),
    /** A directory; the attributes are those of Active Directory. */
    LDAP("dn"),
    /** A report of Workday; its author chose the names. */
    WORKDAY(null),
    /** SCIM 2.0; objects within objects are written with a point, and the enterprise extension without its URN. */
    SCIM("id");

    private final @Nullable String reference;

    HrKind(@Nullable String reference) {
        this.reference = reference;
    }

    /** The field by which other people's records name this one as manager; null = they give the employee id. */
    @Nullable
    public String reference() {
        return reference;
    }

    /** Fields of the source by column; a column that is absent is not read. */
    public Map<HrColumn, String> standardFields() {
        Map<HrColumn, String> fields = new EnumMap<>(HrColumn.class);
        switch (this) {
            case CSV -> {
                for (HrColumn column : HrColumn.values()) {
                    fields.put(column, column.columnName());
                }
            }
            case LDAP -> directory(fields);
            case WORKDAY -> report(fields);
            case SCIM -> users(fields);
        }
        return Collections.unmodifiableMap(fields);
    }

    private static void directory(Map<HrColumn, String> fields) {
        fields.put(HrColumn.EMPLOYEE_ID, "employeeID");
        fields.put(HrColumn.LOGIN, "sAMAccountName");
        fields.put(HrColumn.EMAIL, "mail");
        fields.put(HrColumn.GIVEN_NAME, "givenName");
        fields.put(HrColumn.FAMILY_NAME, "sn");
        fields.put(HrColumn.STATUS, "userAccountControl");
        fields.put(HrColumn.DEPARTMENT_CODE, "departmentNumber");
        fields.put(HrColumn.DEPARTMENT_NAME, "department");
        fields.put(HrColumn.DIVISION, "division");
        fields.put(HrColumn.SITE, "physicalDeliveryOfficeName");
        fields.put(HrColumn.COUNTRY, "co");
        fields.put(HrColumn.JOB_FAMILY, "title");
        fields.put(HrColumn.MANAGER_EMPLOYEE_ID, "manager");
    }

    private static void report(Map<HrColumn, String> fields) {
        fields.put(HrColumn.EMPLOYEE_ID, "Employee_ID");
        fields.put(HrColumn.LOGIN, "User_Name");
        fields.put(HrColumn.EMAIL, "Email_Work");
        fields.put(HrColumn.GIVEN_NAME, "First_Name");
        fields.put(HrColumn.FAMILY_NAME, "Last_Name");
        fields.put(HrColumn.STATUS, "Worker_Status");
        fields.put(HrColumn.DEPARTMENT_CODE, "Supervisory_Organization_ID");
        fields.put(HrColumn.DEPARTMENT_NAME, "Supervisory_Organization");
        fields.put(HrColumn.LOCATION, "Location");
        fields.put(HrColumn.COUNTRY, "Country");
        fields.put(HrColumn.COST_CENTER, "Cost_Center_-_ID");
        fields.put(HrColumn.JOB_FAMILY, "Job_Family");
        fields.put(HrColumn.MANAGER_EMPLOYEE_ID, "Manager_ID");
        fields.put(HrColumn.IS_MANAGER, "Is_Manager");
        fields.put(HrColumn.HIRE_DATE, "Hire_Date");
        fields.put(HrColumn.TERMINATION_DATE, "Termination_Date");
    }

    private static void users(Map<HrColumn, String> fields) {
        fields.put(HrColumn.EMPLOYEE_ID, "employeeNumber");
        fields.put(HrColumn.LOGIN, "userName");
        fields.put(HrColumn.EMAIL, "emails.value");
        fields.put(HrColumn.GIVEN_NAME, "name.givenName");
        fields.put(HrColumn.FAMILY_NAME, "name.familyName");
        fields.put(HrColumn.STATUS, "active");
        fields.put(HrColumn.DEPARTMENT_NAME, "department");
        fields.put(HrColumn.DIVISION, "division");
        fields.put(HrColumn.COST_CENTER, "costCenter");
        fields.put(HrColumn.JOB_FAMILY, "title");
        fields.put(HrColumn.MANAGER_EMPLOYEE_ID, "manager.value");
    }
}

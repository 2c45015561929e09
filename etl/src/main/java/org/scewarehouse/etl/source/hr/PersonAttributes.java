package org.scewarehouse.etl.source.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is tracked of a person: another value of any of these makes another version. Null is unknown.
 *
 * @param isManager as HR says, else whether anybody reports to the person
 * @param managerEmployeeId only of a manager who is in the same snapshot
 * @param leftOn last day of employment where HR gives it, else the first day without the person; null = works here
 */
record PersonAttributes(
        boolean isEmployed,
        @Nullable LocalDate leftOn,
        @Nullable String departmentCode,
        @Nullable String departmentName,
        @Nullable String division,
        @Nullable String site,
        @Nullable String country,
        @Nullable String costCenter,
        @Nullable String jobRole,
        boolean isManager,
        @Nullable String managerEmployeeId,
        boolean isPlatformTeam) {

    /** The same, of a person who is gone. */
    PersonAttributes left(LocalDate on) {
        return new PersonAttributes(
                false,
                on,
                departmentCode,
                departmentName,
                division,
                site,
                country,
                costCenter,
                jobRole,
                isManager,
                managerEmployeeId,
                isPlatformTeam);
    }

    /** The same, of a person whose manager is called so. */
    PersonAttributes ledBy(String managerId) {
        return new PersonAttributes(
                isEmployed,
                leftOn,
                departmentCode,
                departmentName,
                division,
                site,
                country,
                costCenter,
                jobRole,
                isManager,
                managerId,
                isPlatformTeam);
    }

    @Override
    public String toString() {
        return "attributes of a person";
    }
}

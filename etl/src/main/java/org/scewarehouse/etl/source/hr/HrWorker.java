package org.scewarehouse.etl.source.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One person as one snapshot shows them. Texts are stripped and never empty; what is null is unknown or not given.
 *
 * @param employeeId what HR calls the person, as given; unique in a snapshot
 * @param login what the person signs in with, as given; null = has no account. Two people may have the same one, which
 *     is counted: who reads a snapshot decides whom it means
 * @param email address, as given
 * @param givenName given name
 * @param familyName family name
 * @param isEmployed whether the person works here on the day of the snapshot; unclear ones do
 * @param departmentCode durable code of the department, else its name
 * @param departmentName name of the department
 * @param departmentParentCode code of the department above it
 * @param division division
 * @param site site
 * @param country country
 * @param costCenter cost centre
 * @param jobRole family of jobs that the person's belongs to
 * @param managerEmployeeId {@code employeeId} of the manager; may name somebody who is not in the snapshot, or lead in
 *     a circle
 * @param isManager whether HR says that others report to the person; null = HR does not say
 * @param hireDate first day of employment; may lie after the day of the snapshot
 * @param terminationDate last day of employment, never before {@code hireDate}
 * @param effectiveDate first day on which the person is as shown here, never after the day of the snapshot
 */
public record HrWorker(
        String employeeId,
        @Nullable String login,
        @Nullable String email,
        @Nullable String givenName,
        @Nullable String familyName,
        boolean isEmployed,
        @Nullable String departmentCode,
        @Nullable String departmentName,
        @Nullable String departmentParentCode,
        @Nullable String division,
        @Nullable String site,
        @Nullable String country,
        @Nullable String costCenter,
        @Nullable String jobRole,
        @Nullable String managerEmployeeId,
        @Nullable Boolean isManager,
        @Nullable LocalDate hireDate,
        @Nullable LocalDate terminationDate,
        @Nullable LocalDate effectiveDate) {

    /** Names nobody, so that no message does. */
    @Override
    public String toString() {
        return "a person";
    }
}

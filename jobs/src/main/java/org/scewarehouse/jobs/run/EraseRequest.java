package org.scewarehouse.jobs.run;

/**
 * Whom to erase.
 *
 * @param name login, e-mail address, or employee id
 * @param isEmployeeId whether it is an employee id
 * @param isDryRun whether only to tell what would change
 * @param isAgreed whether the operator has agreed to what cannot be undone
 */
public record EraseRequest(String name, boolean isEmployeeId, boolean isDryRun, boolean isAgreed) {}

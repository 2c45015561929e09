package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.List;

/**
 * A person as an identifier or an account shows them on a day.
 *
 * @param userId durable key
 * @param pseudonym stands for the person where their name may not
 * @param isInferred whether HR does not know them
 * @param knownBy the identifier that an inferred person is named by, lower case; empty for a person whom HR knows
 * @param identifiers what led to them
 */
public record Person(
        long userId, String pseudonym, boolean isInferred, String knownBy, List<MatchedIdentifier> identifiers) {

    /**
     * An identifier and why it leads to the person.
     *
     * @param systemName where it is used: {@code login}, {@code email}, {@code connect} ...
     * @param identifier lower case
     * @param matchRule {@code override}, {@code employee_id}, {@code login}, {@code email} or {@code inferred}
     * @param validFrom first day on which it means the person
     * @param validTo day after the last one
     */
    public record MatchedIdentifier(
            String systemName, String identifier, String matchRule, LocalDate validFrom, LocalDate validTo) {

        /** Whether HR or an override says so of this very identifier, and not of another one of its account. */
        public boolean isDecisive() {
            return matchRule.equals(systemName) || matchRule.equals(Identities.OVERRIDE);
        }
    }

    /** What replaces the person's login in texts. */
    public String mask() {
        return "user-" + pseudonym.substring(0, 8);
    }
}

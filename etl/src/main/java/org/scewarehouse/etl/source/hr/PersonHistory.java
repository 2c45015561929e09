package org.scewarehouse.etl.source.hr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.Scd2;

/**
 * One person as all snapshots so far show them.
 *
 * @param employeeId what HR calls the person
 * @param givenName as shown last
 * @param familyName as shown last
 * @param login as shown last
 * @param email as shown last
 * @param heldLogin the login that means the person now, lower case; null = none, or another's too
 * @param heldEmail the same of the address
 * @param effectiveDate as shown last
 * @param lastDay last day of employment as announced while the person worked here; null = none was
 * @param claims the days from which identifiers mean the person, in order of the days
 * @param versions the person at all times, the first from the beginning of time
 */
record PersonHistory(
        String employeeId,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String login,
        @Nullable String email,
        @Nullable String heldLogin,
        @Nullable String heldEmail,
        @Nullable LocalDate effectiveDate,
        @Nullable LocalDate lastDay,
        List<Claim> claims,
        List<Scd2.Version<PersonAttributes>> versions) {

    /**
     * That an identifier means the person from a day on, until another claims it.
     *
     * @param system login or email
     * @param identifier lower case
     */
    record Claim(String system, String identifier, LocalDate from) {

        /** Whether both are about one identifier. */
        boolean isOfSame(Claim other) {
            return system.equals(other.system) && identifier.equals(other.identifier);
        }

        @Override
        public String toString() {
            return "a claim of a " + system;
        }
    }

    /**
     * The claims, and those of logins that are addresses as addresses too: as such other systems name whoever signs in
     * with one.
     */
    List<Claim> claimsAsNamed() {
        List<Claim> named = new ArrayList<>(claims);
        for (Claim claim : claims) {
            Claim ofAddress = new Claim(Identities.EMAIL, claim.identifier(), claim.from());
            if (claim.identifier().indexOf('@') > 0 && claims.stream().noneMatch(ofAddress::isOfSame)) {
                named.add(ofAddress);
            }
        }
        return named;
    }

    /** The person as of the last version. */
    PersonAttributes current() {
        return versions.get(versions.size() - 1).attributes();
    }

    /** The same with other versions. */
    PersonHistory with(List<Scd2.Version<PersonAttributes>> other) {
        return new PersonHistory(
                employeeId,
                givenName,
                familyName,
                login,
                email,
                heldLogin,
                heldEmail,
                effectiveDate,
                lastDay,
                claims,
                other);
    }

    /** Names nobody, so that no message does. */
    @Override
    public String toString() {
        return "history of a person";
    }
}

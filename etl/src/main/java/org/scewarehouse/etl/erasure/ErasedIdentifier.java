package org.scewarehouse.etl.erasure;

import java.time.LocalDate;

/**
 * An identifier of a person who was erased, as it is known again: not the identifier itself.
 *
 * @param hash keyed hash of the identifier in lower case
 * @param characters its length, so that few stretches of a text have to be hashed
 * @param rule how it is found
 * @param field name of the field for rules FIELD and REFERENCE, else empty
 * @param token what takes its place
 * @param validFrom first day on which it meant the person
 * @param validTo first day on which it no longer did; open = 9999-12-31
 * @param erasedOn day of the erasure, UTC
 * @param secretFingerprint tells the secret of the hash from others
 */
public record ErasedIdentifier(
        String hash,
        int characters,
        Rule rule,
        String field,
        String token,
        LocalDate validFrom,
        LocalDate validTo,
        LocalDate erasedOn,
        String secretFingerprint) {

    /** How an identifier is found; see the package. */
    public enum Rule {
        /** Between edges of words, anywhere. */
        WORD,
        /** As the whole value of a field. */
        FIELD,
        /** As the whole value of a field in which records of others refer to the person. */
        REFERENCE,
        /** As a whole value in a record that names the person otherwise. */
        OWN
    }

    /** Whether it meant the person on the day. */
    public boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && day.isBefore(validTo);
    }
}

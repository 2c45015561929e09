package org.scewarehouse.etl.star;

/**
 * A person as one identifier shows them.
 *
 * @param userId durable key
 * @param userKey key of the inferred version, which is valid for all time
 * @param pseudonym stands for the person where their name may not
 * @param systemName where the identifier is used: {@code login} or {@code email}
 * @param identifier the identifier, lower case
 */
public record Person(long userId, long userKey, String pseudonym, String systemName, String identifier) {

    /** What replaces the person's login in texts. */
    public String mask() {
        return "user-" + pseudonym.substring(0, 8);
    }
}

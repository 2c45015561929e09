package org.scewarehouse.etl.star;

/**
 * What an identifier is known again by without being kept: two words that are the same whatever its case and the
 * blanks around it, as {@link Identities#plain} makes them.
 */
record IdentifierHash(long first, long second) {

    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    /** The hash of an identifier as given. */
    static IdentifierHash of(String system, String identifier) {
        return isAscii(identifier) ? ofLower(system, identifier) : ofLower(system, Identities.plain(identifier));
    }

    /** Whether lower case is a matter of A to Z only, and there are no blanks around. */
    private static boolean isAscii(String identifier) {
        int length = identifier.length();
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= identifier.charAt(i);
        }
        return all < 0x80 && length > 0 && identifier.charAt(0) > ' ' && identifier.charAt(length - 1) > ' ';
    }

    /** Both words in one pass, which lowers A to Z. */
    private static IdentifierHash ofLower(String system, String identifier) {
        long first = system.hashCode() * FIRST;
        long second = system.hashCode() * SECOND;
        for (int i = 0; i < identifier.length(); i++) {
            int c = identifier.charAt(i);
            c += c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0;
            first = (first ^ c) * FIRST;
            first ^= first >>> 29;
            second = (second ^ c) * SECOND;
            second ^= second >>> 31;
        }
        return new IdentifierHash(mix(first), mix(second));
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 29);
    }
}

package org.scewarehouse.etl.star;

import org.jspecify.annotations.Nullable;

/**
 * What an identifier is known again by without being kept: two words that are the same whatever its case and the
 * blanks around it, as {@link Identities#plain} makes them.
 */
record IdentifierHash(long first, long second) {

    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    /** The hash of an identifier as given. */
    static IdentifierHash of(String system, String identifier) {
        int length = identifier.length();
        boolean isBare = length > 0 && identifier.charAt(0) > ' ' && identifier.charAt(length - 1) > ' ';
        IdentifierHash hash = isBare ? ofAscii(system, identifier) : null;
        return hash == null ? ofPlain(system, Identities.plain(identifier)) : hash;
    }

    /** In one pass, which lowers A to Z; null where there is more to lower than that. */
    private static @Nullable IdentifierHash ofAscii(String system, String identifier) {
        long first = system.hashCode() * FIRST;
        long second = system.hashCode() * SECOND;
        int all = 0;
        for (int i = 0; i < identifier.length(); i++) {
            int c = identifier.charAt(i);
            all |= c;
            c |= c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0;
            first = (first ^ c) * FIRST;
            second = (second ^ c) * SECOND;
        }
        return all < 0x80 ? new IdentifierHash(mix(first), mix(second)) : null;
    }

    private static IdentifierHash ofPlain(String system, String plain) {
        long first = system.hashCode() * FIRST;
        long second = system.hashCode() * SECOND;
        for (int i = 0; i < plain.length(); i++) {
            first = (first ^ plain.charAt(i)) * FIRST;
            second = (second ^ plain.charAt(i)) * SECOND;
        }
        return new IdentifierHash(mix(first), mix(second));
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 29);
    }
}

package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.Arrays;
import org.scewarehouse.model.Warehouse;

/**
 * The people whom HR knows, and the days from which each claimed its identifiers. An identifier means the person who
 * claimed it last; days before the first claim go to the first one. Immutable, without an object per identifier, so
 * that a company fits into memory and a look-up costs no more than reading it.
 *
 * <p>Identifiers are kept as hashes of 128 bits and not as texts: for a million of them the chance that any two meet is
 * one in 10^26.
 */
public final class KnownPeople {

    /** Nobody at all: what is known before HR is loaded. */
    public static final KnownPeople NONE = new Builder().build();

    static final int NO_CLAIM = -1;

    private final long[] userIds;
    private final String[] pseudonyms;
    private final int[] claimants;
    private final LocalDate[] claimedFrom;
    private final int[] earlierClaim;
    /** Two words of hash per slot, side by side. */
    private final long[] hashes;

    private final int[] latestClaim;

    private KnownPeople(Builder builder) {
        userIds = Arrays.copyOf(builder.userIds, builder.people);
        pseudonyms = Arrays.copyOf(builder.pseudonyms, builder.people);
        claimants = Arrays.copyOf(builder.claimants, builder.claims);
        claimedFrom = Arrays.copyOf(builder.claimedFrom, builder.claims);
        earlierClaim = new int[builder.claims];
        int capacity = Integer.highestOneBit(Math.max(builder.claims, 1)) * 4;
        hashes = new long[2 * capacity];
        latestClaim = new int[capacity];
        Arrays.fill(latestClaim, NO_CLAIM);
        for (int claim = 0; claim < builder.claims; claim++) {
            add(claim, builder.firstHashes[claim], builder.secondHashes[claim]);
        }
    }

    /** Claims of one identifier hang together, the latest first; of one day, the one that was added first. */
    private void add(int claim, long first, long second) {
        int slot = slot(first, second);
        hashes[2 * slot] = first;
        hashes[2 * slot + 1] = second;
        int later = NO_CLAIM;
        int earlier = latestClaim[slot];
        while (earlier != NO_CLAIM && !claimedFrom[earlier].isBefore(claimedFrom[claim])) {
            later = earlier;
            earlier = earlierClaim[earlier];
        }
        earlierClaim[claim] = earlier;
        if (later == NO_CLAIM) {
            latestClaim[slot] = claim;
        } else {
            earlierClaim[later] = claim;
        }
    }

    private int slot(long first, long second) {
        int slot = (int) (first >>> 32) & (latestClaim.length - 1);
        while (latestClaim[slot] != NO_CLAIM && (hashes[2 * slot] != first || hashes[2 * slot + 1] != second)) {
            slot = (slot + 1) & (latestClaim.length - 1);
        }
        return slot;
    }

    /** The claim that decides whom the identifier, lower case, means on the day; {@link #NO_CLAIM} if there is none. */
    int claim(String system, String identifier, LocalDate day) {
        int claim = latestClaim[slot(system, identifier)];
        while (claim != NO_CLAIM && claimedFrom[claim].isAfter(day) && earlierClaim[claim] != NO_CLAIM) {
            claim = earlierClaim[claim];
        }
        return claim;
    }

    /** Durable key of who made the claim. */
    long userId(int claim) {
        return userIds[claimants[claim]];
    }

    /** Pseudonym of who made the claim. */
    String pseudonym(int claim) {
        return pseudonyms[claimants[claim]];
    }

    /** Calls back with each time during which the identifier means one person, latest first. */
    public void forEachHolder(String system, String identifier, Holder holder) {
        int claim = latestClaim[slot(system, identifier)];
        LocalDate to = Warehouse.OPEN_END;
        while (claim != NO_CLAIM) {
            int earlier = earlierClaim[claim];
            LocalDate from = earlier == NO_CLAIM ? Warehouse.OPEN_START : claimedFrom[claim];
            if (from.isBefore(to)) {
                holder.holds(userIds[claimants[claim]], from, to);
                to = from;
            }
            claim = earlier;
        }
    }

    /** Durable key of the person who was added at that place, from 0. */
    public long userIdAt(int place) {
        return userIds[place];
    }

    /** How many people are known. */
    public int size() {
        return userIds.length;
    }

    /** Takes times during which an identifier means a person. */
    @FunctionalInterface
    public interface Holder {
        void holds(long userId, LocalDate from, LocalDate to);
    }

    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    private int slot(String system, String identifier) {
        long[] hash = hash(system, identifier);
        return slot(hash[0], hash[1]);
    }

    /** Both words in one pass. */
    private static long[] hash(String system, String identifier) {
        long first = system.hashCode() * FIRST;
        long second = system.hashCode() * SECOND;
        for (int i = 0; i < identifier.length(); i++) {
            char c = identifier.charAt(i);
            first = (first ^ c) * FIRST;
            first ^= first >>> 29;
            second = (second ^ c) * SECOND;
            second ^= second >>> 31;
        }
        return new long[] {mix(first), mix(second)};
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 29);
    }

    /** Gathers people and their claims. */
    public static final class Builder {

        private static final int FIRST_CAPACITY = 64;

        private long[] userIds = new long[FIRST_CAPACITY];
        private String[] pseudonyms = new String[FIRST_CAPACITY];
        private int people;
        private int[] claimants = new int[FIRST_CAPACITY];
        private LocalDate[] claimedFrom = new LocalDate[FIRST_CAPACITY];
        private long[] firstHashes = new long[FIRST_CAPACITY];
        private long[] secondHashes = new long[FIRST_CAPACITY];
        private int claims;

        /** Adds a person, whose claims follow. */
        public void person(long userId, String pseudonym) {
            if (people == userIds.length) {
                userIds = Arrays.copyOf(userIds, people * 2);
                pseudonyms = Arrays.copyOf(pseudonyms, people * 2);
            }
            userIds[people] = userId;
            pseudonyms[people++] = pseudonym;
        }

        /** Adds a claim of the person added last. */
        public void claim(String system, String identifier, LocalDate from) {
            if (claims == claimants.length) {
                claimants = Arrays.copyOf(claimants, claims * 2);
                claimedFrom = Arrays.copyOf(claimedFrom, claims * 2);
                firstHashes = Arrays.copyOf(firstHashes, claims * 2);
                secondHashes = Arrays.copyOf(secondHashes, claims * 2);
            }
            String plain = Identities.plain(identifier);
            claimants[claims] = people - 1;
            claimedFrom[claims] = from;
            long[] hash = hash(system, plain);
            firstHashes[claims] = hash[0];
            secondHashes[claims++] = hash[1];
        }

        /** All of them. */
        public KnownPeople build() {
            return new KnownPeople(this);
        }
    }
}

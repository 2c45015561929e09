package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Person.MatchedIdentifier;
import org.scewarehouse.model.Warehouse;

/**
 * The people whom HR knows, and the days from which each claimed its identifiers. An identifier means the person who
 * claimed it last; days before the first claim go to the first one. Immutable to its callers, and safe for several
 * threads. A look-up reads one slot of a table; it makes an object only when an identifier is met for the first time.
 *
 * <p>Identifiers are kept as hashes of 96 bits and not as texts: for a million of them the chance that any two meet is
 * one in 10^17.
 */
public final class KnownPeople {

    /** Nobody at all: what is known before HR is loaded. */
    public static final KnownPeople NONE = new Builder().build();

    private static final int NO_CLAIM = -1;

    private final long[] userIds;
    private final String[] pseudonyms;
    private final int[] claimants;
    private final int[] claimedFrom;
    private final int[] earlierClaim;

    /**
     * Two words per slot: a hash; and 32 bits more of it beside the latest claim's number, counted from 1 so that 0 is
     * an empty slot, and negative where there are earlier claims.
     */
    private final long[] slots;

    /** By claim, the person whom a look-up gives that it decides, once one has. */
    private final @Nullable Person[] persons;

    private final KnownNames names;

    private KnownPeople(Builder builder) {
        userIds = Arrays.copyOf(builder.userIds, builder.people);
        pseudonyms = Arrays.copyOf(builder.pseudonyms, builder.people);
        claimants = Arrays.copyOf(builder.claimants, builder.claims);
        claimedFrom = Arrays.copyOf(builder.claimedFrom, builder.claims);
        earlierClaim = new int[builder.claims];
        persons = new Person[builder.claims];
        slots = new long[2 * capacity(builder.claims)];
        names = builder.names.build();
        for (int claim = 0; claim < builder.claims; claim++) {
            add(claim, new IdentifierHash(builder.firstHashes[claim], builder.secondHashes[claim]));
        }
    }

    /** A power of two of which a third to two thirds are filled. */
    static int capacity(int entries) {
        return 2 * Integer.highestOneBit(Math.max(entries + entries / 2, 1));
    }

    /** Claims of one identifier hang together, the latest first; of one day, the one that was added first. */
    private void add(int claim, IdentifierHash hash) {
        int slot = slot(hash);
        int latest = claimAt(slot);
        int later = NO_CLAIM;
        int earlier = latest;
        while (earlier != NO_CLAIM && claimedFrom[earlier] >= claimedFrom[claim]) {
            later = earlier;
            earlier = earlierClaim[earlier];
        }
        earlierClaim[claim] = earlier;
        if (later == NO_CLAIM) {
            latest = claim;
        } else {
            earlierClaim[later] = claim;
        }
        int number = earlierClaim[latest] == NO_CLAIM ? latest + 1 : -latest - 1;
        slots[slot] = hash.first();
        slots[slot + 1] = hash.second() << 32 | Integer.toUnsignedLong(number);
    }

    /** Place of the first word of the slot that the hash has, or else would get. */
    private int slot(IdentifierHash hash) {
        int last = slots.length - 2;
        int slot = 2 * (int) (hash.first() >>> 32) & last;
        while (slots[slot + 1] != 0
                && (slots[slot] != hash.first() || (int) (slots[slot + 1] >>> 32) != (int) hash.second())) {
            slot = slot + 2 & last;
        }
        return slot;
    }

    private int claimAt(int slot) {
        int number = (int) slots[slot + 1];
        return number < 0 ? -number - 1 : number - 1;
    }

    /**
     * The person whom an identifier means on the day.
     *
     * @param identifier as given; case and surrounding blanks do not matter
     * @return the person, found by this very identifier; null where nobody ever claimed it
     */
    @Nullable
    Person person(String system, String identifier, LocalDate day) {
        int slot = slot(IdentifierHash.of(system, identifier));
        int claim = claimAt(slot);
        if (claim == NO_CLAIM) {
            return null;
        }
        if (slots[slot + 1] << 32 < 0) {
            claim = claimOn((int) day.toEpochDay(), claim);
        }
        Person person = persons[claim];
        if (person == null) {
            person = made(claim, system, Identities.plain(identifier));
            persons[claim] = person; // threads that meet here make equal ones
        }
        return person;
    }

    private int claimOn(int epochDay, int latest) {
        int claim = latest;
        while (claimedFrom[claim] > epochDay && earlierClaim[claim] != NO_CLAIM) {
            claim = earlierClaim[claim];
        }
        return claim;
    }

    private Person made(int claim, String system, String plain) {
        int place = claimants[claim];
        MatchedIdentifier matched =
                new MatchedIdentifier(system, plain, system, Warehouse.OPEN_START, Warehouse.OPEN_END);
        return new Person(userIds[place], pseudonyms[place], false, "", List.of(matched));
    }

    /** Calls back with each time during which the identifier means one person, latest first. */
    public void forEachHolder(String system, String identifier, Holder holder) {
        int claim = claimAt(slot(IdentifierHash.of(system, identifier)));
        LocalDate to = Warehouse.OPEN_END;
        while (claim != NO_CLAIM) {
            int earlier = earlierClaim[claim];
            LocalDate from = earlier == NO_CLAIM ? Warehouse.OPEN_START : LocalDate.ofEpochDay(claimedFrom[claim]);
            if (from.isBefore(to)) {
                holder.holds(userIds[claimants[claim]], from, to);
                to = from;
            }
            claim = earlier;
        }
    }

    /** Logins and addresses that can be found in texts. */
    KnownNames names() {
        return names;
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

    /** Gathers people and their claims. */
    public static final class Builder {

        private static final int FIRST_CAPACITY = 64;

        private long[] userIds = new long[FIRST_CAPACITY];
        private String[] pseudonyms = new String[FIRST_CAPACITY];
        private int people;
        private int[] claimants = new int[FIRST_CAPACITY];
        private int[] claimedFrom = new int[FIRST_CAPACITY];
        private long[] firstHashes = new long[FIRST_CAPACITY];
        private long[] secondHashes = new long[FIRST_CAPACITY];
        private int claims;
        private final KnownNames.Builder names = new KnownNames.Builder();

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
            IdentifierHash hash = IdentifierHash.of(system, identifier);
            claimants[claims] = people - 1;
            claimedFrom[claims] = Math.toIntExact(from.toEpochDay());
            firstHashes[claims] = hash.first();
            secondHashes[claims++] = hash.second();
        }

        /** Adds a login or address, in lower case, that HR shows from that day on, to be found inside texts. */
        public void name(String identifier, LocalDate from) {
            names.add(identifier, from);
        }

        /** All of them. */
        public KnownPeople build() {
            return new KnownPeople(this);
        }
    }
}

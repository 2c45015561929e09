package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Logins and addresses, whoever had them, to be found inside texts in any form that {@link NameForms} makes of them:
 * those that HR has shown, or those that the records of a day name. On a day those count that were known until then;
 * days before the first use the first ones. So a day that is built again later finds the same names.
 *
 * <p>Immutable to those who use it. Some 300 bytes for a person with a login and an address: 60 MB for 200,000
 * people, once per process.
 */
final class KnownNames {

    private static final int FIRST_WORD_BITS_MAX = 1 << 22;
    private static final int FIRST_WORD_BITS_EACH = 32;

    /** Logins, addresses, and what stands before the @ of these. */
    private final String[] names;

    /** The login or address that each name is of. */
    private final String[] identifiers;

    private final int[] shownFrom;
    private final int firstDay;

    /** By what a name and all its forms have in common: half of it a hash, half the name's place from 1; 0 is empty. */
    private final long[] byWords;

    /** Names as they were spelled, which is what JupyterHub's short names have a hash of. */
    private final String[] spelled;

    /** As {@link #byWords}, by that hash. Made when a text first has one: few do, and hashing takes its time. */
    private volatile long @Nullable [] byHash;

    /** Hashes of the first words of all names, so that hardly any other word of a text has to be looked up. */
    private final BitSet firstWords;

    private final int firstWordBits;

    private KnownNames(Builder builder) {
        names = Arrays.copyOf(builder.names, builder.count);
        identifiers = Arrays.copyOf(builder.identifiers, builder.count);
        spelled = Arrays.copyOf(builder.spelled, builder.count);
        shownFrom = Arrays.copyOf(builder.shownFrom, builder.count);
        firstDay = Arrays.stream(shownFrom).min().orElse(0);
        byWords = new long[KnownPeople.capacity(names.length)];
        firstWordBits = Math.min(FIRST_WORD_BITS_MAX, FIRST_WORD_BITS_EACH * byWords.length);
        firstWords = new BitSet(firstWordBits);
        for (int place = 0; place < names.length; place++) {
            String name = names[place];
            put(byWords, words(name), place);
            firstWords.set(firstWord(name, 0));
        }
    }

    private long[] byHash() {
        long[] made = byHash;
        if (made == null) {
            made = new long[byWords.length];
            for (int place = 0; place < spelled.length; place++) {
                put(made, Integer.parseUnsignedInt(NameForms.hash(spelled[place]), 16), place);
            }
            byHash = made;
        }
        return made;
    }

    private static void put(long[] table, int hash, int place) {
        int slot = mixed(hash) & (table.length - 1);
        while (table[slot] != 0) {
            slot = slot + 1 & (table.length - 1);
        }
        table[slot] = (long) hash << 32 | (place + 1);
    }

    boolean isEmpty() {
        return names.length == 0;
    }

    /** Whether a form of a name may begin at that place of a text in lower case. */
    boolean mayBegin(String text, int at) {
        return firstWords.get(firstWord(text, at)) || text.indexOf(NameForms.HASHED, at) >= 0;
    }

    /**
     * The login or address of which a stretch of a text, in lower case, is a form; of several the first in order of
     * characters. Null where it is none that counts on the day.
     */
    @Nullable
    String identifier(String form, LocalDate day) {
        int until = Math.max((int) day.toEpochDay(), firstDay);
        String found = first(null, byWords, words(form), until, name -> isForm(form, name));
        String unescaped = NameForms.unescaped(form);
        if (unescaped != null) {
            found = first(
                    found,
                    byWords,
                    words(unescaped),
                    until,
                    name -> NameForms.escaped(name).equals(form));
        }
        int slugEnd = form.length() - NameForms.HASHED.length() - NameForms.HASH_CHARACTERS;
        if (slugEnd > 0 && form.startsWith(NameForms.HASHED, slugEnd)) {
            String hash = form.substring(form.length() - NameForms.HASH_CHARACTERS);
            if (hash.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
                String slug = form.substring(0, slugEnd);
                found = first(
                        found,
                        byHash(),
                        Integer.parseUnsignedInt(hash, 16),
                        until,
                        name -> NameForms.slug(name).startsWith(slug));
            }
        }
        return found;
    }

    private interface Test {
        boolean isMet(String name);
    }

    private @Nullable String first(@Nullable String before, long[] table, int hash, int until, Test test) {
        String found = before;
        int slot = mixed(hash) & (table.length - 1);
        for (; table[slot] != 0; slot = slot + 1 & (table.length - 1)) {
            int place = (int) table[slot] - 1;
            if ((int) (table[slot] >>> 32) == hash && shownFrom[place] <= until && test.isMet(names[place])) {
                String identifier = identifiers[place];
                found = found == null || identifier.compareTo(found) < 0 ? identifier : found;
            }
        }
        return found;
    }

    private static boolean isForm(String form, String name) {
        return form.equals(name)
                || form.equals(NameForms.hyphens(name))
                || form.equals(NameForms.underscores(name))
                || (form.length() >= Masker.SHORTEST && form.equals(NameForms.slug(name)));
    }

    /** A hash of the words of a text, equal for all its forms but the escaped and the hashed one. */
    private static int words(String text) {
        int hash = 0;
        boolean isAfterWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isWord(c)) {
                hash = 31 * hash + c;
                isAfterWord = true;
            } else if (isAfterWord) {
                hash = 31 * hash + '-';
                isAfterWord = false;
            }
        }
        return isAfterWord ? 31 * hash + '-' : hash;
    }

    private int firstWord(String text, int from) {
        int hash = 0;
        for (int i = from; i < text.length() && isWord(text.charAt(i)); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return mixed(hash) & (firstWordBits - 1);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static int mixed(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
        return mixed ^ mixed >>> 13;
    }

    /** Gathers names. */
    static final class Builder {

        private String[] names = new String[64];
        private String[] identifiers = new String[64];
        private String[] spelled = new String[64];
        private int[] shownFrom = new int[64];
        private int count;

        /** Adds a login or address, as it is spelled, that is known from that day on. */
        void add(String login, LocalDate from) {
            String identifier = login.toLowerCase(Locale.ROOT);
            add(identifier, login, identifier, from);
            int at = identifier.indexOf('@');
            if (at > 0) {
                String name = identifier.substring(0, at);
                add(name, name, identifier, from);
            }
        }

        private void add(String name, String asSpelled, String identifier, LocalDate from) {
            if (name.length() < Masker.SHORTEST) {
                return;
            }
            if (count == names.length) {
                names = Arrays.copyOf(names, 2 * count);
                identifiers = Arrays.copyOf(identifiers, 2 * count);
                spelled = Arrays.copyOf(spelled, 2 * count);
                shownFrom = Arrays.copyOf(shownFrom, 2 * count);
            }
            names[count] = name;
            identifiers[count] = identifier;
            spelled[count] = asSpelled;
            shownFrom[count++] = Math.toIntExact(from.toEpochDay());
        }

        KnownNames build() {
            return new KnownNames(this);
        }
    }
}

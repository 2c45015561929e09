package org.scewarehouse.etl.erasure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.scewarehouse.etl.erasure.ErasedIdentifier.Rule;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.Pseudonyms;
import org.scewarehouse.model.Warehouse;

/**
 * Whom an erasure is about.
 *
 * @param token what takes the place of every identifier
 * @param userIds durable keys that the person has had
 * @param identifiers all that the person is called
 */
public record ErasurePlan(String token, List<Long> userIds, List<Identifier> identifiers) {

    /**
     * One name of a person.
     *
     * @param text in lower case
     * @param rule how it is found
     * @param field field of rules FIELD and REFERENCE, else empty
     * @param validFrom first day on which it meant the person
     * @param validTo first day on which it no longer did
     */
    public record Identifier(String text, Rule rule, String field, LocalDate validFrom, LocalDate validTo) {

        /** Whether it never meant anybody else. */
        public boolean isAlwaysTheirs() {
            return validFrom.equals(Warehouse.OPEN_START) && validTo.equals(Warehouse.OPEN_END);
        }
    }

    /** The identifiers as they are known again later. */
    List<ErasedIdentifier> hashed(Pseudonyms pseudonyms, LocalDate today) {
        return identifiers.stream()
                .map(one -> new ErasedIdentifier(
                        pseudonyms.erased(one.text()),
                        one.text().length(),
                        one.rule(),
                        one.field(),
                        token,
                        one.validFrom(),
                        one.validTo(),
                        today,
                        pseudonyms.fingerprint()))
                .toList();
    }

    /**
     * Whether the person, and never anybody else, is called so, or has it as token. Given and family names are others'
     * too.
     */
    public boolean isAbout(String name, boolean isEmployeeId) {
        String plain = Builder.plain(name);
        return token.equals(plain)
                || identifiers.stream()
                        .anyMatch(one -> one.text().equals(plain)
                                && one.isAlwaysTheirs()
                                && means(one.rule(), plain, isEmployeeId));
    }

    /** Whether whoever calls a person so by name, or by employee id, means what is found by the rule. */
    static boolean means(Rule rule, String plain, boolean isEmployeeId) {
        return isEmployeeId ? rule == Rule.FIELD : rule == Builder.ruleOf(plain);
    }

    /** With what an earlier plan of the same token has left to do. */
    public ErasurePlan after(ErasurePlan earlier) {
        Set<Long> people = new LinkedHashSet<>(earlier.userIds);
        people.addAll(userIds);
        Set<Identifier> names = new LinkedHashSet<>(earlier.identifiers);
        names.addAll(identifiers);
        return new ErasurePlan(token, List.copyOf(people), List.copyOf(names));
    }

    /** Whether HR calls the person so. */
    public boolean isEmployee(String employeeId) {
        String plain = Builder.plain(employeeId);
        return identifiers.stream()
                .anyMatch(one -> one.rule() == Rule.FIELD && one.text().equals(plain));
    }

    /** Names that are only a number, which are replaced where a record names the person otherwise, and nowhere else. */
    public Set<String> numbers() {
        Set<String> numbers = new TreeSet<>();
        identifiers.stream()
                .filter(one -> one.rule() == Rule.OWN && one.text().matches("[0-9]+"))
                .forEach(one -> numbers.add(one.text()));
        return numbers;
    }

    /** Whether there is anything to replace: somebody who was erased already may be called by the token alone. */
    public boolean isNews() {
        return identifiers.stream().anyMatch(one -> !one.text().equals(token));
    }

    /** The words that can be searched for on the day; null = those that never meant anybody else. */
    public Set<String> words(@org.jspecify.annotations.Nullable LocalDate day) {
        Set<String> words = new TreeSet<>();
        for (Identifier one : identifiers) {
            boolean isTheirs =
                    day == null ? one.isAlwaysTheirs() : !day.isBefore(one.validFrom()) && day.isBefore(one.validTo());
            if (one.rule() == Rule.WORD && isTheirs && !one.text().equals(token)) {
                words.add(one.text());
            }
        }
        return words;
    }

    /** Collects what a person is called. */
    public static final class Builder {

        /** What stands between two names; a directory writes a comma within a name in one of two ways. */
        private static final List<String> JOINTS =
                List.of(" ", ".", "_", "-", ", ", ",", "\\, ", "\\,", "\\2c ", "\\2c");

        /** A shorter number may as well be what the record counts, such as cores. */
        private static final int SHORT_NUMBER_MAX = 3;

        private final List<Identifier> identifiers = new ArrayList<>();
        private final Set<String> givenNames = new TreeSet<>();
        private final Set<String> familyNames = new TreeSet<>();
        private final Set<String> fullNames = new TreeSet<>();

        /** A login or an address, which launchers write in many forms. */
        public void login(String login) {
            Masker.forms(login).forEach(form -> word(form, Warehouse.OPEN_START, Warehouse.OPEN_END));
        }

        /** An account, which stands as it is; one that is only a number names nobody, and stays. */
        public void account(String account, LocalDate from, LocalDate to) {
            if (hasLetter(account)) {
                word(plain(account), from, to);
            }
        }

        /** What HR calls the person, in the field of that name and in the one that holds somebody's manager. */
        public void employeeId(String id, String field, String managerField) {
            String plain = plain(id);
            add(plain, Rule.FIELD, field, Warehouse.OPEN_START, Warehouse.OPEN_END);
            add(plain, Rule.REFERENCE, managerField, Warehouse.OPEN_START, Warehouse.OPEN_END);
            if (plain.length() > SHORT_NUMBER_MAX || (plain.length() > 2 && hasLetter(plain))) {
                word(plain, Warehouse.OPEN_START, Warehouse.OPEN_END);
            }
        }

        /** A name that others may bear too. */
        public void givenName(String name) {
            givenNames.add(plain(name));
        }

        /**
         * What else a system calls the person as a whole, such as the name of an entry in a directory; a single word
         * of it may be anything.
         */
        public void name(String name) {
            String plain = plain(name);
            if (plain.chars().anyMatch(c -> !Character.isLetterOrDigit(c)) && hasLetter(plain)) {
                word(plain, Warehouse.OPEN_START, Warehouse.OPEN_END);
            }
        }

        /** As {@link #givenName}. */
        public void familyName(String name) {
            familyNames.add(plain(name));
        }

        private void word(String plain, LocalDate from, LocalDate to) {
            add(plain, ruleOf(plain), "", from, to);
        }

        private static Rule ruleOf(String plain) {
            return plain.length() > 1 && hasLetter(plain) ? Rule.WORD : Rule.OWN;
        }

        private static boolean hasLetter(String text) {
            return text.chars().anyMatch(Character::isLetter);
        }

        /**
         * Leaves out the days on which a login or an address, and so each form of it, means somebody else.
         *
         * @param isKnown whether HR knows the other: of whom it does not, a login that is spelt as a full name of the
         *     person may be the person's own
         */
        public void except(String login, LocalDate from, LocalDate to, boolean isKnown) {
            addFullNames();
            Set<String> forms = Masker.forms(login);
            List<Identifier> before = List.copyOf(identifiers);
            identifiers.clear();
            for (Identifier one : before) {
                boolean isOthers = forms.contains(one.text()) && (isKnown || !fullNames.contains(one.text()));
                if (one.rule() != Rule.WORD || !isOthers) {
                    identifiers.add(one);
                    continue;
                }
                if (one.validFrom().isBefore(from)) {
                    LocalDate until = one.validTo().isBefore(from) ? one.validTo() : from;
                    add(one.text(), Rule.WORD, "", one.validFrom(), until);
                }
                if (to.isBefore(one.validTo())) {
                    LocalDate since = to.isBefore(one.validFrom()) ? one.validFrom() : to;
                    add(one.text(), Rule.WORD, "", since, one.validTo());
                }
            }
        }

        /** Leaves out the token of somebody else. */
        public void except(String token) {
            Set<String> forms = Masker.forms(token);
            identifiers.removeIf(one -> forms.contains(one.text()));
        }

        /** All words so far. */
        public Set<String> words() {
            addFullNames();
            Set<String> words = new TreeSet<>();
            identifiers.stream().filter(one -> one.rule() == Rule.WORD).forEach(one -> words.add(one.text()));
            return words;
        }

        /** Each once: what is left out of it stays out. */
        private void addFullNames() {
            for (String given : givenNames) {
                for (String family : familyNames) {
                    fullNames(given, family).stream()
                            .filter(fullNames::add)
                            .forEach(name -> word(name, Warehouse.OPEN_START, Warehouse.OPEN_END));
                }
            }
        }

        private static List<String> fullNames(String given, String family) {
            return JOINTS.stream()
                    .flatMap(joint -> Stream.of(given + joint + family, family + joint + given))
                    .toList();
        }

        private void add(String plain, Rule rule, String field, LocalDate from, LocalDate to) {
            Identifier identifier = new Identifier(plain, rule, field, from, to);
            if (!plain.isBlank() && !identifiers.contains(identifier)) {
                identifiers.add(identifier);
            }
        }

        private static String plain(String text) {
            return text.strip().toLowerCase(Locale.ROOT);
        }

        /**
         * The plan.
         *
         * @param token of somebody who was erased before, it is a word like others: a record that holds it is theirs
         */
        public ErasurePlan build(String token, List<Long> userIds) {
            addFullNames();
            Set<String> ofToken = new TreeSet<>(Masker.forms(token));
            if (givenNames.remove(token)) {
                familyNames.forEach(family -> ofToken.addAll(fullNames(token, family)));
            }
            if (familyNames.remove(token)) {
                Stream.concat(givenNames.stream(), Stream.of(token))
                        .forEach(given -> ofToken.addAll(fullNames(given, token)));
            }
            identifiers.removeIf(
                    one -> ofToken.contains(one.text()) && !one.text().equals(token));
            Stream.concat(givenNames.stream(), familyNames.stream())
                    .forEach(name -> add(name, Rule.OWN, "", Warehouse.OPEN_START, Warehouse.OPEN_END));
            return new ErasurePlan(token, List.copyOf(userIds), List.copyOf(identifiers));
        }
    }
}

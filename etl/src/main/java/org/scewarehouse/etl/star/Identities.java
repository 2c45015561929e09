package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Person.MatchedIdentifier;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.hr.BridgeIdentity;

/**
 * Which person an identifier means on a day. Rules in order: override, employee id, login, e-mail. What none of them
 * knows is a person of its own, an inferred one.
 */
public final class Identities {

    /** Rule of what people have decided; the other rules are named as the system whose identifier matched. */
    public static final String OVERRIDE = "override";

    /** Rule of an identifier that nothing leads from. */
    public static final String INFERRED = "inferred";

    /** System of what HR calls people. */
    public static final String EMPLOYEE_ID = "employee_id";

    /** System of logins. */
    public static final String LOGIN = "login";

    /** System of addresses. */
    public static final String EMAIL = "email";

    /** A longer chain of overrides goes in a circle. */
    private static final int OVERRIDES_MAX = 8;

    /** Logarithm of how many there is room for; those whose hashes meet take each other's place. */
    private static final int REMEMBERED_BITS = 16;

    private final Keys keys;
    private final Pseudonyms pseudonyms;
    private final Reference reference;
    private final KnownPeople known;
    private final IdentityOverrides overrides;

    /** People whom HR does not know, as met last: a pseudonym takes longer to make than all else here. */
    private final @Nullable Person[] inferred = new Person[1 << REMEMBERED_BITS];

    /** Identities of the people whom HR knows and the decisions about them; the platform team is reference data. */
    public Identities(
            Keys keys, Pseudonyms pseudonyms, Reference reference, KnownPeople known, IdentityOverrides overrides) {
        this.keys = keys;
        this.pseudonyms = pseudonyms;
        this.reference = reference;
        this.known = known;
        this.overrides = overrides;
    }

    /** Logins and addresses as HR has shown them. */
    KnownNames names() {
        return known.names();
    }

    /** An identifier as it is compared and kept. */
    public static String plain(String identifier) {
        return identifier.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The person whom an identifier means.
     *
     * @param system {@code login}, {@code email} ...
     * @param identifier login or address as given; case and surrounding blanks do not matter
     * @param day an identifier may mean another person on another day
     */
    public Person person(String system, String identifier, LocalDate day) {
        Person person = found(system, identifier, day);
        return person == null ? inferred(system, plain(identifier), INFERRED) : person;
    }

    /** The person behind a login, which some systems fill with an e-mail address. */
    public Person person(String loginOrEmail, LocalDate day) {
        return person(loginOrEmail.indexOf('@') > 0 ? EMAIL : LOGIN, loginOrEmail, day);
    }

    /**
     * The person behind an account of a system that has identifiers of its own, such as Connect or GitLab. Rules in
     * order: override of the account, employee id, login, e-mail; an account that none of them knows is the inferred
     * person of its login, or else of its address, or else one of its own.
     *
     * @param system the system, such as {@code connect}
     * @param accountId the system's own durable identifier of the account
     * @param employeeId what HR calls the person, where the system says; null = it does not
     * @param login what the person signs in with; null = unknown
     * @param email address of the account; null = unknown
     */
    public Person account(
            String system,
            String accountId,
            @Nullable String employeeId,
            @Nullable String login,
            @Nullable String email,
            LocalDate day) {
        String account = plain(accountId);
        Person found = overridden(system, account, day, 0);
        if (found != null) {
            return found;
        }
        List<MatchedIdentifier> tried = new ArrayList<>();
        for (String[] candidate : candidates(employeeId, login, email)) {
            found = found(candidate[0], candidate[1], day);
            if (found != null) {
                return through(found, system, account);
            }
            tried.add(always(candidate[0], candidate[1], INFERRED));
        }
        MatchedIdentifier name = tried.stream()
                .filter(identifier -> !identifier.systemName().equals(EMPLOYEE_ID))
                .findFirst()
                .orElse(always(system, account, INFERRED));
        Person inferred = inferred(name.systemName(), name.identifier(), INFERRED);
        tried.add(0, always(system, account, INFERRED));
        return new Person(inferred.userId(), inferred.pseudonym(), true, inferred.knownBy(), List.copyOf(tried));
    }

    private static List<String[]> candidates(
            @Nullable String employeeId, @Nullable String login, @Nullable String email) {
        List<String[]> candidates = new ArrayList<>();
        if (employeeId != null) {
            candidates.add(new String[] {EMPLOYEE_ID, plain(employeeId)});
        }
        if (login != null) {
            candidates.add(new String[] {login.indexOf('@') > 0 ? EMAIL : LOGIN, plain(login)});
        }
        if (email != null && (login == null || !plain(login).equals(plain(email)))) {
            candidates.add(new String[] {EMAIL, plain(email)});
        }
        return candidates;
    }

    private static Person through(Person found, String system, String account) {
        MatchedIdentifier by = found.identifiers().get(0);
        return new Person(
                found.userId(),
                found.pseudonym(),
                found.isInferred(),
                found.knownBy(),
                List.of(always(system, account, by.systemName()), by));
    }

    /** The person by override or by HR; null where neither knows the identifier, which may be as given. */
    private @Nullable Person found(String system, String identifier, LocalDate day) {
        Person overridden = overrides.isAbout(system) ? overridden(system, plain(identifier), day, 0) : null;
        return overridden == null ? known.person(system, identifier, day) : overridden;
    }

    private @Nullable Person overridden(String system, String plain, LocalDate day, int depth) {
        IdentityOverrides.Decision decision = overrides.of(system, plain, day);
        if (decision == null || depth > OVERRIDES_MAX) {
            return null;
        }
        String sameSystem = decision.sameSystem();
        String same = decision.sameIdentifier();
        Person meant = decision.isSplit() ? null : overridden(sameSystem, same, day, depth + 1);
        if (meant == null) {
            meant = decision.isSplit() ? null : known.person(sameSystem, same, day);
        }
        if (meant == null) {
            meant = inferred(sameSystem, same, OVERRIDE);
        }
        MatchedIdentifier identifier =
                new MatchedIdentifier(system, plain, OVERRIDE, decision.validFrom(), decision.validTo());
        return new Person(meant.userId(), meant.pseudonym(), meant.isInferred(), meant.knownBy(), List.of(identifier));
    }

    private Person inferred(String system, String plain, String rule) {
        int place = ((31 * system.hashCode() + plain.hashCode()) * 0x9E3779B9) >>> (Integer.SIZE - REMEMBERED_BITS);
        Person person = inferred[place];
        if (person == null || !isNamed(person.identifiers().get(0), system, plain, rule)) {
            String pseudonym = pseudonyms.pseudonym(system + ":" + plain);
            List<MatchedIdentifier> by = List.of(always(system, plain, rule));
            person = new Person(keys.key("user", pseudonym), pseudonym, true, plain, by);
            inferred[place] = person;
        }
        return person;
    }

    private static boolean isNamed(MatchedIdentifier matched, String system, String plain, String rule) {
        return matched.identifier().equals(plain)
                && matched.systemName().equals(system)
                && matched.matchRule().equals(rule);
    }

    private static MatchedIdentifier always(String system, String plain, String rule) {
        return new MatchedIdentifier(system, plain, rule, Warehouse.OPEN_START, Warehouse.OPEN_END);
    }

    /**
     * The rows that a source-day's slices carry for a person it names: what led to them, and, unless HR knows them, the
     * member that stands for them. What HR knows of a person stands in HR's own slice.
     */
    public List<Record> rows(Person person, LocalDate day) {
        List<Record> rows = new ArrayList<>();
        if (person.isInferred()) {
            rows.add(inferredUser(person, day));
        }
        for (MatchedIdentifier matched : person.identifiers()) {
            rows.add(new BridgeIdentity(
                    matched.systemName(),
                    matched.identifier(),
                    person.userId(),
                    matched.matchRule(),
                    matched.validFrom(),
                    matched.validTo()));
        }
        return rows;
    }

    private DimUser inferredUser(Person person, LocalDate day) {
        return new DimUser(
                keys.key("user_version", person.pseudonym(), Warehouse.OPEN_START.toString()),
                person.userId(),
                person.pseudonym(),
                Warehouse.OPEN_START,
                Warehouse.OPEN_END,
                true,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                reference.isPlatformTeam(person.knownBy(), day),
                "unknown",
                null,
                Warehouse.UNKNOWN);
    }

    /** Whether an identifier that was taken for a person on the day, as the row says, is still taken for them. */
    public boolean isStill(BridgeIdentity row, LocalDate day) {
        Person now = found(row.systemName(), row.identifier(), day);
        boolean wasDecisive =
                row.matchRule().equals(row.systemName()) || row.matchRule().equals(OVERRIDE);
        return now == null ? !wasDecisive : now.userId() == row.userId();
    }

    /** Every override as the row that says whom its identifier means. */
    public List<BridgeIdentity> overrideRows() {
        List<BridgeIdentity> rows = new ArrayList<>();
        for (IdentityOverrides.Decision decision : overrides.decisions()) {
            SortedSet<LocalDate> bounds = new TreeSet<>(List.of(decision.validFrom(), decision.validTo()));
            addBounds(decision, bounds, new HashSet<>());
            List<LocalDate> inside = bounds.stream()
                    .filter(bound -> !bound.isBefore(decision.validFrom()) && !bound.isAfter(decision.validTo()))
                    .toList();
            for (int i = 0; i + 1 < inside.size(); i++) {
                long userId = person(decision.system(), decision.identifier(), inside.get(i))
                        .userId();
                rows.add(new BridgeIdentity(
                        decision.system(), decision.identifier(), userId, OVERRIDE, inside.get(i), inside.get(i + 1)));
            }
        }
        return rows;
    }

    /** Adds the days on which what is decided to be meant may begin to mean somebody else, be it by a decision. */
    private void addBounds(
            IdentityOverrides.Decision decision, Set<LocalDate> bounds, Set<IdentityOverrides.Decision> seen) {
        known.forEachHolder(decision.sameSystem(), decision.sameIdentifier(), (userId, from, to) -> bounds.add(from));
        for (IdentityOverrides.Decision next : overrides.about(decision.sameSystem(), decision.sameIdentifier())) {
            if (seen.add(next)) {
                bounds.add(next.validFrom());
                bounds.add(next.validTo());
                addBounds(next, bounds, seen);
            }
        }
    }
}

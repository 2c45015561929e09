package org.scewarehouse.etl.source.hr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.hr.PersonHistory.Claim;
import org.scewarehouse.etl.star.Scd2;

/**
 * A state of source {@code hr} in which a person goes by a token. Days whose raw is kept no longer are not built again,
 * and what they knew of people lives on in the state from which the next day begins.
 */
public final class ErasedHistory {

    private final Predicate<String> isErased;
    private final String token;

    /** @param isErased whether what HR calls somebody means the person */
    public ErasedHistory(Predicate<String> isErased, String token) {
        this.isErased = isErased;
        this.token = token;
    }

    /** The state without the person; empty where it does not know them. */
    public Optional<byte[]> of(byte[] state) {
        ShrinkGuard guard = ShrinkGuard.of(state);
        PersonHistory person = find(guard.content());
        if (person == null) {
            return Optional.empty();
        }
        PersonHistory erased = erased(person);
        try (PeopleState.Reader before = new PeopleState.Reader(guard.content(), false);
                PeopleState.Writer after = new PeopleState.Writer(before.departments())) {
            boolean isAdded = false;
            for (PersonHistory next = before.next(); next != null; next = before.next()) {
                if (!isAdded && compare(token, next.employeeId()) < 0) {
                    after.add(erased);
                    isAdded = true;
                }
                if (!isErased.test(next.employeeId()) && !next.employeeId().equals(token)) {
                    after.add(next.with(versions(next)));
                }
            }
            if (!isAdded) {
                after.add(erased);
            }
            return Optional.of(new ShrinkGuard(guard.people(), guard.employed(), after.finish()).bytes());
        }
    }

    private @Nullable PersonHistory find(byte[] content) {
        try (PeopleState.Reader people = new PeopleState.Reader(content, false)) {
            for (PersonHistory person = people.next(); person != null; person = people.next()) {
                if (isErased.test(person.employeeId())) {
                    return person;
                }
            }
            return null;
        }
    }

    private PersonHistory erased(PersonHistory person) {
        List<Claim> claims = new ArrayList<>();
        for (Claim claim : person.claims()) {
            Claim ofToken = new Claim(claim.system(), token, claim.from());
            if (claims.stream().noneMatch(ofToken::isOfSame)) {
                claims.add(ofToken);
            }
        }
        return new PersonHistory(
                token,
                token(person.givenName()),
                token(person.familyName()),
                token(person.login()),
                token(person.email()),
                token(person.heldLogin()),
                token(person.heldEmail()),
                person.effectiveDate(),
                person.lastDay(),
                List.copyOf(claims),
                versions(person));
    }

    private @Nullable String token(@Nullable String name) {
        return name == null ? null : token;
    }

    /** The person may have led others. */
    private List<Scd2.Version<PersonAttributes>> versions(PersonHistory person) {
        return person.versions().stream()
                .map(version -> {
                    PersonAttributes a = version.attributes();
                    String manager = a.managerEmployeeId();
                    return manager == null || !isErased.test(manager)
                            ? version
                            : new Scd2.Version<>(version.validFrom(), a.ledBy(token));
                })
                .toList();
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}

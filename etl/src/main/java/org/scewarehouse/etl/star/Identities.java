package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.hr.BridgeIdentity;

/** Which person an identifier means. Until HR is loaded each identifier is a person of its own, an inferred one. */
public final class Identities {

    private final Keys keys;
    private final Pseudonyms pseudonyms;
    private final Reference reference;

    /** Identities made of these keys and pseudonyms; the platform team comes from the reference files. */
    public Identities(Keys keys, Pseudonyms pseudonyms, Reference reference) {
        this.keys = keys;
        this.pseudonyms = pseudonyms;
        this.reference = reference;
    }

    /**
     * The person whom an identifier means.
     *
     * @param system {@code login}, {@code email} ...
     * @param identifier login or address as given; case and surrounding blanks do not matter
     * @param day an identifier may mean another person on another day
     */
    public Person person(String system, String identifier, LocalDate day) {
        String plain = identifier.strip().toLowerCase(Locale.ROOT);
        String pseudonym = pseudonyms.pseudonym(system + ":" + plain);
        return new Person(
                keys.key("user", pseudonym),
                keys.key("user_version", pseudonym, Warehouse.OPEN_START.toString()),
                pseudonym,
                system,
                plain);
    }

    /** The person behind a login, which some systems fill with an e-mail address. */
    public Person person(String loginOrEmail, LocalDate day) {
        return person(loginOrEmail.indexOf('@') > 0 ? "email" : "login", loginOrEmail, day);
    }

    /**
     * The person behind an account of a system that has identifiers of its own, such as Connect or GitLab. Rules in
     * order: override of the account, employee id, login, e-mail; an account that none of them knows is a person of
     * its own.
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
        if (login != null) {
            return person(login, day);
        }
        return email != null ? person("email", email, day) : person(system, accountId, day);
    }

    /** The member that stands for a person whom HR does not know. */
    public DimUser inferredUser(Person person, LocalDate day) {
        return new DimUser(
                person.userKey(),
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
                reference.isPlatformTeam(person.identifier(), day),
                "unknown",
                null);
    }

    /** The row that leads from the identifier to the person. */
    public BridgeIdentity inferredIdentity(Person person, LocalDate day) {
        return new BridgeIdentity(person.systemName(), person.identifier(), person.userId(), "inferred", day, day);
    }
}

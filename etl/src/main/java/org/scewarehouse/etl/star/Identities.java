package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.Locale;
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
     */
    public Person person(String system, String identifier) {
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
    public Person person(String loginOrEmail) {
        return person(loginOrEmail.indexOf('@') > 0 ? "email" : "login", loginOrEmail);
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

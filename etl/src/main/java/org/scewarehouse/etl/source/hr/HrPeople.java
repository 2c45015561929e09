package org.scewarehouse.etl.source.hr;

import java.util.Optional;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.source.hr.PersonHistory.Claim;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.KnownPeople;
import org.scewarehouse.model.Warehouse;

/** What other sources need of HR: whom an identifier means. */
public final class HrPeople {

    private HrPeople() {}

    /** The people of a state of source {@code hr}, as {@link HrSource#transform} gave it; nobody without one. */
    public static KnownPeople read(Optional<StateZone.State> state, Dimensions dimensions) {
        KnownPeople.Builder claims = new KnownPeople.Builder();
        byte[] content =
                state.map(kept -> ShrinkGuard.of(kept.content()).content()).orElse(new byte[0]);
        try (PeopleState.Reader people = new PeopleState.Reader(content, true)) {
            for (PersonHistory person = people.next(); person != null; person = people.next()) {
                String pseudonym = HrRows.pseudonym(dimensions, person.employeeId());
                claim(person, dimensions.keys().key("user", pseudonym), pseudonym, claims);
                person.claims().forEach(claim -> claims.name(claim.identifier(), claim.from()));
            }
        }
        return claims.build();
    }

    static void claim(PersonHistory person, long userId, String pseudonym, KnownPeople.Builder claims) {
        claims.person(userId, pseudonym);
        claims.claim(Identities.EMPLOYEE_ID, person.employeeId(), Warehouse.OPEN_START);
        for (Claim claim : person.claimsAsNamed()) {
            claims.claim(claim.system(), claim.identifier(), claim.from());
        }
    }
}

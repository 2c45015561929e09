package org.scewarehouse.etl.source.hr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.hr.PersonHistory.Claim;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.etl.star.Scd2;

/**
 * The history of a person after one more snapshot.
 *
 * <p>A change counts from the effective date that HR gives with it. One that stood there the day before says nothing of
 * today's change, which then counts from the day of the snapshot.
 *
 * @param day day of the snapshot
 * @param people the snapshot as a whole
 * @param reference who belongs to the platform team
 */
record NextHistory(LocalDate day, DayOfPeople people, Reference reference) {

    /** Somebody whom the snapshot shows. */
    PersonHistory shown(@Nullable PersonHistory before, HrWorker worker) {
        List<Claim> claims = new ArrayList<>(before == null ? List.of() : before.claims());
        String heldLogin =
                hold(Identities.LOGIN, worker.login(), worker, before == null ? null : before.heldLogin(), claims);
        String heldEmail =
                hold(Identities.EMAIL, worker.email(), worker, before == null ? null : before.heldEmail(), claims);
        PersonAttributes attributes = attributes(worker, before == null ? null : before.current());
        return new PersonHistory(
                worker.employeeId(),
                worker.givenName(),
                worker.familyName(),
                worker.login(),
                worker.email(),
                heldLogin,
                heldEmail,
                worker.effectiveDate(),
                announced(worker),
                List.copyOf(claims),
                versions(before, worker, attributes));
    }

    /** The last day of somebody who works here; one that has passed is of an employment before. */
    private @Nullable LocalDate announced(HrWorker worker) {
        LocalDate last = worker.terminationDate();
        return worker.isEmployed() && last != null && !last.isBefore(day) ? last : null;
    }

    /** Somebody whom a complete snapshot no longer shows has left, on the last day that was announced or by now. */
    PersonHistory absent(PersonHistory before) {
        if (!before.current().isEmployed()) {
            return before;
        }
        LocalDate announced = before.lastDay();
        boolean isPassed = announced != null && announced.isBefore(day);
        LocalDate leftOn = announced != null && isPassed ? announced : day;
        PersonHistory left = before.with(Scd2.changed(
                before.versions(),
                isPassed ? leftOn.plusDays(1) : day,
                before.current().left(leftOn)));
        return new PersonHistory(
                left.employeeId(),
                left.givenName(),
                left.familyName(),
                left.login(),
                left.email(),
                null,
                null,
                left.effectiveDate(),
                null,
                left.claims(),
                left.versions());
    }

    private List<Scd2.Version<PersonAttributes>> versions(
            @Nullable PersonHistory before, HrWorker worker, PersonAttributes attributes) {
        if (before == null) {
            return Scd2.first(attributes);
        }
        if (before.current().equals(attributes)) {
            return before.versions();
        }
        return Scd2.changed(before.versions(), from(before, worker, attributes), attributes);
    }

    private LocalDate from(PersonHistory before, HrWorker worker, PersonAttributes attributes) {
        LocalDate leftOn = attributes.leftOn();
        if (!attributes.isEmployed() && before.current().isEmployed() && leftOn != null) {
            LocalDate first = leftOn.equals(worker.terminationDate()) ? leftOn.plusDays(1) : leftOn;
            return first.isAfter(day) ? day : first;
        }
        LocalDate effective = worker.effectiveDate();
        boolean isNews = effective != null && !effective.equals(before.effectiveDate());
        return effective != null && isNews && effective.isBefore(day) ? effective : day;
    }

    private PersonAttributes attributes(HrWorker worker, @Nullable PersonAttributes before) {
        return new PersonAttributes(
                worker.isEmployed(),
                worker.isEmployed() ? null : leftOn(worker, before),
                worker.departmentCode(),
                worker.departmentName(),
                worker.division(),
                worker.site(),
                worker.country(),
                worker.costCenter(),
                worker.jobRole(),
                people.isManager(worker),
                people.manager(worker),
                worker.login() != null && reference.isPlatformTeam(Identities.plain(worker.login()), day));
    }

    private LocalDate leftOn(HrWorker worker, @Nullable PersonAttributes before) {
        LocalDate terminated = worker.terminationDate();
        if (terminated != null && !terminated.isAfter(day)) {
            return terminated;
        }
        return before != null && before.leftOn() != null ? before.leftOn() : day;
    }

    /**
     * The identifier that means the person from now on, with its claim. One that another who works here has too is
     * nobody's anew: whoever held it keeps it. One of somebody who has left is theirs only while nobody else has it.
     */
    private @Nullable String hold(
            String system, @Nullable String shown, HrWorker worker, @Nullable String held, List<Claim> claims) {
        if (shown == null) {
            return null;
        }
        String identifier = Identities.plain(shown);
        if (worker.isEmployed()) {
            if (identifier.equals(held)) {
                return held;
            }
            if (people.isShared(system, identifier)) {
                return null;
            }
            claims.add(new Claim(system, identifier, day));
            return identifier;
        }
        boolean isNew = claims.stream()
                .noneMatch(claim ->
                        claim.system().equals(system) && claim.identifier().equals(identifier));
        if (isNew && !people.isHeld(system, identifier)) {
            claims.add(new Claim(system, identifier, day));
        }
        return null;
    }
}

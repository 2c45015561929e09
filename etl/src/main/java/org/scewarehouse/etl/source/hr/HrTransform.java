package org.scewarehouse.etl.source.hr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.KnownPeople;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimDepartment;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.Person;

/**
 * Turns snapshots into the history of people. Each day's rows are the whole history as known after that day, so that
 * one day's slice is all that a reader needs.
 */
final class HrTransform {

    private HrTransform() {}

    /** The tables that are written, dimensions first. */
    static List<TableSpec<?>> tables() {
        return List.of(
                Warehouse.table(DimDepartment.class),
                Warehouse.table(DimUser.class),
                Warehouse.table(BridgeIdentity.class),
                Warehouse.table(Person.class));
    }

    /**
     * Writes a day's rows.
     *
     * @param snapshot people of the day; where it is absent, nothing about them changes
     * @param earlier what this returned for the last earlier day; empty where there is none
     * @return what the next day is to be given
     */
    static byte[] transform(
            Day day, HrSnapshot snapshot, byte[] earlier, Dimensions dimensions, CuratedZone.Writer rows) {
        DayOfPeople people = new DayOfPeople();
        WorkerSpool workers = new WorkerSpool();
        boolean isPresent = snapshot.isPresent();
        snapshot.read(
                worker -> {
                    people.add(worker);
                    workers.add(worker);
                },
                rows::finding);
        HrRows hrRows = new HrRows(day.date(), dimensions, rows::add);
        KnownPeople.Builder claims = new KnownPeople.Builder();
        try (PeopleState.Reader before = new PeopleState.Reader(earlier, false)) {
            Collection<Department> departments =
                    Department.next(before.departments(), people, day.date()).values();
            hrRows.departments(departments);
            NextHistory next = isPresent ? new NextHistory(day.date(), people, dimensions.reference()) : null;
            try (PeopleState.Writer after = new PeopleState.Writer(departments)) {
                merge(before, workers.read(), next, person -> {
                    String pseudonym = HrRows.pseudonym(dimensions, person.employeeId());
                    long userId = dimensions.keys().key("user", pseudonym);
                    after.add(person);
                    hrRows.person(person, userId, pseudonym);
                    HrPeople.claim(person, userId, pseudonym, claims);
                });
                byte[] state = after.finish();
                identifiers(state, claims.build(), hrRows);
                return state;
            }
        }
    }

    /** Takes a person. */
    private interface Taker {
        void take(PersonHistory person);
    }

    /** Both come in order of employee ids, so everybody is met once. */
    private static void merge(
            PeopleState.Reader before, WorkerSpool.Cursor workers, @Nullable NextHistory next, Taker taker) {
        PersonHistory known = before.next();
        HrWorker worker = workers.next();
        String last = "";
        while (known != null || worker != null) {
            int order = known == null ? 1 : worker == null ? -1 : compare(known.employeeId(), worker.employeeId());
            PersonHistory person;
            if (next == null) {
                person = Objects.requireNonNull(known);
            } else if (order < 0) {
                person = next.absent(Objects.requireNonNull(known));
            } else {
                person = next.shown(order == 0 ? known : null, Objects.requireNonNull(worker));
            }
            if (!last.isEmpty() && compare(last, person.employeeId()) >= 0) {
                throw new DataRejected(HrSource.NAME + ": people do not come in order of employee ids, or one comes"
                        + " twice; build the days of the source again from raw");
            }
            last = person.employeeId();
            taker.take(person);
            known = order <= 0 ? before.next() : known;
            worker = order >= 0 ? workers.next() : worker;
        }
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** Whom an identifier means is known only when everybody's claims are. */
    private static void identifiers(byte[] state, KnownPeople known, HrRows rows) {
        try (PeopleState.Reader people = new PeopleState.Reader(state, true)) {
            int place = 0;
            for (PersonHistory person = people.next(); person != null; person = people.next()) {
                rows.identifiers(person, known.userIdAt(place++), known);
            }
        }
    }
}

package org.scewarehouse.etl.source.hr;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.Finding.Kind;

/**
 * What only all people together show: logins that two have, managers who are not there or lead in a circle. Holds 24
 * bytes per person, by hashes of 64 bits, of which two among a million people are equal once in 30 million snapshots.
 */
final class PeopleChecks {

    static final String NOT_THERE = "names somebody who is not in the snapshot";

    private static final long NONE = 0;

    private long[] ids = new long[1024];
    private long[] managers = new long[1024];
    private long[] logins = new long[1024];
    private int people;
    private int accounts;

    void add(HrWorker worker) {
        if (people == ids.length) {
            ids = Arrays.copyOf(ids, people * 2);
            managers = Arrays.copyOf(managers, people * 2);
            logins = Arrays.copyOf(logins, people * 2);
        }
        ids[people] = hash(worker.employeeId());
        managers[people++] = hash(worker.managerEmployeeId());
        if (worker.login() != null && worker.isEmployed()) { // whoever has left may have left it to another
            logins[accounts++] = hash(worker.login().toLowerCase(Locale.ROOT));
        }
    }

    /** Counts what is wrong; asked once. */
    void tell(Tally tally) {
        tally.count(Kind.WARNING, HrColumn.LOGIN.columnName(), "is another person's too", sharedLogins());
        int[] managerOf = managerOf();
        long absent = 0;
        for (int person = 0; person < people; person++) {
            absent += managers[person] != NONE && managerOf[person] < 0 ? 1 : 0;
        }
        String subject = HrColumn.MANAGER_EMPLOYEE_ID.columnName();
        tally.count(Kind.GAP, subject, NOT_THERE, absent);
        tally.count(Kind.WARNING, subject, "leads back to the person in a circle", inCircles(managerOf));
    }

    private long sharedLogins() {
        Arrays.sort(logins, 0, accounts);
        long shared = 0;
        for (int i = 1; i < accounts; i++) {
            shared += logins[i] == logins[i - 1] ? 1 : 0;
        }
        return shared;
    }

    /** Place of each person's manager; -1 where there is none. */
    private int[] managerOf() {
        long[] sorted = Arrays.copyOf(ids, people);
        Arrays.sort(sorted);
        int[] placeOfRank = new int[people];
        for (int person = 0; person < people; person++) {
            placeOfRank[Arrays.binarySearch(sorted, ids[person])] = person;
        }
        int[] managerOf = new int[people];
        for (int person = 0; person < people; person++) {
            int rank = managers[person] == NONE ? -1 : Arrays.binarySearch(sorted, managers[person]);
            managerOf[person] = rank < 0 ? -1 : placeOfRank[rank];
        }
        return managerOf;
    }

    /** Walks up from everybody once; who is met again on the same walk is in a circle. */
    private static long inCircles(int[] managerOf) {
        int[] walkOf = new int[managerOf.length];
        long inCircles = 0;
        for (int start = 0; start < managerOf.length; start++) {
            int walk = start + 1;
            int person = start;
            while (person >= 0 && walkOf[person] == 0) {
                walkOf[person] = walk;
                person = managerOf[person];
            }
            if (person >= 0 && walkOf[person] == walk) {
                int first = person;
                do {
                    inCircles++;
                    person = managerOf[person];
                } while (person != first);
            }
        }
        return inCircles;
    }

    /** FNV-1a with a last mixing; never {@link #NONE} but for null. */
    static long hash(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        hash ^= hash >>> 32;
        return hash == NONE ? 1 : hash;
    }
}

package org.scewarehouse.etl.source.hr;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Holds a snapshot back that is much smaller than the last good one, or of other people, since all who are missing
 * would become leavers. It is kept in raw; the day keeps the people of the day before, and so do later days, until
 * somebody accepts it or HR delivers a whole one. Once accepted, the later days are judged anew.
 *
 * @param people records of the last good snapshot
 * @param employed how many of them worked here
 * @param content the transform's own state of that day
 */
@SuppressWarnings("ArrayRecordComponent") // a state is handed on and never compared
record ShrinkGuard(long people, long employed, byte[] content) {

    private static final int HEADER_BYTES = 2 * Long.BYTES;

    /** What {@link #bytes} gave; nobody where nothing was given. */
    static ShrinkGuard of(byte[] state) {
        if (state.length == 0) {
            return new ShrinkGuard(0, 0, state);
        }
        ByteBuffer header = ByteBuffer.wrap(state);
        return new ShrinkGuard(
                header.getLong(), header.getLong(), Arrays.copyOfRange(state, HEADER_BYTES, state.length));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .putLong(people)
                .putLong(employed)
                .put(content)
                .array();
    }

    /** What is known after the day. */
    ShrinkGuard after(HrSnapshot snapshot, byte[] newContent) {
        return snapshot.isPresent()
                ? new ShrinkGuard(snapshot.people(), snapshot.employed(), newContent)
                : new ShrinkGuard(people, employed, newContent);
    }

    /** Holds the snapshot back if it is too small, or too few of those who worked here are in it. */
    void judge(HrSnapshot snapshot, int maxDropPercent) {
        judgeSize(snapshot, maxDropPercent);
        if (snapshot.isPresent()) {
            judgeStaff(snapshot, maxDropPercent);
        }
    }

    private void judgeSize(HrSnapshot snapshot, int maxDropPercent) {
        long missing = Math.max(people - snapshot.people(), employed - snapshot.employed());
        boolean isNobody = snapshot.employed() == 0;
        boolean isTooSmall = isBeyond(people, snapshot.people(), maxDropPercent)
                || isBeyond(employed, snapshot.employed(), maxDropPercent);
        if (snapshot.isPresent() && (isNobody || isTooSmall)) {
            snapshot.holdBack(
                    "the snapshot is held back, since so many fewer people work here than in the last good one ("
                            + HrSource.PROPERTY + ".max-drop-percent); if that is right, run the day again with"
                            + " --force --accept-shrink",
                    Math.max(missing, 1));
        }
    }

    /** Where employee ids are written otherwise, or the file is another one, as many come as go. */
    private void judgeStaff(HrSnapshot snapshot, int maxDropPercent) {
        long staff = 0;
        long gone = 0;
        try (PeopleState.Reader known = new PeopleState.Reader(content, false)) {
            for (PersonHistory person = known.next(); person != null; person = known.next()) {
                boolean isStaff = person.current().isEmployed();
                staff += isStaff ? 1 : 0;
                gone += isStaff && !snapshot.employs(person.employeeId()) ? 1 : 0;
            }
        }
        if (isBeyond(staff, staff - gone, maxDropPercent)) {
            snapshot.holdBack(
                    "the snapshot is held back, since it has others in place of so many who worked here ("
                            + HrSource.PROPERTY + ".max-drop-percent): are employee ids written otherwise, or is it"
                            + " another file? If that is right, run the day again with --force --accept-shrink",
                    gone);
        }
    }

    private static boolean isBeyond(long before, long now, int maxDropPercent) {
        return now * 100 < before * (100 - maxDropPercent);
    }
}

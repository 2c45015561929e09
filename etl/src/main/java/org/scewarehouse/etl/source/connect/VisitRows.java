package org.scewarehouse.etl.source.connect;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ExternalSort;

/**
 * Brings hits of one visitor on one item together, in order of time, however many there are, and makes visits of them.
 * A hit that is there twice, such as on two pages, counts once.
 */
final class VisitRows implements Closeable {

    /** Who visits; a person and a monitor that runs with that person's account are two visitors. */
    private static final String KINDS = "apAP";

    private static final int PERSON = 1;
    private static final int MONITOR = 2;
    private static final int TIME_BYTES = Long.BYTES + Integer.BYTES;

    /** A visit: an item, who, and when; the session's length is null where no session or no end is known. */
    record Visit(
            String contentGuid,
            @Nullable String userGuid,
            String visitor,
            Instant startedAt,
            long hits,
            @Nullable Double sessionSeconds,
            boolean isMonitor,
            boolean isFirstOfVisitor) {}

    /** Takes visits, those of an item and visitor together. */
    interface Taker {
        void take(Visit visit);
    }

    private final Instant from;
    private final Instant to;
    private final ExternalSort sort;
    private long doubled;
    private long reversed;

    /** Visits that begin in {@code [from, to)}. */
    VisitRows(Instant from, Instant to, Path tempFolder, long memoryBytes) {
        this.from = from;
        this.to = to;
        this.sort = new ExternalSort(tempFolder, memoryBytes);
    }

    /**
     * Adds a hit or the start of a session.
     *
     * @param userAgent null = none given
     * @param id tells hits of one instant apart; empty = none given
     * @param ended end of the session; null = none or not known
     */
    void add(
            String contentGuid,
            @Nullable String userGuid,
            @Nullable String userAgent,
            Instant at,
            String id,
            @Nullable Instant ended,
            boolean isMonitor) {
        if (!at.isBefore(to)) {
            return;
        }
        Double seconds = null;
        if (ended != null && ended.isBefore(at)) {
            reversed++;
        } else if (ended != null) {
            seconds = Duration.between(at, ended).toNanos() / 1e9;
        }
        byte[] content = text(contentGuid);
        byte[] visitor = text(userGuid == null ? String.valueOf(userAgent) : userGuid);
        byte[] hit = text(id);
        ByteBuffer key = ByteBuffer.allocate(content.length + visitor.length + hit.length + TIME_BYTES + 3)
                .put(content)
                .put((byte) 0)
                .put((byte) KINDS.charAt((userGuid == null ? 0 : PERSON) + (isMonitor ? MONITOR : 0)))
                .put(visitor)
                .put((byte) 0)
                .putLong(at.getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(at.getNano())
                .put(hit);
        ByteBuffer value = ByteBuffer.allocate(Double.BYTES + Integer.BYTES)
                .putDouble(seconds == null ? Double.NaN : seconds)
                .putInt(content.length + 1 + 1 + visitor.length + 1);
        sort.add(key.array(), value.array());
    }

    private static byte[] text(String text) {
        return text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8);
    }

    /** Gives all visits of the day, in order of item, visitor and time; asked once. */
    void visits(Taker taker) {
        ExternalSort.Cursor cursor = sort.sorted();
        Open open = new Open(taker);
        byte[] last = {};
        while (cursor.next()) {
            byte[] key = cursor.key();
            if (Arrays.equals(key, last)) {
                doubled++;
            } else {
                open.hit(key, ByteBuffer.wrap(cursor.value()));
            }
            last = key;
        }
        open.end();
    }

    /** Hits that were there twice. */
    long doubled() {
        return doubled;
    }

    /** Sessions that end before they begin; their length is unknown. */
    long reversed() {
        return reversed;
    }

    @Override
    public void close() {
        sort.close();
    }

    /** The visit that the next hit may belong to. */
    private final class Open {
        private final Taker taker;
        private byte[] group = {};
        private Instant startedAt = Instant.MIN;
        private Instant lastAt = Instant.MIN;
        private long hits;
        private @Nullable Double seconds;
        private boolean isFirst;

        Open(Taker taker) {
            this.taker = taker;
        }

        void hit(byte[] key, ByteBuffer value) {
            double session = value.getDouble();
            int length = value.getInt();
            ByteBuffer time = ByteBuffer.wrap(key, length, TIME_BYTES);
            Instant at = Instant.ofEpochSecond(time.getLong() ^ Long.MIN_VALUE, time.getInt());
            boolean isSameVisitor = group.length == length && Arrays.equals(group, 0, length, key, 0, length);
            boolean isSameVisit = isSameVisitor && Duration.between(lastAt, at).compareTo(VisitAsking.SAME_VISIT) <= 0;
            if (!isSameVisit) {
                end();
                isFirst = !isSameVisitor || isFirst;
                group = Arrays.copyOf(key, length);
                startedAt = at;
                hits = 0;
                seconds = null;
            }
            lastAt = at;
            hits++;
            if (!Double.isNaN(session)) {
                seconds = seconds == null ? (Double) session : (Double) (seconds + session);
            }
        }

        /** Gives on the visit that is over; one that began before the day is that day's. */
        void end() {
            if (hits > 0 && !startedAt.isBefore(from)) {
                String text = new String(group, StandardCharsets.UTF_8);
                int split = text.indexOf('\0');
                String visitor = text.substring(split + 1, text.length() - 1);
                int kind = KINDS.indexOf(visitor.charAt(0));
                String guid = (kind & PERSON) == 0 ? null : visitor.substring(1);
                boolean isMonitor = (kind & MONITOR) != 0;
                taker.take(new Visit(
                        text.substring(0, split), guid, visitor, startedAt, hits, seconds, isMonitor, isFirst));
                isFirst = false;
            }
            hits = 0;
        }
    }
}

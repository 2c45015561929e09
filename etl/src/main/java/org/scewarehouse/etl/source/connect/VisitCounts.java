package org.scewarehouse.etl.source.connect;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ExternalSort;

/**
 * Brings what Chronicle counted of one visitor on one item together, however many such counts there are: it counts each
 * path of an item, and Shiny sessions, apart.
 */
final class VisitCounts implements Closeable {

    /** Sums of an item and visitor. */
    interface Taker {
        /**
         * Takes them.
         *
         * @param userGuid null = nobody known
         * @param sessionSeconds null = none is known
         */
        void take(String contentGuid, @Nullable String userGuid, long visits, @Nullable Double sessionSeconds);
    }

    private final ExternalSort sort;

    VisitCounts(Path tempFolder, long memoryBytes) {
        this.sort = new ExternalSort(tempFolder, memoryBytes);
    }

    void add(ChronicleRecords.Use use) {
        String user = use.userGuid() == null ? "" : use.userGuid();
        byte[] key = (use.contentGuid().replace('\0', ' ') + '\0' + user).getBytes(StandardCharsets.UTF_8);
        Double seconds = use.duration();
        byte[] value = ByteBuffer.allocate(Long.BYTES + Double.BYTES)
                .putLong(use.count())
                .putDouble(seconds == null ? Double.NaN : seconds)
                .array();
        sort.add(key, value);
    }

    /** Gives all sums, in order of item and visitor; asked once. */
    void sums(Taker taker) {
        ExternalSort.Cursor cursor = sort.sorted();
        byte[] last = {};
        long visits = 0;
        Double seconds = null;
        while (cursor.next()) {
            byte[] key = cursor.key();
            if (!Arrays.equals(key, last)) {
                give(last, visits, seconds, taker);
                last = key;
                visits = 0;
                seconds = null;
            }
            ByteBuffer value = ByteBuffer.wrap(cursor.value());
            visits += value.getLong();
            double length = value.getDouble();
            if (!Double.isNaN(length)) {
                seconds = seconds == null ? (Double) length : (Double) (seconds + length);
            }
        }
        give(last, visits, seconds, taker);
    }

    private static void give(byte[] key, long visits, @Nullable Double seconds, Taker taker) {
        if (key.length > 0) {
            String text = new String(key, StandardCharsets.UTF_8);
            int split = text.indexOf('\0');
            String user = text.substring(split + 1);
            taker.take(text.substring(0, split), user.isEmpty() ? null : user, visits, seconds);
        }
    }

    @Override
    public void close() {
        sort.close();
    }
}

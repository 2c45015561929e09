package org.scewarehouse.etl.source.answers;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.scewarehouse.etl.lake.ExternalSort;

/**
 * Records of many days that were answered at once, on disk by day: a server that gives an item's whole history in one
 * answer is asked once for all days of a run. Filled by one thread, then read by any.
 */
final class DaySpool implements Closeable {

    /** Where a day's lines lie, and how many they are. */
    private record Place(long offset, int lines, long length) {}

    private static final long SORT_BYTES = 16 << 20;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final ExternalSort sort;
    private final Map<LocalDate, Place> places = new HashMap<>();
    private final FileChannel channel;
    private final Map<String, Long> dropped = new TreeMap<>();

    DaySpool(Path folder) {
        this.folder = folder;
        this.sort = new ExternalSort(folder, SORT_BYTES);
        try {
            Files.createDirectories(folder);
            this.channel = FileChannel.open(
                    folder.resolve("days-" + UUID.randomUUID() + ".tmp"),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder + "; free space and run again", e);
        }
    }

    /**
     * Adds a line, without its end, to a day.
     *
     * @param order lines of a day come in this order, and those of one order as they were added
     */
    void add(LocalDate day, String order, byte[] line) {
        byte[] text = order.getBytes(StandardCharsets.UTF_8);
        byte[] key = ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(day.toEpochDay())
                .put(text)
                .array();
        sort.add(key, line);
    }

    /** Counts what is left out on purpose, of no day in particular. */
    void dropped(String reason, long count) {
        dropped.merge(reason, count, Long::sum);
    }

    /** What was left out, by reason. */
    Map<String, Long> dropped() {
        return dropped;
    }

    /** Ends filling. */
    void seal() {
        try {
            ExternalSort.Cursor cursor = sort.sorted();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (cursor.next()) {
                LocalDate day =
                        LocalDate.ofEpochDay(ByteBuffer.wrap(cursor.key()).getLong());
                byte[] line = cursor.value();
                Place before = places.getOrDefault(day, new Place(channel.position() + buffer.position(), 0, 0));
                places.put(day, new Place(before.offset, before.lines + 1, before.length + line.length + 1));
                buffer = put(buffer, line);
            }
            flush(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder + "; free space and run again", e);
        } finally {
            sort.close();
        }
    }

    private ByteBuffer put(ByteBuffer buffer, byte[] line) throws IOException {
        ByteBuffer room = buffer;
        if (room.remaining() <= line.length) {
            flush(room);
            room = line.length < room.capacity() ? room : ByteBuffer.allocate(line.length + 1);
        }
        return room.put(line).put((byte) '\n');
    }

    private void flush(ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Writes the day's lines; returns how many. */
    int copy(LocalDate day, OutputStream out) throws IOException {
        Place place = places.get(day);
        if (place == null) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long at = place.offset;
        long end = place.offset + place.length;
        while (at < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new IOException("spooled records are cut");
            }
            out.write(buffer.array(), 0, count);
            at += count;
        }
        return place.lines;
    }

    @Override
    public void close() throws IOException {
        sort.close();
        channel.close();
    }
}

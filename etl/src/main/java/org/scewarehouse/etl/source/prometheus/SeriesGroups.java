package org.scewarehouse.etl.source.prometheus;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ExternalSort;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.SampleBlock;

/**
 * Brings together the series that belong to one thing, such as a pod, however they are strewn over raw. Samples stay
 * compressed while they are sorted; a group is decoded when it is asked for, so that memory does not grow with the day.
 */
final class SeriesGroups implements Closeable {

    /** Never part of UTF-8, so texts that are cut apart by it sort and compare like their list. */
    private static final byte SEPARATOR = (byte) 0xff;

    private static final int LONGEST_RECORD = 1 << 18;

    private final ExternalSort sort;
    private final DayWindow window;
    private byte[] record = new byte[1 << 12];
    private int length;
    private byte @Nullable [] recordKey;
    private @Nullable Labels recordLabels;

    SeriesGroups(Path tempFolder, long memoryBytes, DayWindow window) {
        this.sort = new ExternalSort(tempFolder, memoryBytes);
        this.window = window;
    }

    /** A group's name, made of several texts. */
    static byte[] key(String... parts) {
        byte[][] texts = Arrays.stream(parts)
                .map(p -> p.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        ByteBuffer key = ByteBuffer.allocate(
                Arrays.stream(texts).mapToInt(t -> t.length + 1).sum() - 1);
        for (int i = 0; i < texts.length; i++) {
            key.put(texts[i]);
            if (i + 1 < texts.length) {
                key.put(SEPARATOR);
            }
        }
        return key.array();
    }

    /** Adds samples of a series to a group; cheap where key and labels are the same objects as in the call before. */
    void add(byte[] key, Labels labels, SampleBlock block) {
        begin(key, labels);
        ensure(Integer.BYTES + block.length());
        putInt(block.length());
        System.arraycopy(block.bytes(), block.offset(), record, length, block.length());
        length += block.length();
    }

    /** Adds a series without samples to a group. */
    void add(byte[] key, Labels labels) {
        begin(key, labels);
    }

    @SuppressWarnings("ReferenceEquality") // a cheap test for the call before; equal labels may start a record anew
    private void begin(byte[] key, Labels labels) {
        if (recordKey == key && recordLabels == labels && length < LONGEST_RECORD) {
            return;
        }
        flush();
        recordKey = key;
        recordLabels = labels;
        byte[] encoded = labels.encode();
        length = 0;
        ensure(Integer.BYTES + encoded.length);
        putInt(encoded.length);
        System.arraycopy(encoded, 0, record, length, encoded.length);
        length += encoded.length;
    }

    private void flush() {
        if (recordKey != null) {
            sort.add(recordKey, 0, recordKey.length, record, 0, length);
        }
    }

    private void ensure(int more) {
        if (length + more > record.length) {
            record = Arrays.copyOf(record, Math.max(record.length * 2, length + more));
        }
    }

    private void putInt(int value) {
        ByteBuffer.wrap(record).putInt(length, value);
        length += Integer.BYTES;
    }

    /** Hands over every group, in order of their names; asked once, after the last series was added. */
    void forEach(Consumer<SeriesGroup> sink) {
        flush();
        ExternalSort.Cursor cursor = sort.sorted();
        boolean isMore = cursor.next();
        while (isMore) {
            byte[] key = cursor.key();
            List<byte[]> records = new ArrayList<>();
            do {
                records.add(cursor.value());
                isMore = cursor.next();
            } while (isMore && Arrays.equals(key, cursor.key()));
            sink.accept(new SeriesGroup(name(key), records, window));
        }
    }

    private static List<String> name(byte[] key) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= key.length; i++) {
            if (i == key.length || key[i] == SEPARATOR) {
                parts.add(new String(key, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
        return parts;
    }

    @Override
    public void close() {
        sort.close();
    }
}

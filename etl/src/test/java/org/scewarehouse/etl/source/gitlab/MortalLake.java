package org.scewarehouse.etl.source.gitlab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.NewObject;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.SeekableSource;

/**
 * A lake in memory whose user dies after so many steps: changes of the lake, and requests to the source. From then on
 * nothing changes any more.
 */
final class MortalLake implements ObjectStore {

    private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private long stepsLeft = Long.MAX_VALUE;
    private boolean isDead;

    /** What a dead process would have done. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What another process finds; it lives so long. */
    MortalLake successor(long steps) {
        MortalLake lake = new MortalLake();
        lake.objects.putAll(objects);
        lake.stepsLeft = steps;
        return lake;
    }

    /** One step more; says whether the user lived to make it. */
    synchronized boolean step() {
        isDead = isDead || stepsLeft-- <= 0;
        return !isDead;
    }

    synchronized boolean isDead() {
        return isDead;
    }

    private synchronized void change(Runnable change) {
        if (!step()) {
            throw new Died();
        }
        change.run();
    }

    @Override
    public NewObject create(String key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new NewObject() {
            @Override
            public void write(int b) {
                bytes.write(b);
            }

            @Override
            public void write(byte[] more, int offset, int length) {
                bytes.write(more, offset, length);
            }

            @Override
            public void flush() {}

            @Override
            public void commit() {
                put(key, bytes.toByteArray());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void put(String key, byte[] content) {
        change(() -> objects.put(key, content));
    }

    @Override
    public synchronized boolean replaceIf(String key, byte @Nullable [] expected, byte[] content) {
        boolean isAsExpected = Arrays.equals(objects.get(key), expected);
        if (isAsExpected) {
            put(key, content);
        }
        return isAsExpected;
    }

    @Override
    public Optional<byte[]> read(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public InputStream open(String key) {
        return new ByteArrayInputStream(read(key).orElseThrow());
    }

    @Override
    public SeekableSource openSeekable(String key) {
        byte[] content = read(key).orElseThrow();
        return new SeekableSource() {
            @Override
            public long size() {
                return content.length;
            }

            @Override
            public int read(long position, byte[] target, int offset, int length) {
                int count = (int) Math.min(length, content.length - position);
                if (count <= 0) {
                    return -1;
                }
                System.arraycopy(content, (int) position, target, offset, count);
                return count;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<String> list(String prefix) {
        return objects.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }

    @Override
    public void delete(String key) {
        change(() -> objects.remove(key));
    }
}

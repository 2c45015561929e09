package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that allows so many changes and then fails at each: as if the process were killed, or the disk full. */
final class FailingStore implements ObjectStore {

    private final ObjectStore store;
    private final long changesAllowed;
    private long changes;

    FailingStore(ObjectStore store, long changesAllowed) {
        this.store = store;
        this.changesAllowed = changesAllowed;
    }

    /** The failure. */
    static final class Failed extends RuntimeException {}

    private void change() {
        if (++changes > changesAllowed) {
            throw new Failed();
        }
    }

    @Override
    public NewObject create(String key) {
        change();
        NewObject object = store.create(key);
        return new NewObject() {
            @Override
            public void write(int b) throws IOException {
                change();
                object.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                change();
                object.write(bytes, offset, length);
            }

            @Override
            public void flush() {
                change();
                object.flush();
            }

            @Override
            public void commit() {
                change();
                object.commit();
            }

            @Override
            public void close() {
                object.close();
            }
        };
    }

    @Override
    public void put(String key, byte[] content) {
        change();
        store.put(key, content);
    }

    @Override
    public boolean replaceIf(String key, byte @Nullable [] expected, byte[] content) {
        change();
        return store.replaceIf(key, expected, content);
    }

    @Override
    public void delete(String key) {
        change();
        store.delete(key);
    }

    @Override
    public Optional<byte[]> read(String key) {
        return store.read(key);
    }

    @Override
    public InputStream open(String key) {
        return store.open(key);
    }

    @Override
    public SeekableSource openSeekable(String key) {
        return store.openSeekable(key);
    }

    @Override
    public List<String> list(String prefix) {
        return store.list(prefix);
    }
}

package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * Sorts any number of key-value pairs in bounded memory: by key, bytes unsigned, pairs of equal key in the order they
 * were added. What does not fit is spilled to sorted files, which are gone after {@link #close}. Used by one thread.
 */
public final class ExternalSort implements Closeable {

    /**
     * @param tempFolder where spilled files go; made if absent
     * @param memoryBytes what pairs and their index may take before they are spilled
     */
    public ExternalSort(Path tempFolder, long memoryBytes) {}

    /** Adds a pair, copying it. */
    public void add(byte[] key, byte[] value) {
        add(key, 0, key.length, value, 0, value.length);
    }

    /** Adds a pair out of larger arrays, copying it. */
    public void add(byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
        throw new UnsupportedOperationException();
    }

    /** All pairs in order; asked once, after which nothing more can be added. */
    public Cursor sorted() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    /** Walks over the pairs in order. */
    public interface Cursor {

        /** Moves to the next pair; false at the end. */
        boolean next();

        /** The key, as a new array. */
        byte[] key();

        /** The value, as a new array. */
        byte[] value();
    }
}

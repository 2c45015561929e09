package org.scewarehouse.etl.lake;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Named, immutable objects; all that the lake needs of a local folder or of S3. A key is a relative path with
 * {@code /}, whose names do not begin with a dot. A committed object survives a crash of the machine. Safe for use by
 * several threads and processes. Every method throws {@link java.io.UncheckedIOException}, naming the object and the
 * remedy, where the store fails and the same call may succeed later, and {@link StoreRefused} where it will not.
 */
public interface ObjectStore {

    /** Begins an object, which replaces the one of that key, if any, in the moment it is committed. */
    NewObject create(String key);

    /** Writes a small object in one step, replacing the one of that key. */
    void put(String key, byte[] content);

    /** Writes a small object if the key has none; says whether it did. Of several writers exactly one succeeds. */
    default boolean createIfAbsent(String key, byte[] content) {
        return replaceIf(key, null, content);
    }

    /**
     * Writes a small object if the key has this content now; null asks that it has none. Says whether it did. Of
     * several writers exactly one succeeds.
     */
    boolean replaceIf(String key, byte @Nullable [] expected, byte[] content);

    /** The content of a small object; empty where the key has none. */
    Optional<byte[]> read(String key);

    /** The content as a stream; a key without an object is an error. */
    InputStream open(String key);

    /** The content for reads at any position; a key without an object is an error. */
    SeekableSource openSeekable(String key);

    /** Keys of all objects that begin with the prefix, sorted. */
    List<String> list(String prefix);

    /** Removes the object; a key without one is fine. */
    void delete(String key);

    /**
     * Removes what writers that ended before they committed left behind invisibly, if it was begun before that moment.
     * A store that does so by itself need do nothing here.
     */
    default void removeLeftovers(Instant begunBefore) {}
}

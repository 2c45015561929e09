package org.scewarehouse.etl.source.gitlab;

import com.github.luben.zstd.Zstd;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lockfile.LockFileKind;
import org.scewarehouse.etl.lockfile.LockFiles;
import org.scewarehouse.etl.lockfile.LockFiles.Reading;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What lock files say, kept in raw by content: {@code raw/source=gitlab/lock_file/NAME.json.zst}. A name holds the
 * number that the server gives to a content, the kind of the file, and the version of the reader; so what it leads to
 * never changes, and a content that any repository has had is never fetched again, unless it was too long and the limit
 * is another one now. Safe for several threads.
 */
final class Readings {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FOLDER = "raw/source=gitlab/lock_file/";
    private static final long LONGEST = 1L << 28;

    private final ObjectStore store;
    private final Map<String, ReentrantLock> underWay = new ConcurrentHashMap<>();

    Readings(ObjectStore store) {
        this.store = store;
    }

    /** Name of what the reader of this version makes of a content. */
    static String name(LockFileKind kind, String blob) {
        if (!blob.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new SourceChanged("gitlab: expected the id of a blob, got '" + blob + "'");
        }
        return blob + '-' + kind.name().toLowerCase(Locale.ROOT) + '-' + LockFiles.VERSION;
    }

    /** A reading that is kept. */
    record Kept(String name, Reading reading) {}

    /**
     * Keeps the reading of a content under the name of both, or, where the content was longer than another limit, under
     * one that holds this limit too; it is made only where it is not kept yet.
     */
    Kept keep(LockFileKind kind, String blob, int maxBytes, Supplier<Reading> making) {
        Kept first = ensure(name(kind, blob), making);
        boolean isOfOtherLimit =
                LockFiles.isTooLong(first.reading) && !first.reading.equals(LockFiles.tooLong(maxBytes));
        return isOfOtherLimit ? ensure(first.name + '-' + maxBytes, making) : first;
    }

    /** Keeps the reading of that name, which is made only where it is not kept yet. */
    Kept ensure(String name, Supplier<Reading> making) {
        ReentrantLock lock = underWay.computeIfAbsent(name, key -> new ReentrantLock());
        lock.lock();
        try {
            Optional<byte[]> kept = store.read(key(name));
            if (kept.isPresent()) {
                return new Kept(name, read(name, kept));
            }
            Reading made = making.get();
            store.put(key(name), Zstd.compress(JSON.writeValueAsBytes(made)));
            return new Kept(name, made);
        } finally {
            lock.unlock();
            underWay.remove(name);
        }
    }

    /** The reading of that name. */
    Reading read(String name) {
        return read(name, store.read(key(name)));
    }

    private static Reading read(String name, Optional<byte[]> kept) {
        long size = kept.map(Zstd::getFrameContentSize).orElse(-1L);
        if (kept.isEmpty() || size < 0 || size > LONGEST) {
            throw damaged(name, null);
        }
        try {
            return JSON.readValue(Zstd.decompress(kept.get(), (int) size), Reading.class);
        } catch (JacksonException e) {
            throw damaged(name, e);
        }
    }

    private static DataRejected damaged(String name, @Nullable Throwable cause) {
        String message = "gitlab: expected " + key(name) + ", which a night has kept; got nothing or a damaged file";
        return cause == null ? new DataRejected(message) : new DataRejected(message, cause);
    }

    private static String key(String name) {
        return FOLDER + name.substring(0, 2) + '/' + name + ".json.zst";
    }
}

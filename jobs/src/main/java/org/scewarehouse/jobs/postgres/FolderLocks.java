package org.scewarehouse.jobs.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two locks that processes hold on a server's folder. File locks belong to the process, so what several callers
 * of one process share is counted here.
 */
final class FolderLocks {
    private static final long MUTEX_LIMIT_MILLIS = 120_000;
    private static final ReentrantLock PROCESS_MUTEX = new ReentrantLock();
    private static final Map<Path, Users> USERS = new HashMap<>();

    private static final class Users {
        private final FileChannel channel;
        private FileLock lock;
        private int count = 1;

        private Users(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }
    }

    private final ServerFolder folder;

    FolderLocks(ServerFolder folder) {
        this.folder = folder;
    }

    /** Runs the action while no other thread or process is inside this method for the same folder. */
    <T> T exclusively(Supplier<T> action) {
        PROCESS_MUTEX.lock();
        try (FileChannel channel = open(folder.mutexLock())) {
            lockPatiently(channel); // Closing the channel gives the lock back.
            return action.get();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + folder.mutexLock(), e);
        } finally {
            PROCESS_MUTEX.unlock();
        }
    }

    /** Counts the caller among the users. Called inside {@link #exclusively}, so nobody waits for a lock here. */
    void enter() {
        Users here = USERS.get(folder.root());
        if (here != null) {
            here.count++;
            return;
        }
        try {
            FileChannel channel = open(folder.usersLock());
            USERS.put(folder.root(), new Users(channel, channel.lock(0, Long.MAX_VALUE, true)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + folder.usersLock(), e);
        }
    }

    /** Takes the caller off the users and says whether nobody is left. Called inside {@link #exclusively}. */
    boolean leave() {
        Users here = USERS.get(folder.root());
        if (here == null || --here.count > 0) {
            return false;
        }
        USERS.remove(folder.root());
        try (FileChannel channel = here.channel) {
            here.lock.release();
            FileLock alone = channel.tryLock();
            return alone != null;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release " + folder.usersLock(), e);
        }
    }

    /** Waits by asking again: an interrupted blocking lock would close the channel and lose the lock. */
    private void lockPatiently(FileChannel channel) {
        if (Waiting.until(MUTEX_LIMIT_MILLIS, () -> tryLock(channel) != null)) {
            return;
        }
        throw new ServerUnavailable("Another command has been starting or stopping the server in " + folder.root()
                + " for " + MUTEX_LIMIT_MILLIS / 1000 + " seconds. See " + folder.log() + " and try again.");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            throw new UncheckedIOException("File locks do not work here", e);
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw ServerFolder.notOurs(file, e);
        }
    }
}

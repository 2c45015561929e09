package org.scewarehouse.etl.lake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * A file being written under a hidden name beside its final one. Its writer holds a lock on it, which the operating
 * system drops when the process ends however it ends: a hidden file without a lock is a leftover.
 */
final class LocalObject extends NewObject {

    /** Of a folder that only the owner and the group enter; the mask of the process takes from it as usual. */
    static final FileAttribute<?> CLOSED =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---"));

    private static final String SUFFIX = ".tmp";
    private static final int BUFFER_BYTES = 1 << 16;
    /** So much is forced to disk while the writer goes on, so that little is left to wait for at the end. */
    private static final int FORCED_BYTES = 512 << 10;

    private static final Executor FORCING = Executors.newCachedThreadPool(LocalObject::daemon);
    /** What this process is writing: opening such a file a second time would drop its lock. */
    private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream output;
    private CompletableFuture<Void> forced = CompletableFuture.completedFuture(null);
    private int unforced;

    private LocalObject(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.output = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    /** Begins the file in its folder, which exists. */
    static LocalObject create(Path target) throws IOException {
        while (true) {
            Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
            LIVE.add(temporary);
            FileChannel channel = open(temporary);
            // Between creating and locking, another process may have taken the file for a leftover.
            if (Files.exists(temporary)) {
                return new LocalObject(target, temporary, channel);
            }
            channel.close();
            LIVE.remove(temporary);
        }
    }

    private static FileChannel open(Path temporary) throws IOException {
        try {
            FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            FileLock lock = channel.lock();
            assert lock.isValid();
            return channel;
        } catch (IOException e) {
            LIVE.remove(temporary);
            throw e;
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            output.write(bytes, offset, length);
            unforced += length;
            if (unforced >= FORCED_BYTES && forced.isDone()) {
                awaitForced();
                forced = CompletableFuture.runAsync(this::force, FORCING);
                unforced = 0;
            }
        } catch (IOException e) {
            throw StoreFault.of("write", target, e);
        }
    }

    @Override
    public void flush() {
        try {
            output.flush();
        } catch (IOException e) {
            throw StoreFault.of("write", target, e);
        }
    }

    @Override
    public void commit() {
        try {
            output.flush();
            awaitForced();
            channel.force(true);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            force(target.resolveSibling(""));
        } catch (IOException e) {
            throw StoreFault.of("write", target, e);
        }
    }

    private void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fault that the operating system has told to one force it does not tell to the next. */
    private void awaitForced() throws IOException {
        try {
            forced.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException fault ? fault.getCause() : new IOException(e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "force to disk");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        forced.handle((done, fault) -> null).join(); // who closes without commit does not want the bytes
        try {
            Files.deleteIfExists(temporary);
            channel.close();
        } catch (IOException e) {
            throw StoreFault.of("close", temporary, e);
        } finally {
            LIVE.remove(temporary);
        }
    }

    /** Removes what killed processes left half-written in the folder. */
    static void removeLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*" + SUFFIX)) {
            for (Path file : files) {
                removeLeftover(file);
            }
        }
    }

    /** Removes the file if it is one that a killed process left half-written. */
    static void removeLeftover(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.startsWith(".") && name.endsWith(SUFFIX) && !LIVE.contains(file)) {
            removeUnlessLocked(file);
        }
    }

    private static void removeUnlessLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return; // its writer has committed it meanwhile
        }
    }

    /** Makes the folder and those above it, each durably; the attributes are of the folder itself. */
    static void makeFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            makeFolder(parent);
        }
        try {
            Files.createDirectory(folder, attributes);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        if (parent != null) {
            force(parent);
        }
    }

    /** Makes names in the folder durable. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

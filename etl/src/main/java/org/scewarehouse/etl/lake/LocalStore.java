package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Objects as files under a folder: written under a hidden name, forced to disk, then renamed. */
public final class LocalStore implements ObjectStore {

    /** Folders of what names people, which those who are neither the owner nor of the group do not enter. */
    private static final List<String> OF_NAMES = List.of("raw", "identified");

    /** A file lock holds between processes only, so threads take this one first. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path root;
    private final Set<Path> cleanedFolders = ConcurrentHashMap.newKeySet();

    /** A store in this folder, which is made with the first object. */
    public LocalStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public NewObject create(String key) {
        Path file = path(key);
        Path folder = file.resolveSibling("");
        try {
            makeFolder(folder);
            if (cleanedFolders.add(folder)) {
                LocalObject.removeLeftovers(folder);
            }
            return LocalObject.create(file);
        } catch (IOException e) {
            throw StoreFault.of("write", file, e);
        }
    }

    @Override
    public void put(String key, byte[] content) {
        try (NewObject object = create(key)) {
            object.write(content);
            object.commit();
        } catch (IOException e) {
            throw StoreFault.of("write", path(key), e);
        }
    }

    @Override
    public boolean replaceIf(String key, byte @Nullable [] expected, byte[] content) {
        Path lockFile = root.resolve(".lock");
        THREADS.lock();
        try {
            LocalObject.makeFolder(root);
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                boolean isAsExpected = lock.isValid() && Arrays.equals(read(key).orElse(null), expected);
                if (isAsExpected) {
                    put(key, content);
                }
                return isAsExpected;
            }
        } catch (IOException e) {
            throw StoreFault.of("lock", lockFile, e);
        } finally {
            THREADS.unlock();
        }
    }

    @Override
    public Optional<byte[]> read(String key) {
        try {
            return Optional.of(Files.readAllBytes(path(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StoreFault.of("read", path(key), e);
        }
    }

    @Override
    public InputStream open(String key) {
        try {
            return Files.newInputStream(path(key));
        } catch (IOException e) {
            throw StoreFault.of("read", path(key), e);
        }
    }

    @Override
    public SeekableSource openSeekable(String key) {
        try {
            return new LocalSource(path(key));
        } catch (IOException e) {
            throw StoreFault.of("read", path(key), e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        String above = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        Path start = root.resolve(above);
        List<String> keys = new ArrayList<>();
        try {
            if (Files.isDirectory(start)) {
                Path real = start.toRealPath(); // a walk that begins with a link ends there
                Files.walkFileTree(real, new KeyCollector(real, above, prefix, keys));
            }
        } catch (NoSuchFileException e) {
            return List.of(); // deleted meanwhile
        } catch (IOException e) {
            throw StoreFault.of("list", start, e);
        }
        Collections.sort(keys);
        return keys;
    }

    @Override
    public void delete(String key) {
        Path file = path(key);
        try {
            if (Files.deleteIfExists(file)) {
                LocalObject.force(file.resolveSibling(""));
            }
        } catch (IOException e) {
            throw StoreFault.of("delete", file, e);
        }
    }

    /** Who writes into a folder again finds what is left there; into many that name people nobody ever does. */
    @Override
    public void removeLeftovers(Instant begunBefore) {
        for (String name : OF_NAMES) {
            Path start = root.resolve(name);
            try {
                if (Files.isDirectory(start)) {
                    Path real = start.toRealPath(); // a walk that begins with a link ends there
                    Files.walkFileTree(real, new LeftoverRemover(real, start, FileTime.from(begunBefore)));
                }
            } catch (NoSuchFileException e) {
                // Deleted meanwhile: nothing is left there.
            } catch (IOException e) {
                throw StoreFault.of("clean", start, e);
            }
        }
    }

    /** Folders of names by the owner's mask, but closed to others; one that is there is as its owner wants it. */
    private void makeFolder(Path folder) throws IOException {
        for (String name : OF_NAMES) {
            Path closed = root.resolve(name);
            if (folder.startsWith(closed)) {
                LocalObject.makeFolder(closed, LocalObject.CLOSED);
            }
        }
        LocalObject.makeFolder(folder);
    }

    private Path path(String key) {
        return root.resolve(ObjectKey.require(key));
    }

    /** Removes what nobody has written to since an instant. */
    private static final class LeftoverRemover extends SimpleFileVisitor<Path> {

        private final Path real;
        private final Path start;
        private final FileTime begunBefore;

        /** Files are known to their writers by the path over the start, whatever it really is. */
        LeftoverRemover(Path real, Path start, FileTime begunBefore) {
            this.real = real;
            this.start = start;
            this.begunBefore = begunBefore;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.lastModifiedTime().compareTo(begunBefore) < 0) {
                LocalObject.removeLeftover(start.resolve(real.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
            return goOn(cause);
        }
    }

    /** What another process deletes on the way is not there. */
    private static FileVisitResult goOn(IOException cause) throws IOException {
        if (cause instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw cause;
    }

    /** Collects what is visible; what another process deletes on the way is not there. */
    private static final class KeyCollector extends SimpleFileVisitor<Path> {

        private final Path start;
        /** What the keys of all that lies in the start begin with. */
        private final String above;

        private final String prefix;
        private final List<String> keys;

        KeyCollector(Path start, String above, String prefix, List<String> keys) {
            this.start = start;
            this.above = above;
            this.prefix = prefix;
            this.keys = keys;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String key = key(folder) + "/";
            boolean isOnTheWay = folder.equals(start) || key.startsWith(prefix) || prefix.startsWith(key);
            return isOnTheWay ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String key = key(file);
            if (key.startsWith(prefix) && ObjectKey.isKey(key)) {
                keys.add(key);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
            return goOn(cause);
        }

        private String key(Path path) {
            return above + start.relativize(path).toString().replace('\\', '/');
        }
    }
}

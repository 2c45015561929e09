package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.NewObject;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.SeekableSource;
import org.scewarehouse.jobs.run.KillSwitch.Kind;
import org.scewarehouse.jobs.run.KillSwitch.Operation;

/**
 * A store in a folder whose user may die; objects that are being written then stay half-written, as a kill leaves
 * them.
 */
final class MortalStore implements ObjectStore {

    private final ObjectStore store;
    private final Path root;
    private final KillSwitch life;
    private final Set<NewObject> unfinished = ConcurrentHashMap.newKeySet();

    MortalStore(ObjectStore store, Path root, KillSwitch life) {
        this.store = store;
        this.root = root;
        this.life = life;
        life.atDeath(this::abandon);
    }

    @Override
    public NewObject create(String key) {
        return life.during(new Operation(Kind.STORE, "create " + key), () -> new Mortal(key, store.create(key)));
    }

    @Override
    public void put(String key, byte[] content) {
        life.during(new Operation(Kind.STORE, "put " + key), () -> {
            store.put(key, content);
            return key;
        });
    }

    @Override
    public boolean replaceIf(String key, byte @Nullable [] expected, byte[] content) {
        return life.during(new Operation(Kind.STORE, "replace " + key), () -> store.replaceIf(key, expected, content));
    }

    @Override
    public void delete(String key) {
        life.during(new Operation(Kind.STORE, "delete " + key), () -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public Optional<byte[]> read(String key) {
        life.checkAlive("read " + key);
        return store.read(key);
    }

    @Override
    public InputStream open(String key) {
        life.checkAlive("open " + key);
        return store.open(key);
    }

    @Override
    public SeekableSource openSeekable(String key) {
        life.checkAlive("open " + key);
        return store.openSeekable(key);
    }

    @Override
    public List<String> list(String prefix) {
        life.checkAlive("list " + prefix);
        return store.list(prefix);
    }

    /**
     * The locks go and the hidden files stay; closing removes both, so the files are put back. Those of runs that live
     * on may change or go meanwhile.
     */
    private void abandon() {
        try {
            Map<Path, byte[]> halfWritten = new HashMap<>();
            for (Path file : hidden(root)) {
                try {
                    halfWritten.put(file, Files.readAllBytes(file));
                } catch (NoSuchFileException e) {
                    // Another run has finished it.
                }
            }
            unfinished.forEach(NewObject::close);
            for (Map.Entry<Path, byte[]> file : halfWritten.entrySet()) {
                if (Files.notExists(file.getKey())) {
                    Files.write(file.getKey(), file.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Half-written objects in the folder. */
    static List<Path> hidden(Path folder) throws IOException {
        List<Path> hidden = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().matches("\\..*\\.tmp")) {
                    hidden.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) {
                return FileVisitResult.CONTINUE; // gone since it was listed, or never there
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException fault) {
                return FileVisitResult.CONTINUE;
            }
        });
        return hidden;
    }

    private final class Mortal extends NewObject {

        private final String key;
        private final NewObject object;

        Mortal(String key, NewObject object) {
            this.key = key;
            this.object = object;
            unfinished.add(object);
        }

        @Override
        public void write(int b) throws IOException {
            life.checkAlive("write " + key);
            object.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            life.checkAlive("write " + key);
            object.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            life.checkAlive("flush " + key);
            object.flush();
        }

        @Override
        public void commit() {
            life.during(new Operation(Kind.STORE, "commit " + key), () -> {
                object.commit();
                return key;
            });
        }

        @Override
        public void close() {
            if (!life.isDead()) {
                unfinished.remove(object);
                object.close();
            }
        }
    }
}

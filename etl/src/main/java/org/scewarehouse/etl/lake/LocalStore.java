package org.scewarehouse.etl.lake;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects as files under a folder: written under a hidden name, forced to disk, then renamed. */
public final class LocalStore implements ObjectStore {

    /** A store in this folder, which is made with the first object. */
    public LocalStore(Path root) {}

    @Override
    public NewObject create(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(String key, byte[] content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean replaceIf(String key, byte @Nullable [] expected, byte[] content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> read(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableSource openSeekable(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> list(String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String key) {
        throw new UnsupportedOperationException();
    }
}

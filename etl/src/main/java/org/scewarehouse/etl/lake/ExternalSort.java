package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts any number of key-value pairs in bounded memory: by key, bytes unsigned, pairs of equal key in the order they
 * were added. What does not fit is spilled to sorted files, which are gone after {@link #close} and after the process,
 * however it ends. Used by one thread at a time.
 */
public final class ExternalSort implements Closeable {

    /** Files that are merged at once; as many of one size become one of the next. */
    static final int FAN_IN = 64;

    private final Path tempFolder;
    private final SortArena arena;
    /** Spilled files by how often they were merged. Greater levels hold earlier pairs. */
    private final List<List<SortRun>> levels = new ArrayList<>();

    private boolean isSorted;

    /**
     * @param tempFolder where spilled files go; made if absent
     * @param memoryBytes what pairs and their index may take before they are spilled; merging takes some 8 MB
     */
    public ExternalSort(Path tempFolder, long memoryBytes) {
        this.tempFolder = tempFolder;
        this.arena = new SortArena(memoryBytes);
    }

    /** Adds a pair, copying it. */
    public void add(byte[] key, byte[] value) {
        add(key, 0, key.length, value, 0, value.length);
    }

    /** Adds a pair out of larger arrays, copying it. */
    public void add(byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
        if (isSorted) {
            throw new IllegalStateException("pairs are added before they are sorted");
        }
        if (!arena.hasRoomFor(keyLength, valueLength)) {
            spill();
        }
        arena.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
    }

    /** All pairs in order; asked once, after which nothing more can be added. */
    public Cursor sorted() {
        if (isSorted) {
            throw new IllegalStateException("sorted pairs are asked for once");
        }
        isSorted = true;
        if (levels.isEmpty()) {
            return arena.sorted();
        }
        spill();
        arena.release();
        List<SortRun> runs = new ArrayList<>();
        for (List<SortRun> level : levels) {
            runs.addAll(0, level);
        }
        return SortMerge.of(runs);
    }

    private void spill() {
        keep(0, SortRun.write(tempFolder, arena.sorted()));
        arena.clear();
    }

    private void keep(int level, SortRun run) {
        if (levels.size() == level) {
            levels.add(new ArrayList<>());
        }
        List<SortRun> runs = levels.get(level);
        runs.add(run);
        if (runs.size() == FAN_IN) {
            SortRun merged = SortRun.write(tempFolder, SortMerge.of(runs));
            runs.forEach(SortRun::close);
            runs.clear();
            keep(level + 1, merged);
        }
    }

    @Override
    public void close() {
        isSorted = true;
        levels.forEach(level -> level.forEach(SortRun::close));
        levels.clear();
        arena.release();
    }

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

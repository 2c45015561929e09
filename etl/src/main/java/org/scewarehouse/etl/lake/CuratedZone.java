package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.model.TableSpec;

/**
 * Star-schema rows as Parquet: exactly one file per table, day and source,
 * {@code curated/TABLE/day=D/SOURCE.parquet}, tables of schema {@code hr} under {@code identified/} instead. A
 * source-day is built once its manifest {@code curated/_manifest/SOURCE/day=D.json} stands; it names every table of
 * the source, and a table without rows has no file.
 */
public final class CuratedZone {

    /**
     * @param tempFolder where sorting spills
     * @param memoryBytes what sorting may keep in memory; writing Parquet takes some 100 MB besides
     */
    public CuratedZone(ObjectStore store, Path tempFolder, long memoryBytes) {}

    /**
     * Builds a source-day anew. What was built before stays whole until {@link Writer#commit} has written every new
     * file; only then the old manifest goes, the files are replaced, and the new manifest is written.
     *
     * @param tables every table of the source; one that gets no row has no file afterwards, an old one is deleted
     */
    public Writer writer(String source, LocalDate day, List<TableSpec<?>> tables) {
        throw new UnsupportedOperationException();
    }

    /** The manifest as written; empty where the source-day is not built. */
    public Optional<Manifest> manifest(String source, LocalDate day) {
        throw new UnsupportedOperationException();
    }

    /** Whether the source-day is built of these inputs, the fence apart, and every file is the one that was written. */
    public boolean isBuilt(String source, LocalDate day, Manifest.Inputs inputs) {
        throw new UnsupportedOperationException();
    }

    /**
     * The rows of a table, in key order.
     *
     * @throws DataRejected where the source-day is not built or has no such table
     */
    public RowReader rows(String source, LocalDate day, TableSpec<?> table) {
        throw new UnsupportedOperationException();
    }

    /** Takes the rows of one source-day in any order. Used by one thread. Closed without commit it leaves nothing. */
    public static final class Writer implements Closeable {

        private Writer() {}

        /**
         * Adds a row of one of the writer's tables. In dimensions, a row that is there already is taken once.
         *
         * @throws DataRejected where {@link org.scewarehouse.etl.Row#fill} refuses it, or a fact is of another day or
         *     source than the writer's
         */
        public void add(Record row) {
            throw new UnsupportedOperationException();
        }

        /** Adds a finding to the manifest. */
        public void finding(Finding finding) {
            throw new UnsupportedOperationException();
        }

        /**
         * Sorts, writes and publishes all rows.
         *
         * @throws DataRejected where two facts, or two different members of a dimension, have the same key, or where
         *     another process has built the source-day meanwhile
         */
        public Manifest commit(Manifest.Inputs inputs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}

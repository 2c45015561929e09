package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.PassingConflict;
import org.scewarehouse.etl.lake.Manifest.TableFacts;
import org.scewarehouse.model.TableSpec;

/**
 * Star-schema rows as Parquet: exactly one file per table, day and source,
 * {@code curated/TABLE/day=D/SOURCE.parquet}, tables of schema {@code hr} under {@code identified/} instead. A
 * source-day is built once its manifest {@code curated/_manifest/SOURCE/day=D.json} stands; it names every table of
 * the source, and a table without rows has no file.
 */
public final class CuratedZone {

    private static final String MANIFESTS = "curated/_manifest/";

    private final ObjectStore store;
    private final Path tempFolder;
    private final long memoryBytes;

    /**
     * @param tempFolder where sorting spills
     * @param memoryBytes what sorting may keep in memory; writing Parquet takes some 100 MB besides
     */
    public CuratedZone(ObjectStore store, Path tempFolder, long memoryBytes) {
        this.store = store;
        this.tempFolder = tempFolder;
        this.memoryBytes = memoryBytes;
    }

    /**
     * Builds a source-day anew. What was built before stays whole until {@link Writer#commit} has written every new
     * file; only then the old manifest goes, the files are replaced, and the new manifest is written.
     *
     * @param tables every table of the source; one that gets no row has no file afterwards, an old one is deleted
     */
    public Writer writer(String source, LocalDate day, List<TableSpec<?>> tables) {
        return new Writer(this, source, day, tables);
    }

    /** The manifest as written; empty where the source-day is not built. */
    public Optional<Manifest> manifest(String source, LocalDate day) {
        String key = manifestKey(source, day);
        return store.read(key).map(content -> LakeJson.read(key, content, Manifest.class));
    }

    /** Whether the source-day is built of these inputs, the fence apart, and every file is the one that was written. */
    public boolean isBuilt(String source, LocalDate day, Manifest.Inputs inputs) {
        return manifest(source, day)
                .filter(m -> m.inputs().isSameAs(inputs))
                .filter(m -> m.tables().values().stream().allMatch(this::isAsWritten))
                .isPresent();
    }

    private boolean isAsWritten(TableFacts facts) {
        boolean exists = store.list(facts.file()).contains(facts.file());
        return facts.rows() == 0
                ? !exists
                : exists && Sha256.of(store, facts.file()).equals(facts.sha256());
    }

    /**
     * The rows of a table, in key order.
     *
     * @throws DataRejected where the source-day is not built or has no such table; later, from
     *     {@link RowReader#next}, where the file is damaged or has not the rows that the manifest states
     */
    public RowReader rows(String source, LocalDate day, TableSpec<?> table) {
        TableFacts facts = manifest(source, day)
                .orElseThrow(() -> new DataRejected(source + ", " + day + " is not built; run the source-day"))
                .table(table.name());
        return facts.rows() == 0 ? RowReader.empty() : new ParquetRowReader(store, facts.file(), facts.rows());
    }

    /** Removes what is built of the source-day; the manifest first, so that nobody reads what is half removed. */
    public void remove(String source, LocalDate day, List<TableSpec<?>> tables) {
        store.delete(manifestKey(source, day));
        tables.forEach(table -> store.delete(fileKey(source, day, table)));
    }

    /** The manifest of the first day after this one that is built for the source. */
    public Optional<Manifest> firstAfter(String source, LocalDate day) {
        return builtDays(source)
                .filter(built -> built.isAfter(day))
                .findFirst()
                .flatMap(built -> manifest(source, built));
    }

    /** Sources of which any day is built. */
    public SortedSet<String> sources() {
        SortedSet<String> sources = new TreeSet<>();
        for (String key : store.list(MANIFESTS)) {
            sources.add(key.substring(MANIFESTS.length(), key.indexOf('/', MANIFESTS.length())));
        }
        return sources;
    }

    /** Days with a manifest, ascending. */
    public Stream<LocalDate> builtDays(String source) {
        String prefix = MANIFESTS + source + "/day=";
        return store.list(prefix).stream()
                .map(key -> LocalDate.parse(key.substring(prefix.length(), prefix.length() + 10)));
    }

    private static String manifestKey(String source, LocalDate day) {
        return MANIFESTS + source + "/day=" + day + ".json";
    }

    private static String fileKey(String source, LocalDate day, TableSpec<?> table) {
        String zone = table.schema().equals("hr") ? "identified/" : "curated/";
        return zone + table.name() + "/day=" + day + "/" + source + ".parquet";
    }

    /** Takes the rows of one source-day in any order. Used by one thread. Closed without commit it leaves nothing. */
    public static final class Writer implements Closeable {

        private final CuratedZone zone;
        private final String source;
        private final LocalDate day;
        private final ExternalSort sort;
        private final Map<Class<?>, TableRows> rows = new HashMap<>();
        /** In the order of the tables, whose numbers their keys begin with. */
        private final List<TableFile> files = new ArrayList<>();

        private final List<Finding> findings = new ArrayList<>();

        private Writer(CuratedZone zone, String source, LocalDate day, List<TableSpec<?>> tables) {
            this.zone = zone;
            this.source = source;
            this.day = day;
            this.sort = new ExternalSort(zone.tempFolder, zone.memoryBytes);
            for (TableSpec<?> table : tables) {
                rows.put(table.recordType(), new TableRows(files.size(), table, source, day));
                files.add(new TableFile(zone.store, fileKey(source, day, table), table));
            }
        }

        /**
         * Adds a row of one of the writer's tables. In dimensions, a row that is there already is taken once.
         *
         * @throws DataRejected where {@link org.scewarehouse.etl.Row#fill} refuses it, or a fact is of another day or
         *     source than the writer's
         */
        public void add(Record row) {
            TableRows table = rows.get(row.getClass());
            if (table == null) {
                throw new IllegalArgumentException("source " + source + " does not declare the table of "
                        + row.getClass().getName());
            }
            table.add(row, sort);
        }

        /** Adds a finding to the manifest. */
        public void finding(Finding finding) {
            findings.add(finding);
        }

        /**
         * Sorts, writes and publishes all rows.
         *
         * @throws DataRejected where two facts, or two different members of a dimension, have the same key
         * @throws PassingConflict where another process has built the source-day meanwhile
         */
        public Manifest commit(Manifest.Inputs inputs) {
            Map<String, TableFacts> tables = write();
            rows.values().forEach(table -> table.finding().ifPresent(findings::add));
            Manifest manifest = new Manifest(source, day, inputs, tables, Finding.merged(findings));
            String key = manifestKey(source, day);
            zone.store.delete(key);
            files.forEach(TableFile::publish);
            if (!zone.store.createIfAbsent(key, LakeJson.write(manifest))) {
                throw new PassingConflict(source + ", " + day
                        + ": another process has built this source-day at the same time; run again");
            }
            return manifest;
        }

        private Map<String, TableFacts> write() {
            Map<String, TableFacts> tables = new LinkedHashMap<>();
            try (ReadAhead cursor = new ReadAhead(sort.sorted())) {
                TableFile open = null;
                while (cursor.next()) {
                    byte[] key = cursor.key();
                    TableFile file = files.get(KeyEncoder.tableNumber(key));
                    if (open != null && open != file) {
                        open.finish(); // so that one file at a time takes memory
                    }
                    open = file;
                    file.add(key, cursor.value());
                }
                for (TableFile file : files) {
                    tables.put(file.tableName(), file.finish());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + source + ", " + day + "; free space and run again", e);
            }
            return tables;
        }

        @Override
        public void close() {
            files.forEach(TableFile::close);
            sort.close();
        }
    }
}

package org.scewarehouse.etl.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;

/** A curated zone in a folder of the test, and a short way to build source-days in it. */
final class TestZone {

    private static final List<TableSpec<?>> TABLES = Warehouse.tables().stream()
            .filter(table -> table.kind() != Table.Kind.DERIVED)
            .<TableSpec<?>>map(table -> table)
            .toList();

    private final Path lake;
    private final CuratedZone zone;
    private long fence;

    TestZone(Path folder) {
        this.lake = folder.resolve("lake");
        this.zone = new CuratedZone(new LocalStore(lake), folder, 1 << 20);
    }

    record Built(String source, LocalDate day, Manifest manifest) {}

    CuratedZone zone() {
        return zone;
    }

    /** Where an object of the lake lies. */
    Path file(String key) {
        return lake.resolve(key);
    }

    Built build(String source, LocalDate day, Record... rows) {
        return build(source, day, List.of(), rows);
    }

    Built build(String source, LocalDate day, List<Finding> findings, Record... rows) {
        try (CuratedZone.Writer writer = zone.writer(source, day, TABLES)) {
            for (Record row : rows) {
                writer.add(row);
            }
            findings.forEach(writer::finding);
            return new Built(source, day, writer.commit(new Manifest.Inputs("raw", "settings", null, "1.0", ++fence)));
        }
    }
}

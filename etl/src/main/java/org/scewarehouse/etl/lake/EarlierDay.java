package org.scewarehouse.etl.lake;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.scewarehouse.etl.RecordMaker;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/**
 * The last earlier day of a source that is built: what a transform that carries values forward may know of the past.
 *
 * @param zone where it is built
 * @param manifest what was built
 */
public record EarlierDay(CuratedZone zone, Manifest manifest) {

    /** The day. */
    public LocalDate day() {
        return manifest.day();
    }

    /** Hands over the day's rows of a table, in key order. */
    public <R extends Record> void forEach(Class<R> recordType, Consumer<R> consumer) {
        TableSpec<R> table = Warehouse.table(recordType);
        RecordMaker<R> maker = new RecordMaker<>(table);
        Row row = maker.row();
        try (RowReader rows = zone.rows(manifest.source(), manifest.day(), table)) {
            row.clear();
            if (table.isPartitionedByDay()) {
                row.setBits(row.position("day"), manifest.day().toEpochDay());
            }
            table.columns().stream()
                    .filter(column -> column.isResolvedByLoader())
                    .forEach(column -> row.setBits(row.position(column.name()), Warehouse.UNKNOWN));
            while (rows.next(row)) {
                consumer.accept(maker.make());
            }
        }
    }

    /** SHA-256 over the day and the rows of these tables: equal for an equal past. */
    public String sha256(List<TableSpec<?>> tables) {
        StringBuilder state = new StringBuilder(day().toString());
        for (TableSpec<?> table : tables) {
            state.append(' ').append(manifest.table(table.name()).contentSha256());
        }
        return Sha256.of(state.toString().getBytes(StandardCharsets.UTF_8));
    }
}

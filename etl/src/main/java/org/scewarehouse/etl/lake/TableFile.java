package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.RowCodec;
import org.scewarehouse.etl.lake.Manifest.TableFacts;
import org.scewarehouse.model.TableSpec;

/** One table's file of a source-day, made of rows that come sorted, and invisible until {@link #publish}. */
final class TableFile {

    private final ObjectStore store;
    private final String key;
    private final TableSpec<?> table;
    private final Row row;
    private final RowCodec codec;
    private final Measures measures;
    private final MessageDigest content = Sha256.digest();
    private @Nullable DigestObject object;
    private @Nullable ParquetWriter<Row> writer;
    private byte[] lastKey = {};
    private byte[] lastTuple = {};
    private long rows;
    private @Nullable TableFacts facts;

    TableFile(ObjectStore store, String key, TableSpec<?> table) {
        this.store = store;
        this.key = key;
        this.table = table;
        this.row = new Row(table.curatedColumns());
        this.codec = new RowCodec(row.columns());
        this.measures = new Measures(row.columns());
    }

    String tableName() {
        return table.name();
    }

    /** Adds the next row; keys never descend. Of equal members of a dimension the first is taken. */
    void add(byte[] rowKey, byte[] tuple) throws IOException {
        codec.decode(tuple, 0, tuple.length, row);
        if (Arrays.equals(rowKey, lastKey)) {
            if (!table.isPartitionedByDay() && Arrays.equals(tuple, lastTuple)) {
                return;
            }
            throw new DataRejected(key + ": expected one row per " + table.grain() + ", got two"
                    + (table.isPartitionedByDay() ? "" : " that differ") + " for " + KeyText.of(table, row)
                    + "; nothing is published, correct the source's transform");
        }
        lastKey = rowKey;
        lastTuple = tuple;
        content.update(tuple);
        measures.add(row);
        rows++;
        writer().write(row);
    }

    private ParquetWriter<Row> writer() throws IOException {
        if (writer == null) {
            object = new DigestObject(store.create(key));
            writer = ParquetRowWriter.open(table, object);
        }
        return writer;
    }

    /** Writes what is still in memory and says what the file holds; asked again, says it again. */
    TableFacts finish() throws IOException {
        if (facts != null) {
            return facts;
        }
        if (writer != null) {
            writer.close();
            writer = null;
        }
        TableFacts made = object == null
                ? new TableFacts(key, 0, "", Sha256.hex(content), 0, measures.facts())
                : new TableFacts(key, rows, object.sha256(), Sha256.hex(content), object.bytes(), measures.facts());
        facts = made;
        return made;
    }

    /** Replaces the file of an earlier build; without rows, there is none any more. */
    void publish() {
        if (object == null) {
            store.delete(key);
        } else {
            object.commit();
        }
    }

    /** Leaves nothing, unless published. */
    void close() {
        if (object != null) {
            object.close();
        }
    }
}

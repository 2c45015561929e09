package org.scewarehouse.etl.lake;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;

/** Hands a row's values to Parquet as they are: no Avro record in between, nothing boxed. */
final class RowWriteSupport extends WriteSupport<Row> {

    private final TableSpec<?> table;
    private final List<ColumnSpec> columns;
    private @Nullable RecordConsumer consumer;

    RowWriteSupport(TableSpec<?> table) {
        this.table = table;
        this.columns = table.curatedColumns();
    }

    @Override
    public String getName() {
        return "sce-warehouse";
    }

    @Override
    @SuppressWarnings("deprecation") // abstract still
    public WriteContext init(Configuration configuration) {
        throw new UnsupportedOperationException("curated files are written without Hadoop");
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(
                TableSchema.parquet(table),
                Map.of(TableSchema.METADATA_KEY, TableSchema.avro(table).toString()));
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
        RecordConsumer to = consumer;
        if (to == null) {
            throw new IllegalStateException("not prepared");
        }
        to.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            if (!row.isNull(i)) {
                ColumnSpec column = columns.get(i);
                to.startField(column.name(), i);
                write(row, i, column, to);
                to.endField(column.name(), i);
            }
        }
        to.endMessage();
    }

    private static void write(Row row, int i, ColumnSpec column, RecordConsumer to) {
        switch (column.type()) {
            case BIGINT, TIMESTAMP -> to.addLong(row.bits(i));
            case INTEGER, DATE -> to.addInteger((int) row.bits(i));
            case DOUBLE -> to.addDouble(row.number(i));
            case BOOLEAN -> to.addBoolean(row.bits(i) != 0);
            case TEXT -> to.addBinary(Binary.fromConstantByteArray(row.text(i)));
            case DECIMAL -> {
                byte[] unscaled =
                        ByteBuffer.allocate(Long.BYTES).putLong(row.bits(i)).array();
                to.addBinary(Binary.fromConstantByteArray(unscaled));
            }
        }
    }
}

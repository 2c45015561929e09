package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.TableSpec;

/**
 * How a table's rows become a Parquet file: zstd, small row groups so that several files can be open in a small heap.
 * Equal rows give equal bytes: nothing in the file tells when or where it was made.
 */
final class ParquetRowWriter extends ParquetWriter.Builder<Row, ParquetRowWriter> {

    private static final long ROW_GROUP_BYTES = 32L << 20;

    private final TableSpec<?> table;

    private ParquetRowWriter(TableSpec<?> table, OutputStream output) {
        super(new ParquetOutput(output));
        this.table = table;
    }

    /** Writes to the stream, which stays open when the writer is closed. */
    static ParquetWriter<Row> open(TableSpec<?> table, OutputStream output) throws IOException {
        return new ParquetRowWriter(table, output)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    @Override
    protected ParquetRowWriter self() {
        return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract still
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
        return new RowWriteSupport(table);
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
        return new RowWriteSupport(table);
    }
}

package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.Row;

/** Reads the rows of one curated file: its columns side by side, and only those that the row has. */
final class ParquetRowReader implements RowReader {

    private final String key;
    private final long rowsExpected;
    private final ParquetFileReader file;
    /** How the file's columns go into the rows: the first row decides. */
    private @Nullable RowBinding binding;

    private ColumnReader[] columns = {};
    private long rowsLeftInGroup;
    private long rowsRead;

    /** Opens the file of that key, which holds so many rows. */
    ParquetRowReader(ObjectStore store, String key, long rowsExpected) {
        this.key = key;
        this.rowsExpected = rowsExpected;
        SeekableSource source = store.openSeekable(key);
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecs())
                .withUseHadoopVectoredIo(false)
                .withPageChecksumVerification(true)
                .build();
        try {
            file = ParquetFileReader.open(new ParquetInput(source), options);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw damaged(e);
        }
    }

    @Override
    public boolean next(Row row) {
        try {
            RowBinding bound = bind(row);
            while (rowsLeftInGroup == 0) {
                if (!nextRowGroup(bound)) {
                    return atEnd();
                }
            }
            rowsLeftInGroup--;
            rowsRead++;
            for (int i = 0; i < columns.length; i++) {
                ColumnReader column = columns[i];
                if (column.getCurrentDefinitionLevel() == bound.definedLevel(i)) {
                    column.writeCurrentValueToConverter();
                } else {
                    row.setNull(bound.position(i));
                }
                column.consume();
            }
            bound.clearNewer(row);
            return true;
        } catch (IOException | ParquetRuntimeException e) {
            throw damaged(e);
        }
    }

    private RowBinding bind(Row row) {
        RowBinding bound = binding;
        if (bound == null) {
            bound = new RowBinding(file.getFileMetaData().getSchema(), row);
            file.setRequestedSchema(bound.requested());
            binding = bound;
        }
        bound.moveTo(row);
        return bound;
    }

    private boolean nextRowGroup(RowBinding bound) throws IOException {
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
            return false;
        }
        ColumnReadStoreImpl group = new ColumnReadStoreImpl(
                pages,
                bound.converter(),
                bound.requested(),
                file.getFileMetaData().getCreatedBy());
        columns = bound.requested().getColumns().stream()
                .map(group::getColumnReader)
                .toArray(ColumnReader[]::new);
        rowsLeftInGroup = pages.getRowCount();
        return true;
    }

    private boolean atEnd() {
        if (rowsRead != rowsExpected) {
            throw new DataRejected(key + ": expected " + rowsExpected + " rows, got " + rowsRead
                    + "; the file is not the one of its manifest, build the source-day again");
        }
        return false;
    }

    private DataRejected damaged(Exception cause) {
        return new DataRejected(key + " cannot be read as Parquet; build the source-day again from raw", cause);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + key, e);
        }
    }
}

package org.scewarehouse.etl;

import java.util.List;
import org.scewarehouse.model.ColumnSpec;

/**
 * The canonical bytes of a row: a tuple as PostgreSQL's {@code COPY ... (FORMAT BINARY)} takes it, field count
 * included. Equal rows have equal bytes. Keeps a buffer: not safe for use by several threads.
 */
public final class RowCodec {

    /** For rows with these columns, in this order. */
    public RowCodec(List<ColumnSpec> columns) {}

    /** Encodes the row into {@link #buffer}, replacing what was there; returns the length in bytes. */
    public int encode(Row row) {
        throw new UnsupportedOperationException();
    }

    /** Where {@link #encode} puts its bytes, from 0; another array after a call that needed a larger one. */
    public byte[] buffer() {
        throw new UnsupportedOperationException();
    }

    /**
     * Decodes a tuple made by {@link #encode} into the row.
     *
     * @throws DataRejected where the bytes are no tuple of these columns
     */
    public void decode(byte[] bytes, int offset, int length, Row row) {
        throw new UnsupportedOperationException();
    }
}

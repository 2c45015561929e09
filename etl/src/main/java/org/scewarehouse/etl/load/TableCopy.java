package org.scewarehouse.etl.load;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.RowCodec;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.model.ColumnSpec;

/**
 * One binary COPY into the server: rows are encoded into one reused buffer and sent as it fills. The canonical bytes of
 * a row are a COPY tuple, so there is nothing to convert.
 */
public final class TableCopy {

    /** Large enough that the cost of a message does not count, small enough to stay in the processor's cache. */
    private static final int BUFFER_BYTES = 256 * 1024;

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    /** Signature, flags and the length of no extension. */
    private static final int HEADER_BYTES = SIGNATURE.length + 4 + 4;

    private final CopyIn copy;
    private final RowCodec codec;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int length;

    private TableCopy(CopyIn copy, RowCodec codec) {
        this.copy = copy;
        this.codec = codec;
        System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
        length = HEADER_BYTES;
    }

    /**
     * Sends all rows of the reader to the table, in the reader's order.
     *
     * @param target table as SQL names it
     * @param row is filled with each row in turn; its columns are the COPY's
     * @param beforeSending sees each row, may complete it, and may refuse it by throwing
     * @return rows that the server took
     */
    public static long copy(Connection connection, String target, RowReader rows, Row row, Consumer<Row> beforeSending)
            throws SQLException {
        List<ColumnSpec> columns = row.columns();
        String names = columns.stream().map(ColumnSpec::name).collect(Collectors.joining(", "));
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + target + " (" + names + ") from stdin (format binary)");
        TableCopy tableCopy = new TableCopy(copy, new RowCodec(columns));
        try {
            while (rows.next(row)) {
                beforeSending.accept(row);
                tableCopy.send(row);
            }
            return tableCopy.finish();
        } catch (SQLException | RuntimeException e) {
            cancel(copy, e);
            throw e;
        }
    }

    private void send(Row row) throws SQLException {
        int tuple = codec.encode(row);
        if (length + tuple > buffer.length) {
            flush();
        }
        if (tuple > buffer.length) {
            copy.writeToCopy(codec.buffer(), 0, tuple);
            return;
        }
        System.arraycopy(codec.buffer(), 0, buffer, length, tuple);
        length += tuple;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
    }

    /** A field count of -1 is the end of the data. */
    private long finish() throws SQLException {
        if (length + Short.BYTES > buffer.length) {
            flush();
        }
        buffer[length++] = -1;
        buffer[length++] = -1;
        flush();
        return copy.endCopy();
    }

    private static void cancel(CopyIn copy, Exception cause) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}

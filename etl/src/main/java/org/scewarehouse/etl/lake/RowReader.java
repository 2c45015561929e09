package org.scewarehouse.etl.lake;

import java.io.Closeable;
import org.scewarehouse.etl.Row;

/** The rows of one table of one source-day, in key order. */
public interface RowReader extends Closeable {

    /**
     * Fills the row with the next one of the table; false at the end. The row may have any columns of the table, in any
     * order: those the file does not hold ({@code day}, what the loader resolves) are left alone, unless they are
     * newer than the file: these become null.
     */
    boolean next(Row row);

    @Override
    void close();

    /** A reader of no rows. */
    static RowReader empty() {
        return new RowReader() {
            @Override
            public boolean next(Row row) {
                return false;
            }

            @Override
            public void close() {}
        };
    }
}

package org.scewarehouse.etl.lake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** Lets Parquet write to a stream, which it never closes: who opened the stream decides what becomes of it. */
final class ParquetOutput extends PositionOutputStream implements OutputFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream output;
    private long position;

    ParquetOutput(OutputStream output) {
        // The footer comes byte by byte.
        this.output = new BufferedOutputStream(output, BUFFER_BYTES);
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        output.write(b);
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        output.write(bytes, offset, length);
        position += length;
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}

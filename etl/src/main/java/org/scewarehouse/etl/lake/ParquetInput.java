package org.scewarehouse.etl.lake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Lets Parquet read an object at any position; closing what it reads closes the object. */
final class ParquetInput implements InputFile {

    private final SeekableSource source;

    ParquetInput(SeekableSource source) {
        this.source = source;
    }

    @Override
    public long getLength() {
        return source.size();
    }

    @Override
    public SeekableInputStream newStream() {
        PositionedInput input = new PositionedInput(source);
        return new DelegatingSeekableInputStream(input) {

            @Override
            public long getPos() {
                return input.position;
            }

            @Override
            public void seek(long newPosition) throws IOException {
                if (newPosition > source.size()) {
                    throw new EOFException("position " + newPosition + " of " + source.size() + " bytes");
                }
                input.position = newPosition;
            }
        };
    }

    private static final class PositionedInput extends InputStream {

        private final SeekableSource source;
        private long position;

        PositionedInput(SeekableSource source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = source.read(position, target, offset, length);
            position += Math.max(count, 0);
            return count;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}

package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.io.IOException;

/** An object that can be read at any position. Used by one thread at a time. */
public interface SeekableSource extends Closeable {

    /** Length in bytes. */
    long size();

    /** Reads at least one byte at the position, at most {@code length}; returns how many, or -1 at the end. */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    @Override
    void close();
}

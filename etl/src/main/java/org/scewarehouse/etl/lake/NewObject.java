package org.scewarehouse.etl.lake;

import java.io.OutputStream;

/** An object that is being written and that nobody sees before {@link #commit}. */
public abstract class NewObject extends OutputStream {

    /** Makes what was written visible under its key, durably and all at once. Nothing may be written after it. */
    public abstract void commit();

    /** Hands what was written to the store, so that one that is full says so here and not at {@link #commit}. */
    @Override
    public abstract void flush();

    /** Without {@link #commit} before it, leaves nothing behind. */
    @Override
    public abstract void close();
}

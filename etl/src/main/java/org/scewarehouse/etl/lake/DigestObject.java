package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.security.MessageDigest;

/** An object that knows length and SHA-256 of what was written to it; what comes after closing is ignored. */
final class DigestObject extends NewObject {

    private final NewObject object;
    private final MessageDigest digest = Sha256.digest();
    private long bytes;
    private boolean isClosed;

    DigestObject(NewObject object) {
        this.object = object;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
        if (isClosed) {
            return;
        }
        object.write(content, offset, length);
        digest.update(content, offset, length);
        bytes += length;
    }

    @Override
    public void flush() {
        if (!isClosed) {
            object.flush();
        }
    }

    @Override
    public void commit() {
        object.commit();
    }

    @Override
    public void close() {
        isClosed = true;
        object.close();
    }

    /** Bytes written so far. */
    long bytes() {
        return bytes;
    }

    /** SHA-256 of everything written; asked once, when all is written. */
    String sha256() {
        return Sha256.hex(digest);
    }
}

package org.scewarehouse.etl.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.NewObject;

/** An object on its way to S3: what does not fill a part stays in memory until it is committed. */
final class NewS3Object extends NewObject {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] NOTHING = {};

    private final S3Bucket bucket;
    private final String key;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int length;
    private @Nullable S3Upload upload;
    private boolean isCommitted;

    NewS3Object(S3Bucket bucket, String key) {
        this.bucket = bucket;
        this.key = key;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (length == bucket.partBytes()) {
                upload().add(buffer, length);
                buffer = new byte[bucket.partBytes()];
                length = 0;
            }
            int taken = Math.min(left, bucket.partBytes() - length);
            makeRoom(taken);
            System.arraycopy(bytes, from, buffer, length, taken);
            length += taken;
            from += taken;
            left -= taken;
        }
    }

    private void makeRoom(int more) {
        if (buffer.length - length < more) {
            int doubled = Math.min(2 * buffer.length, bucket.partBytes());
            buffer = Arrays.copyOf(buffer, Math.max(doubled, length + more));
        }
    }

    private S3Upload upload() {
        if (upload == null) {
            upload = new S3Upload(bucket, key);
        }
        return upload;
    }

    /** Keeps no more memory than the content takes: many objects may wait for their commit. */
    @Override
    public void flush() {
        buffer = Arrays.copyOf(buffer, length);
        if (upload != null) {
            upload.check();
        }
    }

    @Override
    public void commit() {
        if (upload == null) {
            bucket.put(key, buffer, length);
        } else {
            if (length > 0) {
                upload.add(buffer, length);
            }
            upload.complete();
        }
        isCommitted = true;
        buffer = NOTHING;
    }

    @Override
    public void close() {
        buffer = NOTHING;
        length = 0;
        if (upload != null && !isCommitted) {
            upload.abort();
        }
        upload = null;
    }
}

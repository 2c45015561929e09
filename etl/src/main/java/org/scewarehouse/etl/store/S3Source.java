package org.scewarehouse.etl.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.SeekableSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object read by ranges. The first request takes its end, where Parquet keeps its footer, and tells its size; later
 * ones are answered by the same object or fail.
 */
final class S3Source implements SeekableSource {

    /** Less is not worth a request of its own. */
    private static final int WINDOW_BYTES = 256 << 10;

    private final S3Bucket bucket;
    private final String key;
    private final @Nullable String entityTag;
    private final long size;
    private long windowStart;
    private byte[] window;

    private S3Source(S3Bucket bucket, String key, @Nullable String entityTag, long size, byte[] end) {
        this.bucket = bucket;
        this.key = key;
        this.entityTag = entityTag;
        this.size = size;
        this.windowStart = size - end.length;
        this.window = end;
    }

    static S3Source open(S3Bucket bucket, String key) {
        Optional<ResponseBytes<GetObjectResponse>> end = bucket.range(key, "bytes=-" + WINDOW_BYTES, null);
        if (end.isEmpty()) {
            return new S3Source(bucket, key, null, 0, new byte[0]);
        }
        GetObjectResponse response = end.get().response();
        byte[] content = end.get().asByteArrayUnsafe();
        return new S3Source(bucket, key, response.eTag(), size(response, content), content);
    }

    /** An answer to a range says {@code bytes 0-9/10}; one that is the whole object need not. */
    private static long size(GetObjectResponse response, byte[] content) {
        String range = response.contentRange();
        return range == null ? content.length : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        if (position >= size) {
            return -1;
        }
        if (position < windowStart || position >= windowStart + window.length) {
            long end = Math.min(size, position + Math.max(length, WINDOW_BYTES));
            window = bucket.range(key, "bytes=" + position + "-" + (end - 1), entityTag)
                    .orElseThrow(() -> S3Faults.passing(S3Action.READ, bucket.address(key), "it has become shorter"))
                    .asByteArrayUnsafe();
            windowStart = position;
        }
        int from = (int) (position - windowStart);
        int count = Math.min(length, window.length - from);
        System.arraycopy(window, from, target, offset, count);
        return count;
    }

    @Override
    public void close() {
        window = new byte[0];
    }
}

package org.scewarehouse.etl.store;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.NewObject;
import org.scewarehouse.etl.lake.ObjectKey;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.SeekableSource;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Objects under a prefix of a bucket. */
final class S3Store implements ObjectStore {

    /** So often a store may say that it is about to write for somebody else. */
    private static final int CONFLICTS_MAX = 10;

    private final S3Bucket bucket;

    S3Store(S3Location location, S3Settings settings) {
        this.bucket = new S3Bucket(location, settings);
    }

    @Override
    public NewObject create(String key) {
        return new NewS3Object(bucket, ObjectKey.require(key));
    }

    @Override
    public void put(String key, byte[] content) {
        bucket.put(key, content, content.length);
    }

    @Override
    public boolean replaceIf(String key, byte @Nullable [] expected, byte[] content) {
        for (int conflicts = 0; conflicts < CONFLICTS_MAX; conflicts++) {
            String entityTag = null;
            if (expected != null) {
                Optional<ResponseBytes<GetObjectResponse>> found = bucket.get(key);
                if (found.isEmpty() || !Arrays.equals(found.get().asByteArrayUnsafe(), expected)) {
                    return false;
                }
                entityTag = found.get().response().eTag();
            }
            S3Bucket.Outcome outcome = bucket.putIf(key, entityTag, content);
            if (outcome != S3Bucket.Outcome.CONFLICT) {
                return outcome == S3Bucket.Outcome.WRITTEN;
            }
        }
        throw S3Faults.passing(S3Action.WRITE, bucket.address(key), "others write it all the time");
    }

    @Override
    public Optional<byte[]> read(String key) {
        return bucket.get(key).map(BytesWrapper::asByteArrayUnsafe);
    }

    @Override
    public InputStream open(String key) {
        return new S3Input(bucket, key);
    }

    @Override
    public SeekableSource openSeekable(String key) {
        return S3Source.open(bucket, key);
    }

    @Override
    public List<String> list(String prefix) {
        List<String> keys = new ArrayList<>();
        bucket.list(prefix, key -> {
            if (ObjectKey.isKey(key)) {
                keys.add(key);
            }
        });
        Collections.sort(keys);
        return keys;
    }

    @Override
    public void delete(String key) {
        bucket.delete(key);
    }

    @Override
    public void removeLeftovers(Instant begunBefore) {
        bucket.abortAll(begunBefore);
    }
}

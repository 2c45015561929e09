package org.scewarehouse.etl.store;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object read from its begin to its end; where the connection is cut, it is asked for again from there on. */
final class S3Input extends InputStream {

    private static final int CUTS_MAX = 5;
    /** Who gets so far after a cut has a connection that works. */
    private static final int PROGRESS_BYTES = 1 << 20;

    private final S3Bucket bucket;
    private final String key;
    private final long size;
    private final String entityTag;
    private ResponseInputStream<GetObjectResponse> body;
    private long position;
    private int cuts;
    private long lastCut;

    S3Input(S3Bucket bucket, String key) {
        this.bucket = bucket;
        this.key = key;
        this.body = bucket.stream(key, 0, null);
        this.size = body.response().contentLength();
        this.entityTag = body.response().eTag();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == size) {
            return -1;
        }
        while (true) {
            try {
                int count = body.read(target, offset, length);
                if (count >= 0) {
                    position += count;
                    return count;
                }
                askAgain("the answer ended too early");
            } catch (SdkException e) {
                throw S3Faults.of(S3Action.READ, bucket.address(key), e);
            } catch (IOException e) {
                askAgain(e.getClass().getSimpleName());
            }
        }
    }

    private void askAgain(String reason) {
        body.abort();
        cuts = position - lastCut < PROGRESS_BYTES ? cuts + 1 : 1;
        lastCut = position;
        if (cuts > CUTS_MAX) {
            throw S3Faults.passing(
                    S3Action.READ, bucket.address(key), "cut " + cuts + " times at byte " + position + ", " + reason);
        }
        body = bucket.stream(key, position, entityTag);
    }

    @Override
    public void close() throws IOException {
        if (position < size) {
            body.abort(); // closing would first read what nobody wants
        }
        body.close();
    }
}

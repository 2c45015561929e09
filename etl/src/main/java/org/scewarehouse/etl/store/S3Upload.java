package org.scewarehouse.etl.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A multipart upload, whose parts are sent while the writer goes on. Used by one thread. */
final class S3Upload {

    private static final Executor SENDING = Executors.newCachedThreadPool(S3Upload::daemon);

    private final S3Bucket bucket;
    private final String key;
    private final String write = S3Bucket.newWrite();
    private final String id;
    private final List<CompletableFuture<CompletedPart>> parts = new ArrayList<>();

    S3Upload(S3Bucket bucket, String key) {
        this.bucket = bucket;
        this.key = key;
        this.id = bucket.begin(key, write);
    }

    /** Sends the next part, of which the caller keeps its hands off; waits while too many are on their way. */
    void add(byte[] content, int length) {
        check();
        int number = parts.size() + 1;
        try {
            bucket.uploads().acquire();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        parts.add(CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return bucket.part(key, id, number, content, length);
                    } finally {
                        bucket.uploads().release();
                    }
                },
                SENDING));
    }

    /** Says so if a part could not be sent. */
    void check() {
        parts.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(this::sent);
    }

    /** Waits for all parts and makes the object visible. */
    void complete() {
        bucket.complete(key, id, parts.stream().map(this::sent).toList(), write);
    }

    /** Leaves nothing of it. Done on a thread of its own, since this one may have been told to end. */
    void abort() {
        CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .handleAsync(
                        (done, fault) -> {
                            bucket.abort(key, id);
                            return true;
                        },
                        SENDING)
                .exceptionally(fault -> {
                    throw asThrown(fault);
                })
                .join();
    }

    private CompletedPart sent(CompletableFuture<CompletedPart> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw asThrown(e);
        }
    }

    private static RuntimeException asThrown(Throwable fault) {
        return fault.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(fault);
    }

    private RuntimeException interrupted() {
        Thread.currentThread().interrupt();
        return S3Faults.interrupted(S3Action.WRITE, bucket.address(key));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "send to S3");
        thread.setDaemon(true);
        return thread;
    }
}

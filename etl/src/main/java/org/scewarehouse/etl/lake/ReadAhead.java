package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pairs that another thread reads a little ahead, so that merging them and writing them keep two cores at work. The
 * first ones are read by the caller's thread: most sorts hold no more, and begin none.
 */
final class ReadAhead implements ExternalSort.Cursor, Closeable {

    private static final int BATCH_PAIRS = 512;
    /** Where pairs are long, a batch has fewer. */
    private static final int BATCH_BYTES = 256 << 10;

    private static final int BATCHES_AHEAD = 8;
    private static final long END_LIMIT_SECONDS = 15;

    private final ExternalSort.Cursor source;
    private final Deque<CompletableFuture<Batch>> ahead = new ArrayDeque<>();
    private @Nullable ExecutorService reader;
    private Batch batch;
    private int at = -1;

    private record Batch(List<byte[]> keys, List<byte[]> values, boolean isLast) {}

    /** Closed before what it reads is. */
    ReadAhead(ExternalSort.Cursor source) {
        this.source = source;
        this.batch = read();
    }

    @Override
    public boolean next() {
        if (at + 1 == batch.keys().size() && !batch.isLast()) {
            batch = following();
            at = -1;
        }
        if (at + 1 == batch.keys().size()) {
            return false;
        }
        at++;
        return true;
    }

    @Override
    public byte[] key() {
        return batch.keys().get(at);
    }

    @Override
    public byte[] value() {
        return batch.values().get(at);
    }

    private Batch following() {
        ExecutorService thread = reader;
        if (thread == null) {
            thread = Executors.newSingleThreadExecutor(ReadAhead::daemon);
            reader = thread;
        }
        while (ahead.size() < BATCHES_AHEAD) {
            ahead.add(CompletableFuture.supplyAsync(this::read, thread));
        }
        try {
            return ahead.remove().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "read sorted pairs ahead");
        thread.setDaemon(true);
        return thread;
    }

    /** One thread at a time is in here; asked again at the end, it is at the end again. */
    private Batch read() {
        List<byte[]> keys = new ArrayList<>(BATCH_PAIRS);
        List<byte[]> values = new ArrayList<>(BATCH_PAIRS);
        long bytes = 0;
        while (keys.size() < BATCH_PAIRS && bytes < BATCH_BYTES) {
            if (!source.next()) {
                return new Batch(keys, values, true);
            }
            byte[] key = source.key();
            byte[] value = source.value();
            keys.add(key);
            values.add(value);
            bytes += key.length + value.length;
        }
        return new Batch(keys, values, false);
    }

    /** Ends reading; what was read ahead is forgotten. */
    @Override
    public void close() {
        ExecutorService thread = reader;
        if (thread == null) {
            return;
        }
        ahead.forEach(future -> future.cancel(false));
        thread.shutdown();
        boolean isInterrupted = Thread.interrupted();
        try {
            if (!thread.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("sorted pairs are still read after " + END_LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

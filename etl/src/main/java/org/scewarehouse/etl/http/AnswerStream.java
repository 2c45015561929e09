package org.scewarehouse.etl.http;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceUnavailable;

/**
 * The body of an answer, read while it arrives. It ends in time: silence, or a body that goes on beyond the deadline,
 * fails the read. Faults of the connection are {@link SourceUnavailable}, so that an {@link java.io.IOException} of a
 * reader can only come from where it writes to.
 */
final class AnswerStream extends InputStream implements HttpResponse.BodySubscriber<AnswerStream> {

    /** Pieces of about 16 KiB that may wait to be read. */
    private static final int AHEAD = 64;

    private static final List<ByteBuffer> END = List.of();

    private final String name;
    private final Duration silence;
    private final Duration total;
    private final long deadlineNanos;
    private final BlockingQueue<List<ByteBuffer>> arrived = new ArrayBlockingQueue<>(AHEAD + 2);
    private volatile @Nullable Throwable failure;
    private Flow.@Nullable Subscription subscription;
    private Iterator<ByteBuffer> pieces = END.iterator();
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private boolean isEnded;

    /**
     * A body that must end in time.
     *
     * @param name what was asked, for messages
     */
    AnswerStream(String name, HttpLimits limits) {
        this.name = name;
        this.silence = limits.silence();
        this.total = limits.total();
        this.deadlineNanos = System.nanoTime() + total.toNanos();
    }

    @Override
    public CompletionStage<AnswerStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(AHEAD);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        if (!item.isEmpty() && !arrived.offer(item)) {
            throw new IllegalStateException("more pieces than were asked for");
        }
    }

    @Override
    public void onError(Throwable throwable) {
        failure = throwable;
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    private void end() {
        if (!arrived.offer(END)) {
            throw new IllegalStateException("more pieces than were asked for");
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (!piece.hasRemaining()) {
            if (pieces.hasNext()) {
                piece = pieces.next();
            } else if (isEnded || !await()) {
                return -1;
            }
        }
        int count = Math.min(length, piece.remaining());
        piece.get(target, offset, count);
        return count;
    }

    /** Waits for more; false at the end. */
    private boolean await() {
        long left = deadlineNanos - System.nanoTime();
        List<ByteBuffer> next;
        try {
            next = left <= 0 ? null : arrived.poll(Math.min(left, silence.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new SourceUnavailable(name + ": stopped while reading the answer", e);
        }
        if (next == null) {
            close();
            throw new SourceUnavailable(name + ": expected the whole answer, got "
                    + (System.nanoTime() >= deadlineNanos ? "no end of it within " + total : "silence for " + silence));
        }
        if (next == END) {
            isEnded = true;
            Throwable cause = failure;
            if (cause != null) {
                throw new SourceUnavailable(name + ": expected the whole answer, got its start and " + cause, cause);
            }
            return false;
        }
        pieces = next.iterator();
        synchronized (this) {
            if (subscription != null) {
                subscription.request(1);
            }
        }
        return true;
    }

    /** Lets go of the connection; a rest of the body is not read. */
    @Override
    public synchronized void close() {
        if (!isEnded && subscription != null) {
            isEnded = true;
            subscription.cancel();
        }
    }
}

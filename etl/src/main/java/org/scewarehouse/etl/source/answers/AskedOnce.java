package org.scewarehouse.etl.source.answers;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that several days of one run share: it serves every day that was over when it was asked for. */
public final class AskedOnce<T> {

    private record Answer<T>(Instant askedAt, T value) {}

    private final InstantSource clock;
    private final Supplier<T> question;
    private @Nullable Answer<T> answer;

    /** A question that nobody has asked yet. */
    public AskedOnce(InstantSource clock, Supplier<T> question) {
        this.clock = clock;
        this.question = question;
    }

    /** The answer, asked for after that instant; a question that fails is asked again by the next caller. */
    public synchronized T after(Instant end) {
        Answer<T> known = answer;
        if (known == null || known.askedAt.isBefore(end)) {
            known = new Answer<>(clock.instant(), question.get());
            answer = known;
        }
        return known.value;
    }
}

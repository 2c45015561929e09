package org.scewarehouse.etl.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The system asks to be asked again; never leaves {@link Retry}. */
final class RetryLater extends RuntimeException {

    private final transient @Nullable Duration wait;

    RetryLater(String message, @Nullable Duration wait) {
        super(message);
        this.wait = wait;
    }

    /** How long the system asks to wait; null where it does not say. */
    @Nullable
    Duration waitAsked() {
        return wait;
    }
}

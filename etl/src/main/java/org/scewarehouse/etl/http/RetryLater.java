package org.scewarehouse.etl.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The system asks to be asked again; never leaves {@link Retry}. */
final class RetryLater extends RuntimeException {

    private final transient @Nullable Duration wait;
    private final boolean isThrottled;

    RetryLater(String message, @Nullable Duration wait) {
        this(message, wait, false);
    }

    RetryLater(String message, @Nullable Duration wait, boolean isThrottled) {
        super(message);
        this.wait = wait;
        this.isThrottled = isThrottled;
    }

    /** Whether it was asked too often: asking soon again fails again, and may count against the limit. */
    boolean isThrottled() {
        return isThrottled;
    }

    /** How long the system asks to wait; null where it does not say. */
    @Nullable
    Duration waitAsked() {
        return wait;
    }
}

package org.scewarehouse.etl.lockfile;

/** A file cannot be read; the message says why, in words that are the same each time. */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
        super(reason);
    }

    Unreadable(String reason, Throwable cause) {
        super(reason, cause);
    }
}

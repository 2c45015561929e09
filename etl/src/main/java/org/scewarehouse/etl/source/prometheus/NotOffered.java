package org.scewarehouse.etl.source.prometheus;

/** The server does not offer this way of asking, another may work; never leaves the extraction. */
final class NotOffered extends RuntimeException {

    private final Wire next;

    NotOffered(String message, Wire next) {
        super(message);
        this.next = next;
    }

    /** The way to try next. */
    Wire next() {
        return next;
    }
}

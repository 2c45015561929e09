package org.scewarehouse.etl.source.connect;

/** The server refuses a parameter, such as one of a later version. */
final class NotUnderstood extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
        super(message);
    }
}

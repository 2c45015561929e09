package org.scewarehouse.etl.source.connect;

/** The server has no such path, or no such item any more; what that means is the asker's to say. */
final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotFound(String message) {
        super(message);
    }
}

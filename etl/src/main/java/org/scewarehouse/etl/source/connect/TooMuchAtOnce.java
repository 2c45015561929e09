package org.scewarehouse.etl.source.connect;

/** The server holds more than it gives at once; less is to be asked for. */
final class TooMuchAtOnce extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMuchAtOnce(String message) {
        super(message);
    }
}

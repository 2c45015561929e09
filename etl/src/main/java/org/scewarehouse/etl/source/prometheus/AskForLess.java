package org.scewarehouse.etl.source.prometheus;

/** The server refuses because too much was asked at once; never leaves the extraction. */
final class AskForLess extends RuntimeException {

    AskForLess(String message) {
        super(message);
    }
}

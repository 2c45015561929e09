package org.scewarehouse.etl.source.awsbatch;

/** One queue cannot be listed: it is gone, or these credentials may not. The others can be. */
final class QueueRefused extends RuntimeException {

    QueueRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}

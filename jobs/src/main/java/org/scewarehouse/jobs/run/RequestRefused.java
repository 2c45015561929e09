package org.scewarehouse.jobs.run;

/** What was asked for does not exist, or cannot be done as things are; the message says what can. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RequestRefused(String message) {
        super(message);
    }
}

package org.scewarehouse.etl.source.gitlab;

/** The server does not show what was asked for; where that is one project, its night goes on without it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final Gap gap;

    Refused(Gap gap, String message) {
        super(message);
        this.gap = gap;
    }

    /** How that is counted. */
    Gap gap() {
        return gap;
    }
}

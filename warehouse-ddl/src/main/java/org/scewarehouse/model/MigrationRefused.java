package org.scewarehouse.model;

/** The warehouse could not be brought to this version: the message says what the server objected to and what to do. */
public final class MigrationRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationRefused(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.scewarehouse.etl.source.connect;

/** The server refuses the key something that an administrator's may see; where that is one item, the others count. */
final class NotAllowed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAllowed(String message) {
        super(message);
    }
}

package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Words for what a disk can do to us. */
final class StoreFault {

    private StoreFault() {}

    /** What could not be done to which file, why, and what to do. */
    static UncheckedIOException of(String action, Path path, IOException cause) {
        return new UncheckedIOException(
                "cannot " + action + " " + path + ": " + reason(cause)
                        + "; free space on that disk or correct its permissions and run again, what is committed stays",
                cause);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}

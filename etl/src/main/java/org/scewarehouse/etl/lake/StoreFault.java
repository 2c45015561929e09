package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Words for what a disk can do to us. */
final class StoreFault {

    private StoreFault() {}

    /** What could not be done to which file, why, and what to do. */
    static UncheckedIOException of(String action, Path path, IOException cause) {
        String remedy = cause instanceof NoSuchFileException
                ? "run again, and if it is still missing bring it back from a backup"
                : "free space on that disk or correct its permissions and run again, what is committed stays";
        return new UncheckedIOException("cannot " + action + " " + path + ": " + reason(cause) + "; " + remedy, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file";
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}

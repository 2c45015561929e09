package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/** Words for what a disk can do to us. */
final class StoreFault {

    /** As Linux says it where no other call will fare better: each has to be put right by a person. */
    private static final Set<String> REFUSALS =
            Set.of("Read-only file system", "Operation not permitted", "Not a directory");

    private StoreFault() {}

    /** What could not be done to which file, why, and what to do; whether it passes tells its kind. */
    static RuntimeException of(String action, Path path, IOException cause) {
        String what = "cannot " + action + " " + path + ": " + reason(cause) + "; ";
        if (isRefusal(cause)) {
            return new StoreRefused(
                    what + "let the user who runs this read and write there, or set another folder", cause);
        }
        String remedy = cause instanceof NoSuchFileException
                ? "run again, and if it is still missing bring it back from a backup"
                : "free space on that disk or mend it and run again, what is committed stays";
        return new UncheckedIOException(what + remedy, cause);
    }

    private static boolean isRefusal(IOException cause) {
        return cause instanceof AccessDeniedException
                || cause instanceof FileAlreadyExistsException
                || (cause instanceof FileSystemException told && REFUSALS.contains(String.valueOf(told.getReason())));
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}

package org.scewarehouse.etl.source;

import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.StoreRefused;

/** Asks the folder or bucket that a source is read from: its failure is the source's, not the lake's. */
public final class SourceFiles {

    private SourceFiles() {}

    /**
     * What the store answers.
     *
     * @param who the source, for messages
     * @param property the setting that names the folder or bucket
     * @throws SourceUnavailable if the store fails now
     * @throws SourceMisconfigured if it refuses us
     */
    public static <T> T asked(String who, String property, Supplier<T> asking) {
        try {
            return asking.get();
        } catch (StoreRefused e) {
            throw new SourceMisconfigured(message(who, property, e), e);
        } catch (UncheckedIOException e) {
            throw new SourceUnavailable(message(who, property, e), e);
        }
    }

    private static String message(String who, String property, RuntimeException e) {
        return who + ": " + e.getMessage() + "; check " + property;
    }
}

package org.scewarehouse.jobs.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.load.LoadResult;

/** What the steps of one execution have to say to whoever started it. */
final class DayNotes {

    private final List<String> warnings = new ArrayList<>();
    private final Runnable whenBuilt;
    private @Nullable LoadResult loaded;

    /** @param whenBuilt told before the load begins, which waits for its end */
    DayNotes(Runnable whenBuilt) {
        this.whenBuilt = whenBuilt;
    }

    void built() {
        whenBuilt.run();
    }

    synchronized void warn(String warning) {
        warnings.add(warning);
    }

    synchronized void loaded(LoadResult result) {
        loaded = result;
    }

    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What the load did; null if it did not come to its end. */
    synchronized @Nullable LoadResult loaded() {
        return loaded;
    }
}

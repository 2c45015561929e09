package org.scewarehouse.etl.lake;

import java.time.LocalDate;
import java.util.Optional;

/** Source-days that cannot be had any more, kept beside those that can be, so that the lake alone tells all days. */
public final class LostDays {

    private final ObjectStore store;

    LostDays(ObjectStore store) {
        this.store = store;
    }

    /** Keeps that the source-day is given up, and why. */
    public void declare(String source, LocalDate day, String reason) {
        store.put(RawPaths.lost(source, day), LakeJson.write(new Lost(source, day, reason)));
    }

    /** Why the source-day was given up; empty where it never was. */
    public Optional<String> reason(String source, LocalDate day) {
        String key = RawPaths.lost(source, day);
        return store.read(key)
                .map(content -> LakeJson.read(key, content, Lost.class).reason());
    }

    /** Content of {@code _lost.json}. */
    private record Lost(String source, LocalDate day, String reason) {}
}

package org.scewarehouse.etl.lake;

import java.util.Optional;

/** What people have decided about identities, kept with identified data so that a warehouse can be built from it. */
public final class DecisionZone {

    /** The one object. */
    public static final String KEY = "identified/_decisions/identities.csv";

    private final ObjectStore store;

    /** The decisions in this store. */
    public DecisionZone(ObjectStore store) {
        this.store = store;
    }

    /** The file; empty where nothing was ever decided. */
    public Optional<byte[]> read() {
        return store.read(KEY);
    }

    /** Replaces the file; false where another process has changed it since it was read. */
    public boolean replace(Optional<byte[]> read, byte[] content) {
        return store.replaceIf(KEY, read.orElse(null), content);
    }
}

package org.scewarehouse.jobs.check;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.StoreRefused;
import org.scewarehouse.etl.store.Stores;
import org.scewarehouse.jobs.settings.Settings;

/** What can be tried of a lake on S3: each right that it takes, with an object that is gone afterwards. */
public final class LakeChecks {

    private static final String LAKE = "lake";
    private static final String PROBE = "curated/_check/probe";
    private static final byte[] CONTENT = "written by sce check".getBytes(StandardCharsets.UTF_8);

    private final List<Check> checks = new ArrayList<>();

    private LakeChecks() {}

    /** Nothing where the lake is a folder. */
    public static List<Check> all(Settings settings) {
        LakeChecks all = new LakeChecks();
        String lake = settings.lakeLocation();
        if (Stores.isS3(lake)) {
            all.checkLake(lake, settings.stores().open(lake));
        }
        return all.checks;
    }

    private void checkLake(String location, ObjectStore store) {
        check(LAKE, location + ", objects can be listed", () -> store.list("curated/_check/"));
        check(LAKE, "objects can be written", () -> store.put(PROBE, CONTENT));
        check(LAKE, "objects can be read", () -> store.read(PROBE));
        check(LAKE, "objects can be deleted", () -> store.delete(PROBE));
        check(LAKE, "an object is made once, whoever else tries", () -> {
            boolean isMade = store.createIfAbsent(PROBE, CONTENT);
            if (store.createIfAbsent(PROBE, CONTENT) || !isMade) {
                throw new StoreRefused("the store does not heed If-None-Match: two runs could both publish a day; use a"
                        + " store that does");
            }
        });
        check(LAKE, "an object is replaced only if it is what it was", () -> {
            if (!store.replaceIf(PROBE, CONTENT, new byte[0])) {
                throw new StoreRefused("the store does not understand If-Match, without which a day cannot be replaced"
                        + " safely; use a store that does");
            }
        });
        // Nothing is so old: this only asks whether it may be asked.
        check(LAKE, "unfinished uploads can be listed", () -> store.removeLeftovers(Instant.EPOCH));
        try {
            store.delete(PROBE);
        } catch (StoreRefused | UncheckedIOException e) {
            return; // told above
        }
    }

    private void check(String subject, String works, Runnable attempt) {
        try {
            attempt.run();
            checks.add(Check.ok(subject, works));
        } catch (StoreRefused | UncheckedIOException e) {
            checks.add(Check.fault(subject, e));
        }
    }
}

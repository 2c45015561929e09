package org.scewarehouse.jobs.run;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.jobs.settings.SettingsRejected;

/** What a lake was begun with and may never change: the zone of its days and the secret of its pseudonyms. */
final class LakeIdentity {

    private static final String KEY = "curated/_installation.txt";

    private LakeIdentity() {}

    /**
     * Writes the identity into a new lake; compares it with that of an old one.
     *
     * @throws SettingsRejected if they differ
     */
    static void require(ObjectStore store, ZoneId zone, String privacyFingerprint) {
        String wanted = "zone " + zone.getId() + "\nprivacy_fingerprint " + privacyFingerprint + "\n";
        if (store.createIfAbsent(KEY, wanted.getBytes(StandardCharsets.UTF_8))) {
            return;
        }
        String found = store.read(KEY)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        if (!found.equals(wanted)) {
            throw new SettingsRejected(
                    List.of("sce.zone or sce.privacy.secret is not what the lake was begun with: it says "
                            + found.strip().replace('\n', ',') + " and the settings say "
                            + wanted.strip().replace('\n', ',') + "; use those settings, or another sce.lake"));
        }
    }
}

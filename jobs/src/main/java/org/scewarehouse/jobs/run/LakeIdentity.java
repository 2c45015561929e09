package org.scewarehouse.jobs.run;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.jobs.settings.SettingsRejected;

/**
 * What a lake was begun with and may not change once anything is built in it: the zone of its days and the secret of
 * its pseudonyms.
 *
 * @param zone reporting zone
 * @param privacyFingerprint tells secrets apart
 */
record LakeIdentity(String zone, String privacyFingerprint) {

    private static final String KEY = "curated/_installation.txt";

    /**
     * Writes the identity into a lake in which nothing is built; compares it with that of another one. What a mistyped
     * zone left unfinished in raw is deleted with it: it was asked for other days than the right zone has.
     *
     * @throws SettingsRejected if they differ
     */
    static void require(ObjectStore store, ZoneId zone, String privacyFingerprint) {
        LakeIdentity wanted = new LakeIdentity(zone.getId(), privacyFingerprint);
        boolean isThere = store.createIfAbsent(KEY, wanted.content());
        while (!isThere) {
            Optional<byte[]> content = store.read(KEY);
            LakeIdentity found = content.map(LakeIdentity::of).orElse(wanted);
            isThere = found.equals(wanted);
            if (!isThere) {
                wanted.refuseUnlessReplaceable(store, found);
                isThere = store.replaceIf(KEY, content.orElse(null), wanted.content());
            }
        }
    }

    private void refuseUnlessReplaceable(ObjectStore store, LakeIdentity found) {
        List<String> faults = new ArrayList<>();
        boolean isBuilt = !store.list("curated/_manifest/").isEmpty();
        List<String> raw = found.zone.equals(zone) || isBuilt ? List.of() : store.list("raw/");
        boolean isRawInForce = raw.stream().anyMatch(key -> key.endsWith("/_current.json"));
        if (isBuilt && !found.zone.equals(zone)) {
            faults.add("sce.zone is '" + zone + "' here but the lake was begun with '" + found.zone
                    + "'; set it back, or use another sce.lake");
        }
        if (isBuilt && !found.privacyFingerprint.equals(privacyFingerprint)) {
            faults.add("the fingerprint of sce.privacy.secret is '" + privacyFingerprint
                    + "' here but the lake was begun with '" + found.privacyFingerprint
                    + "'; set the secret back, or use another sce.lake");
        }
        if (isRawInForce) {
            faults.add("sce.zone is '" + zone + "' here but the lake keeps answers that were asked for days of '"
                    + found.zone + "'; set it back, or delete raw/ in sce.lake to ask again");
        }
        if (!faults.isEmpty()) {
            throw new SettingsRejected(faults);
        }
        raw.forEach(store::delete);
        store.list("identified/_state/").forEach(store::delete);
    }

    private byte[] content() {
        return ("zone " + zone + "\nprivacy_fingerprint " + privacyFingerprint + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static LakeIdentity of(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return new LakeIdentity(value(text, "zone "), value(text, "privacy_fingerprint "));
    }

    private static String value(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("");
    }
}

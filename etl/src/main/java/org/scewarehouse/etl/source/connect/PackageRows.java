package org.scewarehouse.etl.source.connect;

import java.util.HashMap;
import java.util.Map;
import org.scewarehouse.etl.star.PackageVersion;
import org.scewarehouse.model.bridge.BridgeContentPackage;

/** Writes which package versions items use, each version once. */
final class PackageRows {

    private final ContentRows content;
    private final Map<PackageVersion, Long> keys = new HashMap<>();
    private long incomplete;

    PackageRows(ContentRows content) {
        this.content = content;
    }

    void add(ConnectRecords.Package found) {
        String guid = found.contentGuid() == null ? found.appGuid() : found.contentGuid();
        String name = found.name();
        String version = found.version();
        if (guid == null || name == null || version == null) {
            incomplete++;
            return;
        }
        String ecosystem = found.language() == null ? "unknown" : found.language();
        content.add(new BridgeContentPackage(
                content.content(guid), key(ecosystem, name, version), content.day, content.day));
    }

    /** Records without an item, a name or a version. */
    long incomplete() {
        return incomplete;
    }

    private long key(String ecosystem, String name, String version) {
        PackageVersion found = new PackageVersion(ecosystem, name, version);
        return keys.computeIfAbsent(found, key -> {
            content.add(found.row(content.keys(), null, null, content.day));
            return found.key(content.keys());
        });
    }
}

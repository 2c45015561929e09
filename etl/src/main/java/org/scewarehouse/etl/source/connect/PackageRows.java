package org.scewarehouse.etl.source.connect;

import java.util.HashMap;
import java.util.Map;
import org.scewarehouse.model.bridge.BridgeContentPackage;
import org.scewarehouse.model.dim.DimPackage;

/** Writes which package versions items use, each version once. */
final class PackageRows {

    private final ContentRows content;
    private final Map<String, Long> keys = new HashMap<>();
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
        return keys.computeIfAbsent(ecosystem + '\0' + name + '\0' + version, text -> {
            long key = content.key("package", ecosystem, name, version);
            Long sort = ContentRows.sort(version);
            content.add(
                    new DimPackage(key, ecosystem, name, version, sort, null, null, null, content.day, content.day));
            return key;
        });
    }
}

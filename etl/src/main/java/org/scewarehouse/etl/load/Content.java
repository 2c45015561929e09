package org.scewarehouse.etl.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.scewarehouse.etl.lake.Manifest;

/** What a source-day holds as one checksum: equal rows in every table, whatever Parquet and its compression do. */
final class Content {

    private Content() {}

    /** SHA-256 over name and content of each table, by name; tables without rows count as absent. */
    static String sha256(Manifest manifest) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            manifest.tables().entrySet().stream()
                    .filter(table -> table.getValue().rows() > 0)
                    .map(table -> table.getKey() + " " + table.getValue().contentSha256() + "\n")
                    .sorted()
                    .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.scewarehouse.jobs.bi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** Ids that are the same each time, so that making a thing twice makes it once. */
final class EntityId {
    private static final int LENGTH = 21;

    private EntityId() {}

    /** 21 letters, digits, dashes and underscores. */
    static String of(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(("sce " + name).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String uuid(String name) {
        return UUID.nameUUIDFromBytes(("sce " + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}

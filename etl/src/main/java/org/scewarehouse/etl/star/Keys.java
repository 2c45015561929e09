package org.scewarehouse.etl.star;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Surrogate keys: a hash of the natural key, so that every machine gives one member the same key. */
public final class Keys {

    /** Tools that hold numbers as doubles round integers beyond 53 bits. */
    private static final int BITS = 53;

    private static final byte[] NOTHING = {};
    /** To look one up takes longer than to use it. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Keys::sha256);

    private final String salt;

    /**
     * Keys of one installation.
     *
     * @param salt {@code sce.keys.salt}: another one gives other keys, should two members ever collide
     */
    public Keys(String salt) {
        this.salt = salt;
    }

    /**
     * The key of the member of that name: 53 bits, never 0 or negative.
     *
     * @param entity kind of member, such as {@code image}
     * @param natural the parts of its name; null is a part of its own, unlike the empty text
     */
    public long key(String entity, @Nullable String... natural) {
        MessageDigest digest = DIGEST.get();
        digest.reset();
        update(digest, salt);
        update(digest, entity);
        for (String part : natural) {
            update(digest, part);
        }
        long key = ByteBuffer.wrap(digest.digest()).getLong() >>> (Long.SIZE - BITS);
        return key == 0 ? 1 : key;
    }

    private static void update(MessageDigest digest, @Nullable String part) {
        byte[] bytes = part == null ? NOTHING : part.getBytes(StandardCharsets.UTF_8);
        // The length goes first, or two parts could be cut at another place and still be equal.
        int length = part == null ? -1 : bytes.length;
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (length >>> shift));
        }
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

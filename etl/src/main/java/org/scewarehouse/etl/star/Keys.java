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

    /** To look one up takes longer than to use it. */
    private static final ThreadLocal<Hash> HASH = ThreadLocal.withInitial(Hash::new);

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
        Hash hash = HASH.get();
        hash.add(salt);
        hash.add(entity);
        for (String part : natural) {
            hash.add(part);
        }
        long key = hash.first() >>> (Long.SIZE - BITS);
        return key == 0 ? 1 : key;
    }

    /** Gathers the parts of a name, so that the digest is called once. */
    private static final class Hash {

        private final MessageDigest digest = sha256();
        private ByteBuffer parts = ByteBuffer.allocate(256);

        /** The length goes first, or two parts could be cut at another place and still be equal. */
        void add(@Nullable String part) {
            byte[] bytes = part == null ? null : part.getBytes(StandardCharsets.UTF_8);
            int length = bytes == null ? 0 : bytes.length;
            if (parts.remaining() < Integer.BYTES + length) {
                parts = ByteBuffer.allocate(Math.addExact(2 * parts.capacity(), length))
                        .put(parts.flip());
            }
            parts.putInt(bytes == null ? -1 : length);
            if (bytes != null) {
                parts.put(bytes);
            }
        }

        /** The first 64 bits, after which it is empty again. */
        long first() {
            digest.update(parts.array(), 0, parts.position());
            parts.clear();
            return ByteBuffer.wrap(digest.digest()).getLong();
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.scewarehouse.etl.star;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes: texts that stand for a person or a container and from which, without the secret, no name can be
 * found, not even by trying all names. Each purpose has its own key, so that one cannot be turned into another.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac persons;
    private final Mac containers;
    private final Mac erased;
    private final String fingerprint;

    /**
     * Pseudonyms of one installation.
     *
     * @param secret {@code sce.privacy.secret}
     */
    public Pseudonyms(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("sce.privacy.secret has " + secret.length
                    + " bytes; expected at least 16, such as the output of: openssl rand -hex 32");
        }
        Mac purposes = mac(secret);
        this.persons = mac(hash(purposes, "person"));
        this.containers = mac(hash(purposes, "container"));
        this.erased = mac(hash(purposes, "erased"));
        this.fingerprint = hex(hash(purposes, "fingerprint"), 16);
    }

    /**
     * Stands for a person.
     *
     * @param natural {@code <system>:<identifier>} or {@code person:<employee id>}
     * @return 32 hexadecimal characters
     */
    public String pseudonym(String natural) {
        return hex(hash(persons, natural), 32);
    }

    /**
     * Stands for a container as its user sees it.
     *
     * @param natural cluster, namespace, workload and container name
     * @return 24 hexadecimal characters
     */
    public String containerId(String... natural) {
        return hex(hash(containers, String.join("\0", natural)), 24);
    }

    /**
     * By what an identifier is known again whose person was erased.
     *
     * @param identifier in lower case
     * @return 32 hexadecimal characters
     */
    public String erased(String identifier) {
        return hex(hash(erased, identifier), 32);
    }

    /** Tells whether two installations use one secret, and nothing of the secret. */
    public String fingerprint() {
        return fingerprint;
    }

    private static String hex(byte[] hash, int length) {
        return HexFormat.of().formatHex(hash).substring(0, length);
    }

    private static byte[] hash(Mac mac, String text) {
        synchronized (mac) {
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}

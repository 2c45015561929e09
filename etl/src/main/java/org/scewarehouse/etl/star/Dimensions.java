package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** All that a transform may know beyond raw: keys, pseudonyms, identities and reference data. Immutable. */
public final class Dimensions {

    private final Keys keys;
    private final Pseudonyms pseudonyms;
    private final Identities identities;
    private final Reference reference;
    private final ProjectRules projects;
    private final String fingerprint;

    /**
     * The dimensions of one installation.
     *
     * @param salt {@code sce.keys.salt}
     * @param secret {@code sce.privacy.secret}
     * @param reference parsed reference files
     */
    public Dimensions(String salt, byte[] secret, Reference reference) {
        this.keys = new Keys(salt);
        this.pseudonyms = new Pseudonyms(secret);
        this.identities = new Identities(keys, pseudonyms, reference, KnownPeople.NONE, IdentityOverrides.NONE);
        this.reference = Objects.requireNonNull(reference);
        this.projects = new ProjectRules(keys, reference.projectRules());
        String inputs = salt + "\n" + pseudonyms.fingerprint() + "\n" + reference.fingerprint();
        this.fingerprint = HexFormat.of()
                .formatHex(Keys.sha256().digest(inputs.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private Dimensions(Dimensions others, KnownPeople known, IdentityOverrides overrides) {
        this.keys = others.keys;
        this.pseudonyms = others.pseudonyms;
        this.identities = new Identities(keys, pseudonyms, others.reference, known, overrides);
        this.reference = others.reference;
        this.projects = others.projects;
        this.fingerprint = others.fingerprint;
    }

    /** The same with other identities. */
    public Dimensions with(KnownPeople known, IdentityOverrides overrides) {
        return new Dimensions(this, known, overrides);
    }

    /** Surrogate keys. */
    public Keys keys() {
        return keys;
    }

    /** Keyed hashes of people and containers. */
    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    /** Which person an identifier means. */
    public Identities identities() {
        return identities;
    }

    /**
     * What replaces logins and addresses in texts of a day: those that the day's records name, and those that HR had
     * shown until then.
     *
     * @param loginToMask what replaces each login or address that the day's records name
     */
    public Masker masker(Map<String, String> loginToMask, LocalDate day) {
        return new Masker(loginToMask, identities, day);
    }

    /** Reference files. */
    public Reference reference() {
        return reference;
    }

    /** Which project work belongs to. */
    public ProjectRules projects() {
        return projects;
    }

    /**
     * Changes whenever anything here does but identities: these change with every day of HR, and a source-day only has
     * to be built again where {@link Identities#isStill} says so of what it names.
     */
    public String fingerprint() {
        return fingerprint;
    }
}

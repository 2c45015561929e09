package org.scewarehouse.jobs.settings;

import java.util.Map;
import java.util.TreeMap;

/** A text that must not be printed, logged or stored. Each one can also be given as a file ({@code name-file}). */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text itself, for the one place that needs it. */
    public String reveal() {
        return value;
    }

    /**
     * All of these texts, for the one place that needs them. They are headers, whose names have no case: of two that
     * are one the first counts, which the environment gave.
     */
    static Map<String, String> revealed(Map<String, Secret> secrets) {
        Map<String, String> revealed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        secrets.forEach((name, secret) -> revealed.putIfAbsent(name, secret.reveal()));
        return revealed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}

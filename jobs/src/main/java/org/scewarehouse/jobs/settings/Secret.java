package org.scewarehouse.jobs.settings;

import java.util.LinkedHashMap;
import java.util.Map;

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

    /** All of these texts, for the one place that needs them. */
    static Map<String, String> revealed(Map<String, Secret> secrets) {
        Map<String, String> revealed = new LinkedHashMap<>();
        secrets.forEach((name, secret) -> revealed.put(name, secret.reveal()));
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

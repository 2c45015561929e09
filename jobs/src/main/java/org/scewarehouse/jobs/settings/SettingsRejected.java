package org.scewarehouse.jobs.settings;

import java.util.List;

/** The settings cannot be used. Holds every fault, each with the property's name and what to do. */
public final class SettingsRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> faults;

    public SettingsRejected(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}

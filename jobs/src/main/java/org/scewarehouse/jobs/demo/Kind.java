package org.scewarehouse.jobs.demo;

import java.util.Locale;

/** What a container is for. */
enum Kind {
    INTERACTIVE,
    BATCH,
    CONTENT,
    CI,
    SYSTEM,
    SIDECAR;

    /** As the warehouse writes it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

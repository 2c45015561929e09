package org.scewarehouse.jobs.bi;

/** Metabase refuses, or answers otherwise than documented; a person must act. */
public final class MetabaseUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    MetabaseUnusable(String message) {
        super(message);
    }
}

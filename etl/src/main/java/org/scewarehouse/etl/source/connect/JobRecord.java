package org.scewarehouse.etl.source.connect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something the server ran for an item, with its fields as the interface names them.
 *
 * @param status 0 active, 1 finished, 2 finalized, 3 skipped; null = the version does not say
 */
record JobRecord(
        @Nullable String id,
        @Nullable String key,
        String contentGuid,
        @Nullable String variantId,
        @Nullable String variantKey,
        @Nullable String startTime,
        @Nullable String endTime,
        @Nullable String lastHeartbeatTime,
        @Nullable String queuedTime,
        @Nullable String queueName,
        @Nullable String tag,
        @Nullable Integer exitCode,
        @Nullable String error,
        @Nullable Integer status) {

    private static final int ACTIVE = 0;
    private static final int SKIPPED = 3;

    static JobRecord of(ObjectNode record) {
        return ConnectJson.of(record, JobRecord.class);
    }

    /**
     * When it came to its end; a killed one, which has no end, with its last heartbeat or else its start. Null while
     * it runs.
     */
    @Nullable
    Instant endedAt() {
        Instant end = ConnectTimes.parse(endTime);
        if (end != null) {
            return end;
        }
        boolean hasEnded = exitCode != null || (status != null && status != ACTIVE);
        return hasEnded ? first(lastHeartbeatTime, startTime, queuedTime) : null;
    }

    /** The same of a record that is not read as a whole: histories are long, and most of them is of other days. */
    static @Nullable Instant endedAt(ObjectNode record) {
        String end = record.path("end_time").asString("");
        boolean isActive =
                record.path("exit_code").isNull() && record.path("status").asInt(ACTIVE) == ACTIVE;
        return !end.isEmpty()
                ? ConnectTimes.parse(end)
                : isActive ? null : of(record).endedAt();
    }

    private static @Nullable Instant first(@Nullable String... times) {
        for (String time : times) {
            Instant at = ConnectTimes.parse(time);
            if (at != null) {
                return at;
            }
        }
        return null;
    }

    /** Only scheduled runs have been queued. */
    boolean isScheduled() {
        return queuedTime != null || queueName != null;
    }

    /** Name within its item. */
    String name() {
        return key != null ? key : "id " + id;
    }

    /** Key of the variant; where the version gives none, or the variant is gone, its number. */
    String variant() {
        return variantKey == null || variantKey.isEmpty() ? variantNumber() : variantKey;
    }

    /** What {@link #variant} is on a server of a version that gives no keys. */
    String variantNumber() {
        return variantId == null ? "" : "id " + variantId;
    }

    /** Whether the variant is there no more: its key is empty then. */
    boolean isVariantGone() {
        return variantKey != null && variantKey.isEmpty();
    }

    /** {@code skipped}, {@code succeeded}, {@code failed}, or {@code aborted} where nobody knows how it ended. */
    String outcome() {
        if (status != null && status == SKIPPED) {
            return "skipped";
        }
        if ((exitCode != null && exitCode != 0) || error != null) {
            return "failed";
        }
        return exitCode == null ? "aborted" : "succeeded";
    }

    /** scheduled, render, build, other, or empty for a process of an interactive application, which is no run. */
    String kind() {
        String what = tag == null ? "unknown" : tag;
        if (isScheduled()) {
            return "scheduled";
        }
        if (what.startsWith("run_") || what.startsWith("val_") || what.equals("testing")) {
            return "";
        }
        return switch (what) {
            case "build_report", "build_site", "build_jupyter", "render_shiny" -> "render";
            case "packrat_restore", "python_restore", "git" -> "build";
            default -> "other";
        };
    }
}

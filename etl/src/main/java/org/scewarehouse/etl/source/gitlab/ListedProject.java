package org.scewarehouse.etl.source.gitlab;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A project of the listing.
 *
 * @param lastActivityAt as the server says, which is late by up to an hour and leaves some events out; null = not said
 * @param hasFiles whether its repository has a commit
 * @param hasPipelines whether it can have pipelines
 * @param record what is kept of it
 */
record ListedProject(
        long id,
        @Nullable Instant lastActivityAt,
        @Nullable String defaultBranch,
        boolean hasFiles,
        boolean hasPipelines,
        ObjectNode record) {

    /** Of the record as it came; the record is changed to what is kept. */
    static ListedProject of(ObjectNode record) {
        String branch = record.path("default_branch").asString("");
        String activity = record.path("last_activity_at").asString("");
        boolean isOff = record.path("builds_access_level").asString("").equals("disabled")
                || record.has("jobs_enabled") && !record.path("jobs_enabled").asBoolean(true);
        boolean isHidden = record.path("repository_access_level").asString("").equals("disabled");
        return new ListedProject(
                record.path("id").asLong(),
                activity.isEmpty() ? null : GitlabTimes.parse(activity),
                branch.isEmpty() ? null : branch,
                !branch.isEmpty() && !record.path("empty_repo").asBoolean(false) && !isHidden,
                !isOff,
                GitlabFields.PROJECT.keep(record));
    }
}

package org.scewarehouse.etl.source.gitlab;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A project of the listing.
 *
 * @param lastActivityAt as the server says, which is late by up to an hour and leaves some events out; null = not said
 * @param hasFiles whether its repository has a commit
 * @param hasPipelines whether it can have pipelines
 * @param line what is kept of it, as a line of raw
 * @param name what is kept of it where only its name is wanted, as a line of raw
 */
@SuppressWarnings("ArrayRecordComponent") // projects are told apart by their numbers and never compared
record ListedProject(
        long id,
        @Nullable Instant lastActivityAt,
        @Nullable String defaultBranch,
        boolean hasFiles,
        boolean hasPipelines,
        byte[] line,
        byte[] name) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Of the record as it came; it is changed. */
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
                JSON.writeValueAsBytes(GitlabFields.PROJECT.keep(record)),
                JSON.writeValueAsBytes(GitlabFields.NAMED_PROJECT.keep(record)));
    }
}

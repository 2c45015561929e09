package org.scewarehouse.etl.source.gitlab;

import org.scewarehouse.etl.source.answers.FieldList;

/** The fields that may reach raw. */
final class GitlabFields {

    static final FieldList PROJECT =
            FieldList.of("id path_with_namespace default_branch visibility archived empty_repo created_at"
                    + " last_activity_at creator_id namespace.kind forked_from_project.id topics"
                    + " marked_for_deletion_on statistics.commit_count statistics.storage_size"
                    + " statistics.repository_size statistics.lfs_objects_size statistics.job_artifacts_size"
                    + " statistics.packages_size");
    static final FieldList NAMED_PROJECT = FieldList.of("id path_with_namespace default_branch visibility archived"
            + " created_at creator_id namespace.kind forked_from_project.id topics");
    static final FieldList USER =
            FieldList.of("id username email commit_email public_email bot identities.provider identities.extern_uid");
    static final FieldList COMMIT =
            FieldList.of("id author_email committed_date parent_ids stats.additions stats.deletions");
    static final FieldList PIPELINE = FieldList.of("id status source created_at updated_at");
    static final FieldList JOB =
            FieldList.of("id status created_at started_at finished_at duration user.id pipeline.id");
    static final FieldList MEMBER = FieldList.of("id access_level");

    private GitlabFields() {}
}

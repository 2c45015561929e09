package org.scewarehouse.etl.source.gitlab;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as GitLab names their fields; only those that are used. Identifiers of what is not counted by are texts. Null
 * is a field that is null or absent.
 */
final class GitlabRecords {

    private GitlabRecords() {}

    /** An account. */
    record User(
            String id,
            @Nullable String username,
            @Nullable String email,
            @Nullable String commitEmail,
            @Nullable String publicEmail,
            @Nullable Boolean bot,
            @Nullable List<Identity> identities) {}

    /** How an account is known to a directory. */
    record Identity(@Nullable String externUid) {}

    /** A project, with statistics where it comes from the listing of its day. */
    record Project(
            long id,
            @Nullable String pathWithNamespace,
            @Nullable String defaultBranch,
            @Nullable String visibility,
            @Nullable Boolean archived,
            @Nullable String createdAt,
            @Nullable String creatorId,
            @Nullable Namespace namespace,
            @Nullable Fork forkedFromProject,
            @Nullable List<String> topics,
            @Nullable Statistics statistics) {}

    record Namespace(@Nullable String kind) {}

    record Fork(@Nullable String id) {}

    /** Absent where the token may not see them. */
    record Statistics(
            @Nullable Long commitCount,
            @Nullable Long storageSize,
            @Nullable Long repositorySize,
            @Nullable Long lfsObjectsSize,
            @Nullable Long jobArtifactsSize,
            @Nullable Long packagesSize) {}

    /** A commit. */
    record Commit(
            String id,
            @Nullable String authorEmail,
            @Nullable List<String> parentIds,
            @Nullable Stats stats) {

        boolean isMerge() {
            return parentIds != null && parentIds.size() > 1;
        }
    }

    record Stats(@Nullable Long additions, @Nullable Long deletions) {}

    /** A pipeline, or a job of one. */
    record PipelineOrJob(
            @Nullable Pipeline pipeline, @Nullable Job job) {}

    record Pipeline(
            String id, @Nullable String status, @Nullable String source, String createdAt) {}

    record Job(
            String id,
            @Nullable String status,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            @Nullable Double duration,
            @Nullable Account user,
            PipelineId pipeline) {}

    record Account(@Nullable String id) {}

    record PipelineId(String id) {}

    /** Languages of a project; where they are missing, for how many nights. */
    record Languages(
            @Nullable String gap,
            @Nullable Integer nights,
            @Nullable Map<String, Double> languages) {}

    /** Members of a project. */
    record Members(@Nullable Long memberCount) {}

    /** Lock files of a project. */
    record Files(@Nullable String gap, @Nullable List<LockFile> files) {}

    record LockFile(String reading) {}
}

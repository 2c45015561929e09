package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** A repository on a day. */
@Table(
        grain = "one repository x day",
        about = "Each repository of the day's listing, and each that an event names. Columns of the listing are null "
                + "for days before the first night; what the server was not asked again about is carried forward.",
        key = {"day", "repository_key"},
        kind = Table.Kind.FACT)
public record FactRepositoryDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(value = "Repository as it was on that day", references = "dim_repository")
        long repositoryKey,

        @Column(
                value = "Who created the repository as they were on that day; 0 = nobody known",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Who created the repository, durable: join dim_user_now for the person as they are now; "
                        + "0 = nobody known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column(value = "Commits of the day, merges apart, over all branches", measure = true)
        long commitCount,

        @Column(value = "Merge commits of the day", measure = true)
        long mergeCommitCount,

        @Column(value = "Lines added by commits other than merges; null = not given", measure = true) @Nullable
        Long addedLineCount,

        @Column(value = "Lines deleted by commits other than merges; null = not given", measure = true) @Nullable
        Long deletedLineCount,

        @Column("Different people who authored a commit other than a merge; does not add up over days or repositories")
        long authorCount,

        @Column(value = "Pipelines created on the day", measure = true)
        long pipelineCount,

        @Column(value = "Of these, those that failed", measure = true)
        long failedPipelineCount,

        @Column(value = "Seconds of all jobs of these pipelines", measure = true)
        double jobSeconds,

        @Column("Whether the day's complete listing has the repository; null = there was none") @Nullable
        Boolean isListed,

        @Column("Bytes it takes in all; null = unknown; semi-additive: never summed over days") @Nullable
        Long storageBytes,

        @Column("Bytes of its Git data; null = unknown; semi-additive: never summed over days") @Nullable
        Long repositoryBytes,

        @Column("Bytes of large files (LFS); null = unknown; semi-additive: never summed over days") @Nullable
        Long lfsBytes,

        @Column("Bytes that jobs left; null = unknown; semi-additive: never summed over days") @Nullable
        Long artifactBytes,

        @Column("Bytes in its package registry; null = unknown; semi-additive: never summed over days") @Nullable
        Long packageBytes,

        @Column("Commits of the default branch in all; null = unknown; semi-additive: never summed over days") @Nullable
        Long totalCommitCount,

        @Column("People with access, through groups too; null = unknown; semi-additive: never summed over days")
        @Nullable
        Long memberCount,

        @Column("Lock files on the default branch; null = unknown; semi-additive: never summed over days") @Nullable
        Long lockFileCount,

        @Column("Package versions these name; null = unknown; semi-additive: never summed over days") @Nullable
        Long packageCount) {}

package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Commits. */
@Table(
        grain = "one repository x author x day",
        about = "Commits of all branches, each once per repository, on the day they were committed. A commit that "
                + "is pushed more than the restatement window after that day is not seen; forks show the commits "
                + "they share.",
        key = {"day", "repository_key", "user_id"},
        kind = Table.Kind.FACT)
public record FactCommitDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(value = "Repository as it was on that day", references = "dim_repository")
        long repositoryKey,

        @Column(
                value = "Author as they were on that day; 0 = nobody known",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Author, durable: join dim_user_now for the person as they are now; " + "0 = nobody known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column(value = "Commits, merges apart", measure = true)
        long commitCount,

        @Column(value = "Merge commits", measure = true) long mergeCommitCount,

        @Column(value = "Lines added by commits other than merges; null = not given", measure = true) @Nullable
        Long addedLineCount,

        @Column(value = "Lines deleted by commits other than merges; null = not given", measure = true) @Nullable
        Long deletedLineCount) {}

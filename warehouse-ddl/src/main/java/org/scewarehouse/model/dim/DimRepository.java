package org.scewarehouse.model.dim;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Repositories as they were. */
@Table(
        grain = "one version of one repository",
        about = "Slowly changing, type 2: a version ends where path, visibility, default branch or archiving change; "
                + "valid_from inclusive, valid_to exclusive. Days before the first listing use the first version. "
                + "mart.dim_repository_now has each repository once.",
        key = {"repository_key"},
        natural = {"gitlab_project_id", "valid_from"},
        kind = Table.Kind.DIMENSION)
public record DimRepository(
        @Column("Surrogate key of the version; 0 = unknown") long repositoryKey,

        @Column("Durable key, the same through renames and moves; 0 = unknown")
        long repositoryId,

        @Column("The server's durable number of the project")
        String gitlabProjectId,

        @Column("First day of the version; 1900-01-01 = the first one")
        LocalDate validFrom,

        @Column("Day after its last; 9999-12-31 = open") LocalDate validTo,
        @Column("Whether it is the last version known") boolean isCurrent,

        @Column("Path with its groups, logins masked; null = never seen") @Nullable
        String repositoryPath,

        @Column("group or user, by whose namespace it lies in; null = unknown") @Nullable
        String namespaceKind,

        @Column("public, internal or private; null = unknown") @Nullable
        String visibilityName,

        @Column("Default branch, logins masked; null = none, or unknown") @Nullable
        String defaultBranch,

        @Column("Whether it is archived; null = unknown") @Nullable
        Boolean isArchived,

        @Column("Whether it was forked from another one; null = unknown") @Nullable
        Boolean isFork,

        @Column("Topics, sorted, separated by commas, logins masked; null = none or unknown") @Nullable
        String topicNames,

        @Column(value = "Who created it; 0 = unknown", references = "dim_user_now")
        long userId,

        @Column("When it was created; null = unknown") @Nullable
        Instant createdAt,

        @Column("Day on which a complete listing first lacked it; null = not deleted") @Nullable
        LocalDate deletedObservedOn,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

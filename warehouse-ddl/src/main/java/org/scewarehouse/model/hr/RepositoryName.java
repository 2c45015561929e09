package org.scewarehouse.model.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Original texts of repositories. */
@Table(
        schema = "hr",
        grain = "one version of one repository",
        about = "The texts that mart.dim_repository shows masked.",
        key = {"repository_key"},
        natural = {"gitlab_project_id"},
        kind = Table.Kind.DIMENSION)
public record RepositoryName(
        @Column("Key of mart.dim_repository") long repositoryKey,

        @Column("The server's durable number of the project")
        String gitlabProjectId,

        @Column("Path with its groups, as given; null = never seen") @Nullable
        String repositoryPath,

        @Column("Default branch as given; null = none, or unknown") @Nullable
        String defaultBranch,

        @Column("Topics as given; null = none or unknown") @Nullable
        String topicNames,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

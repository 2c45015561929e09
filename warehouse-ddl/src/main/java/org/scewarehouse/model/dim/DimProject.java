package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Projects and studies. */
@Table(
        grain = "one project",
        about = "Found by the rules file over tags, paths, accounts and namespaces.",
        key = {"project_key"},
        natural = {"project_name"},
        kind = Table.Kind.DIMENSION)
public record DimProject(
        @Column("Surrogate key; 0 = unknown") long projectKey,
        @Column("Name or code of the project") String projectName,

        @Column("Study it belongs to; null = none") @Nullable
        String studyName,

        @Column("Account or allocation; null = none") @Nullable
        String accountName,

        @Column("Project above; null = none") @Nullable String parentProjectName,

        @Column("user_id of its owner; null = unknown") @Nullable
        Long ownerUserId,

        @Column("Cost centre; null = unknown") @Nullable String costCenterName,
        @Column("Core hours granted; null = none") @Nullable Double quotaCoreHours,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

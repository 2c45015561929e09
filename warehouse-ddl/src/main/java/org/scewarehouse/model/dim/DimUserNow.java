package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** People as they are. */
@Table(
        grain = "one person, as they are now",
        about = "The current version of each person of dim_user.",
        key = {"user_id"},
        kind = Table.Kind.DERIVED)
public record DimUserNow(
        @Column("Durable key of the person") long userId,
        @Column("HMAC that stands for the person") String pseudonym,
        @Column("Whether HR does not know the person") boolean isInferred,
        @Column("Department; null = unknown") @Nullable String departmentName,
        @Column("Division; null = unknown") @Nullable String divisionName,
        @Column("Site; null = unknown") @Nullable String siteName,
        @Column("Country; null = unknown") @Nullable String countryName,
        @Column("Cost centre; null = unknown") @Nullable String costCenterName,
        @Column("Job role; null = unknown") @Nullable String jobRoleName,

        @Column("Whether others report to them; null = unknown") @Nullable
        Boolean isManager,

        @Column("user_id of the manager of that time; null = unknown") @Nullable
        Long managerUserId,

        @Column("Whether they belong to the platform team (reference file platform_team.csv)")
        boolean isPlatformTeam,

        @Column("employed, left or unknown") String employmentStatus,

        @Column("Day they left; null = not left or unknown") @Nullable
        LocalDate leftOn,

        @Column(
                value = "Department, with its levels, the same through renames; 0 = unknown, null = built before there "
                        + "were any",
                references = "dim_department")
        @Nullable
        Long departmentKey) {}

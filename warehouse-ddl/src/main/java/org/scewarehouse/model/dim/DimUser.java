package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** People as they were. */
@Table(
        grain = "one version of one person",
        about = "Pseudonymous. Slowly changing, type 2: valid_from inclusive, valid_to exclusive; days "
                + "before the first version use it. A login that HR does not know is an inferred member.",
        key = {"user_key"},
        natural = {"pseudonym", "valid_from"},
        kind = Table.Kind.VERSIONED)
public record DimUser(
        @Column("Surrogate key of the version; 0 = unknown, -1 = not applicable")
        long userKey,

        @Column("Durable key of the person, the same in every version")
        long userId,

        @Column("HMAC that stands for the person; no name or login can be read from it")
        String pseudonym,

        @Column("First day of the version") LocalDate validFrom,
        @Column("Day after its last; 9999-12-31 = open") LocalDate validTo,
        @Column("Whether it is the latest version") boolean isCurrent,
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

package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Departments. */
@Table(
        grain = "one department",
        about = "Three levels; the key stays through renames that the reference file departments.csv maps.",
        key = {"department_key"},
        kind = Table.Kind.DIMENSION)
public record DimDepartment(
        @Column("Surrogate key; 0 = unknown") long departmentKey,
        @Column("Name of the department") String departmentName,
        @Column("Level above; null = none") @Nullable String divisionName,
        @Column("Top level; null = none") @Nullable String organizationName,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn,

        @Column("Code as HR gives it, else the name; null = unknown") @Nullable
        String departmentCode) {}

package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Package versions. */
@Table(
        grain = "one version of one package of one ecosystem",
        key = {"package_key"},
        natural = {"ecosystem_name", "package_name", "package_version"},
        kind = Table.Kind.DIMENSION)
public record DimPackage(
        @Column("Surrogate key; 0 = unknown") long packageKey,
        @Column("r, python, ...") String ecosystemName,

        @Column("Name as given; of Python packages in lower case, with a hyphen for _ and .")
        String packageName,

        @Column("Version as given") String packageVersion,

        @Column("Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = no such version") @Nullable
        Long packageVersionSort,

        @Column(value = "Where it comes from: CRAN, Bioconductor, PyPI, GitLab ...; null = unknown", least = true)
        @Nullable
        String originName,

        @Column(value = "Whether it is the site's own; null = unknown", greatest = true) @Nullable
        Boolean isInternal,

        @Column("Day of its release; null = unknown") @Nullable
        LocalDate releasedOn,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

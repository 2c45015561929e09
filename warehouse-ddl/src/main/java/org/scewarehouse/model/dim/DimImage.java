package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Images and the language versions in them. */
@Table(
        grain = "one container image (registry, repository, tag and digest)",
        key = {"image_key"},
        natural = {"registry_name", "repository_name", "tag_name", "digest"},
        kind = Table.Kind.DIMENSION)
public record DimImage(
        @Column("Surrogate key; 0 = unknown") long imageKey,

        @Column("Registry host; null = none given") @Nullable
        String registryName,

        @Column("Repository, without registry") String repositoryName,
        @Column("Tag; null = none given") @Nullable String tagName,
        @Column("Digest; null = none given") @Nullable String digest,

        @Column("R version of the image; null = none or unknown") @Nullable
        String rVersion,

        @Column("Its first two parts, such as 4.3; null = none or unknown") @Nullable
        String rVersionMinor,

        @Column("Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown") @Nullable
        Long rVersionSort,

        @Column("Python version of the image; null = none or unknown") @Nullable
        String pythonVersion,

        @Column("Its first two parts, such as 4.3; null = none or unknown") @Nullable
        String pythonVersionMinor,

        @Column("Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown") @Nullable
        Long pythonVersionSort,

        @Column("Quarto version of the image; null = none or unknown") @Nullable
        String quartoVersion,

        @Column("Its first two parts, such as 4.3; null = none or unknown") @Nullable
        String quartoVersionMinor,

        @Column("Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown") @Nullable
        Long quartoVersionSort,

        @Column("RStudio, Jupyter, VS Code, Positron ...; null = unknown") @Nullable
        String ideName,

        @Column("validated, current, deprecated or withdrawn, by the reference file images.csv; null = not listed")
        @Nullable
        String imageStatus,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

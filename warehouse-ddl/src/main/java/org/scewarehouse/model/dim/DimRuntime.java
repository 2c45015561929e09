package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Runtimes that the content server offers. */
@Table(
        grain = "one version of a language that is installed on the content server or in an image of it",
        about = "Still installed where last_seen_on is the last day on which installations were listed.",
        key = {"runtime_key"},
        natural = {"language_name", "runtime_version", "cluster_name", "image_name"},
        kind = Table.Kind.DIMENSION)
public record DimRuntime(
        @Column("Surrogate key; 0 = unknown") long runtimeKey,

        @Column("r, python, quarto, nodejs or tensorflow") String languageName,

        @Column("Version as given") String runtimeVersion,

        @Column("Its first two parts, such as 4.3; null = no such parts") @Nullable
        String runtimeVersionMinor,

        @Column("Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = no version") @Nullable
        Long runtimeVersionSort,

        @Column("Cluster that has it; Local = the server's own host; empty = not said")
        String clusterName,

        @Column("Image that has it; Local = none; empty = not said")
        String imageName,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

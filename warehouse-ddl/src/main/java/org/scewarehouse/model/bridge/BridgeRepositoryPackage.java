package org.scewarehouse.model.bridge;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Packages that repositories use. */
@Table(
        grain = "one repository x package version x stretch of days",
        about = "From lock files on the default branch: valid from the day first seen until the day gone. What a file "
                + "asks for without an exact version has the version 'unpinned', unless another file of the "
                + "repository says which. Days before the first listing have none.",
        key = {"repository_id", "package_key", "valid_from"},
        kind = Table.Kind.DIMENSION)
public record BridgeRepositoryPackage(
        @Column("Repository, durable: join mart.dim_repository_now, or dim_repository by repository_id and day")
        long repositoryId,

        @Column(value = "Package version", references = "dim_package")
        long packageKey,

        @Column("First day on which a lock file said so") LocalDate validFrom,

        @Column("First day on which none did; 9999-12-31 = open")
        LocalDate validTo,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

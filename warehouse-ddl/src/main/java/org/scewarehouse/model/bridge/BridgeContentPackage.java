package org.scewarehouse.model.bridge;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Packages that published content uses. */
@Table(
        grain = "one content item x package version",
        about = "From the package list of the content server; items whose environment the server does not manage "
                + "have none. Still in use where last_seen_on is the last day on which packages were listed.",
        key = {"content_key", "package_key"},
        kind = Table.Kind.DIMENSION)
public record BridgeContentPackage(
        @Column(value = "Content item", references = "dim_content")
        long contentKey,

        @Column(value = "Package version", references = "dim_package")
        long packageKey,

        @Column("First day on which the list showed the version with the item: valid from here")
        LocalDate firstSeenOn,

        @Column("Last day on which the list showed the version with the item: valid to here, included")
        LocalDate lastSeenOn) {}

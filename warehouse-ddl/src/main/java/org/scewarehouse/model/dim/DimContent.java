package org.scewarehouse.model.dim;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Published content. */
@Table(
        grain = "one content item of a content server",
        about = "Attributes are of the last day seen. State (deployment, bundles, permissions) is known from the "
                + "first night on; an item that only events name has nulls.",
        key = {"content_key"},
        natural = {"content_guid"},
        kind = Table.Kind.DIMENSION)
public record DimContent(
        @Column("Surrogate key; 0 = unknown") long contentKey,
        @Column("The server's durable identifier") String contentGuid,

        @Column("Name, logins masked; null = never seen") @Nullable
        String contentName,

        @Column("Title, logins masked; null = none") @Nullable
        String contentTitle,

        @Column("How the server runs it, as given; unknown = nothing deployed yet or never seen")
        String appMode,

        @Column("application, api, document, pin, plot, site, static or other, by category and app_mode")
        String contentType,

        @Column(value = "Owner as of the last day seen; 0 = unknown", references = "dim_user_now")
        long userId,

        @Column("all, logged_in or acl; null = unknown") @Nullable
        String accessType,

        @Column("deployed, redeploy_failing (deployed, and its last build failed), never_succeeded (uploaded, never "
                + "active), created_only (nothing uploaded), never_deployed (one of these two) or unknown")
        String deploymentState,

        @Column("When it was created; null = unknown") @Nullable
        Instant createdAt,

        @Column("When a bundle was last deployed successfully; null = never or unknown") @Nullable
        Instant lastDeployedAt,

        @Column("When a bundle was last uploaded; null = never or unknown") @Nullable
        Instant lastUploadedAt,

        @Column("R version of the active bundle; null = none or unknown") @Nullable
        String rVersion,

        @Column("Its first two parts, such as 4.3; null = none or unknown") @Nullable
        String rVersionMinor,

        @Column("Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown") @Nullable
        Long rVersionSort,

        @Column("Python version of the active bundle; null = none or unknown") @Nullable
        String pythonVersion,

        @Column("Its first two parts, such as 3.11; null = none or unknown") @Nullable
        String pythonVersionMinor,

        @Column("Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown") @Nullable
        Long pythonVersionSort,

        @Column("Quarto version of the active bundle; null = none or unknown") @Nullable
        String quartoVersion,

        @Column("Its first two parts, such as 1.4; null = none or unknown") @Nullable
        String quartoVersionMinor,

        @Column("Sorts versions as versions: major x 1000000 + minor x 1000 + patch; null = none or unknown") @Nullable
        Long quartoVersionSort,

        @Column("Bundles kept; null = unknown") @Nullable Long bundleCount,

        @Column("Bytes of all bundles kept; null = unknown") @Nullable
        Long bundleBytes,

        @Column("Users and groups with a permission, the owner included; null = unknown") @Nullable
        Long permissionCount,

        @Column("Cores it asks for per process; null = server default or unknown") @Nullable
        Double cpuRequestCores,

        @Column("Whether a schedule renders it; null = unknown") @Nullable
        Boolean hasSchedule,

        @Column("Whether a schedule mails it; null = unknown") @Nullable
        Boolean sendsMail,

        @Column("Whether its bundles come from a Git repository; null = unknown") @Nullable
        Boolean isGitBacked,

        @Column("Whether an administrator locked it; null = unknown") @Nullable
        Boolean isLocked,

        @Column("Day on which a complete listing first lacked it; null = not deleted") @Nullable
        LocalDate deletedObservedOn,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

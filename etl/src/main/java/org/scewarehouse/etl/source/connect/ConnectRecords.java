package org.scewarehouse.etl.source.connect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Records as the interface of Connect names their fields; only those that are used. Identifiers are texts, also where a
 * version of the server writes numbers. Null is a field that is null or absent.
 */
final class ConnectRecords {

    private ConnectRecords() {}

    /** An account. */
    record User(
            String guid,
            @Nullable String username,
            @Nullable String email) {}

    /** An item, with its state where it comes from the listing of its day. */
    record Content(
            String guid,
            @Nullable String name,
            @Nullable String title,
            @Nullable String appMode,
            @Nullable String contentCategory,
            @Nullable String bundleId,
            @Nullable String createdTime,
            @Nullable String lastDeployedTime,
            @Nullable String rVersion,
            @Nullable String pyVersion,
            @Nullable String quartoVersion,
            @Nullable String accessType,
            @Nullable Boolean locked,
            @Nullable Double cpuRequest,
            @Nullable String ownerGuid,
            @Nullable List<Schedule> schedules) {}

    /** A schedule of an item. */
    record Schedule(
            @Nullable String type,
            @Nullable JsonNode schedule,
            @Nullable String nextRun,
            @Nullable JsonNode email,
            @Nullable String timezone,
            @Nullable Variant variant,
            @Nullable LastRun lastRun) {

        /** Key of the variant; empty where the server does not say. */
        String variantKey() {
            return variant == null || variant.key() == null ? "" : variant.key();
        }

        /** Whether the result is mailed: said as a truth value, or as who gets it. */
        @Nullable
        Boolean sendsMail() {
            if (email == null || email.isNull()) {
                return null;
            }
            return email.isBoolean()
                    ? email.asBoolean()
                    : !email.isEmpty() || !email.asString("").isEmpty();
        }
    }

    record Variant(@Nullable String key) {}

    record LastRun(@Nullable String endTime, @Nullable Integer exitCode) {}

    /** A hit of any content. */
    record Hit(
            @Nullable String id,
            @Nullable String userGuid,
            String contentGuid,
            String timestamp,
            @Nullable HitData data) {}

    record HitData(@Nullable String userAgent) {}

    /** A visit of content other than Shiny. */
    record Visit(
            String contentGuid,
            @Nullable String userGuid,
            String time,
            @Nullable String userAgent) {}

    /** A Shiny session. */
    record Session(
            String contentGuid,
            @Nullable String userGuid,
            String started,
            @Nullable String ended) {}

    /** The bundles of one item. */
    record Bundles(String contentGuid, List<Bundle> answer) {}

    record Bundle(
            @Nullable String id,
            @Nullable String createdTime,
            @Nullable Boolean active,
            @Nullable Long size,
            @Nullable Metadata metadata) {}

    record Metadata(@Nullable String source, @Nullable String sourceRepo) {}

    /** The permissions of one item. */
    record Permissions(String contentGuid, List<JsonNode> answer) {}

    /** A package that an item uses. */
    @SuppressWarnings("JavaLangClash")
    record Package(
            @Nullable String language,
            @Nullable String name,
            @Nullable String version,
            @Nullable String contentGuid,
            @Nullable String appGuid) {}

    /** An entry of the audit log. */
    record Audit(
            @Nullable String id,
            @Nullable String userId,
            @Nullable String userGuid,
            @Nullable String action) {}
}

package org.scewarehouse.etl.source.connect;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records of Chronicle's curated data sets as it names their columns; only those that are used. */
final class ChronicleRecords {

    static final Set<String> USER_COLUMNS =
            Set.of("environment", "id", "username", "email", "user_role", "created_at", "last_active_at");
    static final Set<String> CONTENT_COLUMNS = Set.of(
            "environment",
            "id",
            "name",
            "title",
            "app_mode",
            "type",
            "content_category",
            "bundle_id",
            "created_time",
            "last_deployed_time",
            "r_version",
            "py_version",
            "quarto_version",
            "access_type",
            "locked",
            "cpu_request",
            "owner_guid");
    static final Set<String> MEMBER_COLUMNS =
            Set.of("id", "name", "title", "app_mode", "type", "content_category", "created_time", "owner_guid");
    static final Set<String> VISIT_COLUMNS = Set.of("environment", "content_guid", "user_guid", "visits");
    static final Set<String> SESSION_COLUMNS =
            Set.of("environment", "content_guid", "user_guid", "num_sessions", "duration");

    private ChronicleRecords() {}

    /** An account. */
    record User(
            String id, @Nullable String username, @Nullable String email) {

        ConnectRecords.User account() {
            return new ConnectRecords.User(id, username, email);
        }
    }

    /** An item; {@code app_mode} is not in all versions. */
    record Content(
            String id,
            @Nullable String name,
            @Nullable String title,
            @Nullable String appMode,
            @Nullable String type,
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
            @Nullable String ownerGuid) {

        ConnectRecords.Content item() {
            return new ConnectRecords.Content(
                    id,
                    name,
                    title,
                    appMode == null ? type : appMode,
                    contentCategory,
                    bundleId,
                    createdTime,
                    lastDeployedTime,
                    rVersion,
                    pyVersion,
                    quartoVersion,
                    accessType,
                    locked,
                    cpuRequest,
                    ownerGuid,
                    null);
        }
    }

    /**
     * What somebody did with an item on a day.
     *
     * @param userGuid null = nobody known
     * @param visits visits of content other than Shiny; null for sessions
     * @param numSessions Shiny sessions; null for visits
     * @param duration their length in seconds
     */
    record Use(
            String contentGuid,
            @Nullable String userGuid,
            @Nullable Long visits,
            @Nullable Long numSessions,
            @Nullable Double duration) {

        /** Visits or sessions. */
        long count() {
            return (visits == null ? 0 : visits) + (numSessions == null ? 0 : numSessions);
        }
    }
}

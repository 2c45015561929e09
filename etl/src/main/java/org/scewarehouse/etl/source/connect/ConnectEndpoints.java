package org.scewarehouse.etl.source.connect;

import java.util.List;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.answers.RawLines;

/** What is asked of a Connect server. Parts of an endpoint say in the attribute {@link #OF} what they hold. */
final class ConnectEndpoints {

    static final String DIRECTORY = "directory";
    static final String VISITS = "visits";
    static final String JOBS = "jobs";
    static final String AUDIT_LOGS = "audit_logs";
    static final String CONTENT = "content";
    static final String BUNDLES = "bundles";
    static final String PERMISSIONS = "permissions";
    static final String PACKAGES = "packages";
    static final String SERVER = "server";

    /** Attribute of a part: what its records are. */
    static final String OF = RawLines.OF;

    static final String USERS = "users";
    static final String MEMBERS = "content_members";
    static final String HITS = "hits";
    static final String SESSIONS = "shiny_sessions";
    static final String INSTALLATIONS = "installations";
    static final String STORAGE = "storage";
    static final String ACTIVE_ACCOUNTS = "active_accounts";
    static final String GROUP_MEMBERS = "group_members";

    /** Attribute of the part of content: whether the server lists schedules. */
    static final String HAS_SCHEDULES = "has_schedules";

    /** Attribute of a part of visits: that none are known of the day, such as before the oldest that there are. */
    static final String IS_BEFORE_HISTORY = "is_before_history";

    private ConnectEndpoints() {}

    static List<Endpoint> all() {
        return List.of(
                new Endpoint(DIRECTORY, Endpoint.Kind.EVENT, true),
                new Endpoint(VISITS, Endpoint.Kind.EVENT, true),
                new Endpoint(JOBS, Endpoint.Kind.EVENT, true),
                new Endpoint(AUDIT_LOGS, Endpoint.Kind.EVENT, false),
                new Endpoint(CONTENT, Endpoint.Kind.SNAPSHOT, false),
                new Endpoint(BUNDLES, Endpoint.Kind.SNAPSHOT, false),
                new Endpoint(PERMISSIONS, Endpoint.Kind.SNAPSHOT, false),
                new Endpoint(PACKAGES, Endpoint.Kind.SNAPSHOT, false),
                new Endpoint(SERVER, Endpoint.Kind.SNAPSHOT, false));
    }
}

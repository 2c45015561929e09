package org.scewarehouse.jobs.bi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scewarehouse.jobs.settings.Secret;

/**
 * How Metabase reaches the warehouse: a login that is a member of {@code bi_reader} and of nothing else.
 *
 * @param host as Metabase's machine names it
 */
public record WarehouseLogin(
        String host, int port, String database, String user, Secret password, boolean isEncrypted) {

    /** The connection's details as Metabase takes them. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("host", host);
        details.put("port", port);
        details.put("dbname", database);
        details.put("user", user);
        details.put("password", password.reveal());
        details.put("ssl", isEncrypted);
        details.put("schema-filters-type", "inclusion");
        details.put("schema-filters-patterns", "mart,report");
        return details;
    }
}

package org.scewarehouse.jobs.settings;

import org.jspecify.annotations.Nullable;

/**
 * Where the warehouse is.
 *
 * @param url JDBC address of a PostgreSQL 15 to 18 server; null means the embedded one
 * @param user name to log in with; null leaves it to the address
 * @param password password to log in with; null leaves it to the address or to the server's rules
 */
public record WarehouseSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable Secret password) {

    public boolean isEmbedded() {
        return url == null;
    }

    /** A JDBC address as it may be shown: one may carry a password among its parameters. */
    public static String shown(String address) {
        return address.replaceAll("(?i)(password=)[^&]*", "$1(hidden)").replaceAll("//[^/?]*@", "//(hidden)@");
    }
}

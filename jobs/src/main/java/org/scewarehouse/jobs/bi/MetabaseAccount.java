package org.scewarehouse.jobs.bi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.jobs.settings.Secret;

/**
 * A Metabase, and who may administrate it.
 *
 * @param address of the server, with any path prefix
 * @param key an API key of administrators; null = user and password are given
 * @param user an administrator's e-mail address
 */
public record MetabaseAccount(
        String address,
        @Nullable Secret key,
        @Nullable String user,
        @Nullable Secret password) {

    /** The account that the environment names. */
    public static MetabaseAccount of(String address, Map<String, String> environment) {
        if (!address.matches("(?i)https?://[A-Z0-9.:\\[\\]-]+(/[A-Z0-9._~%/-]*)?")) {
            throw new MetabaseUnusable("--metabase: expected an address such as https://metabase.example.org, and no"
                    + " user in it; who asks stands in SCE_METABASE_API_KEY");
        }
        String key = given(environment, "SCE_METABASE_API_KEY");
        String user = given(environment, "SCE_METABASE_USER");
        String password = given(environment, "SCE_METABASE_PASSWORD");
        if (key != null && !HttpSettings.isHeaderText(key)) { // the client would quote it
            throw new MetabaseUnusable(
                    "SCE_METABASE_API_KEY holds a character that no header can, such as a line break");
        }
        if (key == null && (user == null || password == null)) {
            throw new MetabaseUnusable(
                    "Who asks Metabase? Set SCE_METABASE_API_KEY, or SCE_METABASE_USER and SCE_METABASE_PASSWORD");
        }
        return new MetabaseAccount(
                address, key == null ? null : Secret.of(key), user, password == null ? null : Secret.of(password));
    }

    /** An empty variable is none: that is what a CI hands over for a secret that it does not have. */
    private static @Nullable String given(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * Brings it to what the warehouse offers, and tells what differed.
     *
     * @param login how Metabase reaches the warehouse
     */
    public Differences provision(DataSource warehouse, WarehouseLogin login) throws SQLException, InterruptedException {
        return Provisioning.provision(
                api(), Content.ofQuestions(), read(warehouse), login, time -> Thread.sleep(time.toMillis()));
    }

    /** Tells what differs from what the warehouse offers; nothing is changed. */
    public List<String> check(DataSource warehouse) throws SQLException, InterruptedException {
        return Provisioning.check(api(), Content.ofQuestions(), read(warehouse));
    }

    private MetabaseApi api() {
        if (key != null) {
            return MetabaseApi.withKey(address, key.reveal());
        }
        if (user == null || password == null) {
            throw new IllegalStateException("neither key nor password");
        }
        return MetabaseApi.withPassword(address, user, password.reveal());
    }

    private static Catalogue read(DataSource warehouse) throws SQLException {
        try (Connection connection = warehouse.getConnection()) {
            return Catalogue.read(connection);
        }
    }
}

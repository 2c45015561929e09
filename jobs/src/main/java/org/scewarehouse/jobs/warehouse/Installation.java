package org.scewarehouse.jobs.warehouse;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.etl.star.Pseudonyms;
import org.scewarehouse.jobs.settings.PrivacySecret;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;

/**
 * What a warehouse is installed with, which holds from its first published day on.
 *
 * @param zone reporting zone
 * @param privacyFingerprint tells secrets of pseudonyms apart; null = not known
 * @param keysSalt part of every key
 */
public record Installation(String zone, @Nullable String privacyFingerprint, String keysSalt) {

    /** What the settings would install; the secret is not known where none is given and none was generated yet. */
    public static Installation of(Settings settings) {
        return new Installation(
                settings.zone().getId(),
                PrivacySecret.known(settings)
                        .map(secret -> new Pseudonyms(secret.reveal().getBytes(StandardCharsets.UTF_8)).fingerprint())
                        .orElse(null),
                settings.keys().salt());
    }

    /** What the warehouse is installed with; empty before the first run. */
    public static Optional<Installation> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select zone, privacy_fingerprint, keys_salt from ops.installation")) {
            return row.next()
                    ? Optional.of(new Installation(row.getString(1), row.getString(2), row.getString(3)))
                    : Optional.empty();
        }
    }

    /**
     * Installs the warehouse with this, or corrects it while nothing was ever published.
     *
     * @throws SettingsRejected if it is installed with something else
     */
    public void require(DataSource warehouse, String productVersion) {
        try (Connection connection = warehouse.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select ops.require_installation(?, ?, ?, ?)")) {
            statement.setString(1, zone);
            statement.setString(2, privacyFingerprint);
            statement.setString(3, keysSalt);
            statement.setString(4, productVersion);
            statement.execute();
        } catch (SQLException e) {
            if ("22023".equals(e.getSQLState())) {
                throw new SettingsRejected(List.of(sentence(e)));
            }
            throw new WarehouseUnavailable(
                    "the warehouse did not tell what it was installed with: " + e.getMessage(), e);
        }
    }

    /** In which settings this differs from what the warehouse is installed with; what is not known does not differ. */
    public List<String> conflicts(Installation installed) {
        List<String> conflicts = new ArrayList<>();
        compare("sce.zone", zone, installed.zone, conflicts);
        compare("the fingerprint of sce.privacy.secret", privacyFingerprint, installed.privacyFingerprint, conflicts);
        compare("sce.keys.salt", keysSalt, installed.keysSalt, conflicts);
        return conflicts;
    }

    private static void compare(String setting, @Nullable String here, @Nullable String there, List<String> conflicts) {
        if (here != null && there != null && !here.equals(there)) {
            conflicts.add(setting + " is '" + here + "' here but the warehouse was installed with '" + there + "'");
        }
    }

    /** What the function says, without where in it that is. */
    private static String sentence(SQLException refusal) {
        return refusal instanceof PSQLException said && said.getServerErrorMessage() != null
                ? String.valueOf(said.getServerErrorMessage().getMessage())
                : String.valueOf(refusal.getMessage());
    }
}

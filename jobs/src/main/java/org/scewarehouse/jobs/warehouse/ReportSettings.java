package org.scewarehouse.jobs.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.jobs.settings.Settings;

/** Thresholds of the settings that reports print: those of the last run, since it is runs that apply them. */
public final class ReportSettings {

    private ReportSettings() {}

    /** Writes them where reports read them; touches nothing where they are there already. */
    public static void write(DataSource warehouse, Settings settings) {
        double threshold = settings.sources().prometheus().transform().idleThreshold();
        String days = settings.frequency().days().name().toLowerCase(Locale.ROOT);
        String sql = "update ops.report_setting set idle_threshold_cores = ?, frequency_days = ?"
                + " where idle_threshold_cores <> ? or frequency_days <> ?";
        try (Connection connection = warehouse.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setDouble(1, threshold);
            statement.setString(2, days);
            statement.setDouble(3, threshold);
            statement.setString(4, days);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new WarehouseUnavailable("the thresholds that reports print were not written: " + e.getMessage(), e);
        }
    }
}

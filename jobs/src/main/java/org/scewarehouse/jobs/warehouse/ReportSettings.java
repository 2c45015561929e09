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
        Settings.Reports reports = settings.reports();
        String sql = """
                update ops.report_setting s
                set idle_threshold_cores = n.cores, frequency_days = n.days, retention_days = n.retention,
                    assumed_utilisation_ratio = n.utilisation
                from (values (?::double precision, ?::text, ?::integer, ?::double precision))
                    n(cores, days, retention, utilisation)
                where (s.idle_threshold_cores, s.frequency_days, s.retention_days, s.assumed_utilisation_ratio)
                    is distinct from (n.cores, n.days, n.retention, n.utilisation)
                """;
        try (Connection connection = warehouse.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setDouble(1, threshold);
            statement.setString(2, days);
            statement.setInt(3, reports.retentionDays());
            statement.setDouble(4, reports.assumedUtilisation());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new WarehouseUnavailable("the thresholds that reports print were not written: " + e.getMessage(), e);
        }
    }
}

package org.scewarehouse.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.page.DemoWarehouse;

/** What {@code sce explain} shows to logins that may not read names, and to those that may. */
class ExplainAsReaderTest {

    @Test
    void queuesAreNamedOnlyToWhoMayReadNames() throws SQLException {
        assertThat(answers("bi_reader")).contains(" jobs/... ").doesNotContain("jobs/standard");
        assertThat(answers("bi_hr")).contains(" jobs/standard ");
    }

    private static String answers(String role) throws SQLException {
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            String address = connection.getMetaData().getURL();
            String login = "explained_to_" + role;
            statement.execute("create user " + login + " password 'none' in role " + role);
            try (ResultSet job = statement.executeQuery(
                    "select day, batch_job_key from mart.fact_batch_job order by day desc, batch_job_key limit 1")) {
                assertThat(job.next()).isTrue();
                CommandLineRun run = DemoWarehouse.run(
                        Map.of(
                                "SCE_WAREHOUSE_URL",
                                address.substring(0, (address + "?").indexOf('?')),
                                "SCE_WAREHOUSE_USER",
                                login,
                                "SCE_WAREHOUSE_PASSWORD",
                                "none",
                                "SCE_PRIVACY_SECRET",
                                "0123456789abcdef"),
                        "explain",
                        "fact_batch_job",
                        "day=" + job.getString(1),
                        "batch_job_key=" + job.getString(2));
                assertThat(run.exitCode()).as(run.errors()).isZero();
                return run.output();
            }
        }
    }
}

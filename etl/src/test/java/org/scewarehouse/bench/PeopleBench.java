package org.scewarehouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.load.Ledger;
import org.scewarehouse.etl.load.WarehouseLoader;
import org.scewarehouse.etl.source.hr.LongHistory;
import org.scewarehouse.model.Migrations;

/**
 * How long one day of HR takes in a company whose people have five years of daily history: the day's dimension, built
 * of its snapshot and the state of the day before; its first load, of everybody; a load that changes nothing; and a
 * load that moves people at the begin of a month of container hours, so that their facts are re-keyed.
 *
 * <p>Arguments, all optional: people (200000), hour rows in the month (1500000), people in these rows (5000), of whom
 * so many move (1000).
 */
public final class PeopleBench {

    private PeopleBench() {}

    public static void main(String[] arguments) throws Exception {
        int people = Measured.argument(arguments, 0, 200_000);
        int rows = Measured.argument(arguments, 1, 1_500_000);
        int users = Measured.argument(arguments, 2, 5_000);
        int movers = Measured.argument(arguments, 3, 1_000);
        Measured.machine();
        Path folder = Files.createTempDirectory("people-bench");
        try (EmbeddedPostgres server = Measured.durableDatabase(512, 8)) {
            DataSource database = server.getPostgresDatabase();
            Migrations.migrate(database);
            new Run(folder, database, people).run(rows, users, movers);
        } finally {
            Measured.delete(folder);
        }
    }

    private record Run(Path folder, DataSource database, int people) {

        void run(int rows, int users, int movers) throws Exception {
            LongHistory company = new LongHistory(folder, people);
            byte[] state = company.state();
            LocalDate month = company.day().withDayOfMonth(1).minusMonths(1);
            RawZone.Reader plain = company.snapshot(person -> false, month);
            Manifest[] built = new Manifest[1];
            for (int i = 0; i < 2; i++) {
                long before = processorNanos();
                double wall = Measured.seconds(() -> built[0] = company.build(plain, state));
                Measured.OUT.printf(
                        "the day's dimension, %d people with %d versions each, state of %d MB: %.1f s, of which %.1f s"
                                + " of a processor%s%n",
                        people,
                        LongHistory.VERSIONS,
                        state.length >> 20,
                        wall,
                        (processorNanos() - before) / 1e9,
                        i == 0 ? " (cold)" : "");
            }
            Measured.OUT.printf("first load, of everybody: %.1f s%n", load(company, built[0]));
            Measured.OUT.printf("a load that changes nothing: %.1f s%n", load(company, built[0]));
            HourMonth.fill(database, month, rows, users);
            Manifest moved = company.build(company.snapshot(person -> person < movers, month.plusDays(2)), state);
            double seconds = load(company, moved);
            Measured.OUT.printf(
                    "a load that moves %d of the %d people of %d hour rows: %.1f s, %s rows re-keyed%n",
                    movers,
                    users,
                    rows,
                    seconds,
                    one("select count(*) from mart.fact_container_hour f"
                            + " join mart.dim_user u using (user_key) where u.is_current and u.valid_from = '"
                            + month.plusDays(2) + "'"));
        }

        /** What this process has had of the processors, garbage collection and compiling included. */
        private static long processorNanos() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        private double load(LongHistory company, Manifest manifest) throws Exception {
            Ledger ledger = new Ledger(database, Clock.systemUTC());
            WarehouseLoader loader = new WarehouseLoader(database, company.zone(), Clock.systemUTC());
            long fence = ledger.begin(manifest.source(), manifest.day(), 1, "bench");
            return Measured.seconds(() -> loader.load(manifest, fence, List.of(), false));
        }

        private String one(String query) throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(query)) {
                result.next();
                return result.getString(1);
            }
        }
    }
}

package org.scewarehouse.model;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;
import org.scewarehouse.model.ReportCalls.Call;

/**
 * How long each report and each function of reports takes over two years of the demo's default scale: for a month and
 * for a year, read to the last row as bi_reader. Prints the best of some rounds by the wall clock, and the processor
 * time of that round's session, to which parallel workers add theirs.
 *
 * <p>Arguments: the SCE_HOME of a demo whose warehouse is up ({@code sce warehouse}), and the script that makes two
 * years of its days, which it runs unless it has been run; then, optional, a part of the names to ask (all), and rounds
 * (3).
 */
public final class ReportBench {

    private static final PrintStream OUT = System.err;
    private static final int TWO_YEARS = 730;
    private static final double MONTH_GOAL = 1;
    private static final double YEAR_GOAL = 5;
    private static final double CLOCK_TICKS = 100;

    private final Connection connection;
    private final int rounds;
    private int slow;

    private ReportBench(Connection connection, int rounds) {
        this.connection = connection;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        String part = arguments.length > 2 ? arguments[2] : "";
        int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
        try (Connection connection = owner(home).getConnection()) {
            multiply(connection, Path.of(arguments[1]));
            new ReportBench(connection, rounds).run(part);
        }
    }

    private static PGSimpleDataSource owner(Path home) throws IOException {
        PGSimpleDataSource warehouse = new PGSimpleDataSource();
        warehouse.setPortNumbers(new int[] {Integer.parseInt(text(home, "port"))});
        warehouse.setDatabaseName("warehouse");
        warehouse.setUser("sce");
        warehouse.setPassword(text(home, "password"));
        return warehouse;
    }

    private static String text(Path home, String file) throws IOException {
        return Files.readString(home.resolve("postgres").resolve(file)).strip();
    }

    private static void multiply(Connection connection, Path script) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            if (one(statement, "select count(distinct day) from ops.load where source = 'prometheus'") < TWO_YEARS) {
                OUT.println("Two years are made of the demo's days; this takes minutes.");
                statement.execute(Files.readString(script));
                statement.execute("vacuum analyze");
            }
        }
    }

    private void run(String part) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            OUT.printf(
                    Locale.ROOT,
                    "%d cores, load average %.1f, %d rows of container days, %d people, %d source-days%n",
                    Runtime.getRuntime().availableProcessors(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    one(statement, "select count(*) from mart.fact_container_day"),
                    one(statement, "select count(*) from mart.dim_user_now"),
                    one(statement, "select count(*) from ops.load where published_at is not null"));
            LocalDate last = LocalDate.EPOCH.plusDays(
                    one(statement, "select max(day) - date '1970-01-01' from ops.load where published_at is not null"));
            statement.execute("set role bi_reader");
            OUT.println("| report | month | CPU | rows | year | CPU | rows |");
            OUT.println("|---|---|---|---|---|---|---|");
            for (Call call : ReportCalls.all(connection)) {
                if (call.name().contains(part)) {
                    String month = cells(statement, call.overMonth(last), MONTH_GOAL);
                    OUT.println("| `" + call.name() + "` " + month
                            + (call.hasRange() ? cells(statement, call.overYear(last), YEAR_GOAL) : "| | | ") + "|");
                }
            }
            OUT.println(slow + " are slower than " + MONTH_GOAL + " s for a month or " + YEAR_GOAL + " s for a year");
        }
    }

    private String cells(Statement statement, String sql, double goal) throws SQLException, IOException {
        double best = Double.MAX_VALUE;
        double processor = 0;
        long rows = 0;
        Path process = Path.of("/proc", String.valueOf(one(statement, "select pg_backend_pid()")), "stat");
        for (int i = 0; i < rounds; i++) {
            double worked = processorSeconds(process);
            long begun = System.nanoTime();
            rows = read(statement, sql);
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (seconds < best) {
                best = seconds;
                processor = processorSeconds(process) - worked;
            }
        }
        slow += best > goal ? 1 : 0;
        String marked = best > goal ? "**%.2f s**" : "%.2f s";
        return String.format(Locale.ROOT, "| " + marked + " | %.2f s | %d ", best, processor, rows);
    }

    private static double processorSeconds(Path process) throws IOException {
        String[] fields = Files.readString(process).replaceFirst(".*\\) ", "").split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS;
    }

    private static long read(Statement statement, String sql) throws SQLException {
        long rows = 0;
        try (ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                result.getObject(columns);
                rows++;
            }
        }
        return rows;
    }

    private static long one(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}

package org.scewarehouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.scewarehouse.etl.source.connect.ConnectYear;

/**
 * Whether the reports of content are the truth after a first night that loads days of history and thirty nights more,
 * and how long that takes. Ends with 5 where they are not.
 *
 * <p>Arguments, all optional: items (5000), people (3000), visits of a popular item on a day (1; 67 make some 200,000
 * visits a day of 5000 items), days of history (400; what nobody has viewed in a year is not asked with less).
 */
public final class ConnectYearBench {

    private static final int WRONG = 5;
    private static final int SHOWN = 20;
    private static final int ITEMS_AT_ONCE = 250;

    private ConnectYearBench() {}

    public static void main(String[] arguments) throws Exception {
        int items = Measured.argument(arguments, 0, 5_000);
        int people = Measured.argument(arguments, 1, 3_000);
        int visits = Measured.argument(arguments, 2, 1);
        int past = Measured.argument(arguments, 3, ConnectYear.YEAR);
        Measured.machine();
        Path folder = Files.createTempDirectory("connect-year");
        boolean isRight = true;
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
                ConnectYear year = new ConnectYear(folder, server.getPostgresDatabase(), items, people, visits, past)) {
            Measured.OUT.printf("%d nights: %.0f s%n", ConnectYear.NIGHTS, Measured.seconds(year::collect));
            Measured.OUT.printf("load of all days: %.0f s%n", Measured.seconds(year::load));
            isRight &= isRight("never deployed, by kind", year.neverDeployed());
            isRight &= areVisitsRight(year);
            isRight &= isRight("failing schedules, by time since and failures in a row", year.failingSchedules());
            if (past >= ConnectYear.YEAR) {
                isRight &= isRight("not viewed in a year, by the last day", year.notViewed());
                isRight &= isRight("dead and forgotten schedules", year.deadAndForgottenSchedules());
            }
            isRight &= isRight("copies, by how many never worked", year.copies());
            isRight &= isRight("deleted, by day", year.deleted());
            isRight &= isRight("redeploys that fail", year.redeploysFailing());
        } finally {
            Measured.delete(folder);
        }
        if (!isRight) {
            System.exit(WRONG);
        }
    }

    /** Item by item, so that all pairs of item and person need not fit into memory. */
    private static boolean areVisitsRight(ConnectYear year) throws SQLException {
        long pairs = 0;
        long visits = 0;
        long wrong = 0;
        for (int from = 0; from < year.items().size(); from += ITEMS_AT_ONCE) {
            int to = Math.min(from + ITEMS_AT_ONCE, year.items().size());
            ConnectYear.Pair pair = year.visits(year.items().subList(from, to));
            pairs += pair.truth().size();
            visits += pair.truth().values().stream().mapToLong(Long::parseLong).sum();
            wrong += pair.differences().size();
        }
        Measured.OUT.printf("visits by item and person: %d visits of %d pairs, %d differ%n", visits, pairs, wrong);
        return wrong == 0 && pairs > 0;
    }

    private static boolean isRight(String what, ConnectYear.Pair pair) {
        List<String> differences = pair.differences();
        Measured.OUT.printf(
                "%s: %d true, %d found, %d differ%n",
                what, pair.truth().size(), pair.found().size(), differences.size());
        differences.stream().limit(SHOWN).forEach(difference -> Measured.OUT.printf("  %s%n", difference));
        return differences.isEmpty() && !pair.truth().isEmpty();
    }
}

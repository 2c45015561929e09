package org.scewarehouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.scewarehouse.etl.source.connect.ConnectYear;

/**
 * Whether the reports of content are the truth after a first night that loads 400 days of history and thirty nights
 * more, and how long that takes. Ends with 5 where they are not.
 *
 * <p>Arguments, all optional: items (5000), people (3000), visits of a popular item on a day (1).
 */
public final class ConnectYearBench {

    private static final int WRONG = 5;
    private static final int SHOWN = 20;

    private ConnectYearBench() {}

    public static void main(String[] arguments) throws Exception {
        int items = Measured.argument(arguments, 0, 5_000);
        int people = Measured.argument(arguments, 1, 3_000);
        int visits = Measured.argument(arguments, 2, 1);
        Measured.machine();
        Path folder = Files.createTempDirectory("connect-year");
        boolean isRight = true;
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
                ConnectYear year = new ConnectYear(folder, server.getPostgresDatabase(), items, people, visits)) {
            Measured.OUT.printf("%d nights: %.0f s%n", ConnectYear.NIGHTS, Measured.seconds(year::collect));
            Measured.OUT.printf("load of all days: %.0f s%n", Measured.seconds(year::load));
            isRight &= isRight("never deployed, by kind", year.neverDeployed());
            isRight &= isRight("not viewed in a year, by the last day", year.notViewed());
            isRight &= isRight("visits by item and person", year.visits());
            isRight &= isRight("failing schedules, by time since and failures in a row", year.failingSchedules());
            isRight &= isRight("dead and forgotten schedules", year.deadAndForgottenSchedules());
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

    private static boolean isRight(String what, ConnectYear.Pair pair) {
        List<String> differences = pair.differences();
        Measured.OUT.printf(
                "%s: %d true, %d found, %d differ%n",
                what, pair.truth().size(), pair.found().size(), differences.size());
        differences.stream().limit(SHOWN).forEach(difference -> Measured.OUT.printf("  %s%n", difference));
        return differences.isEmpty() && !pair.truth().isEmpty();
    }
}

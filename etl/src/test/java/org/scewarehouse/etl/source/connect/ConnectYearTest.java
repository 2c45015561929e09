package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.source.connect.ConnectYear.Pair;

/** As {@code bench/run connect-year} does with 5,000 items: the reports of content are the truth of 430 days. */
class ConnectYearTest {

    @TempDir
    Path folder;

    @Test
    void reportsAreTheTruthAfterAFirstNightOfHistoryAndThirtyMore() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                ConnectYear year = new ConnectYear(folder, server.getPostgresDatabase(), 60, 9, 1, ConnectYear.YEAR)) {
            year.collect();
            year.load();
            assertEqual(year.neverDeployed());
            assertEqual(year.notViewed());
            assertEqual(year.visits(year.items()));
            assertEqual(year.failingSchedules());
            assertEqual(year.deadAndForgottenSchedules());
            assertEqual(year.copies());
            assertEqual(year.deleted());
            assertEqual(year.redeploysFailing());
        }
    }

    private static void assertEqual(Pair pair) {
        assertThat(pair.truth()).isNotEmpty();
        assertThat(pair.differences()).isEmpty();
    }
}

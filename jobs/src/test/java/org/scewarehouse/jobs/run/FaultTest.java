package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.PassingConflict;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.StoreRefused;
import org.scewarehouse.etl.load.FenceLost;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.Termination;
import org.scewarehouse.jobs.postgres.ServerImpossible;
import org.scewarehouse.jobs.postgres.ServerUnavailable;
import org.scewarehouse.jobs.settings.SettingsLoader;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.model.Day;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class FaultTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void everyFaultHasItsExitCode() {
        assertThat(exitCode(new SourceUnavailable("x"))).isEqualTo(3);
        assertThat(exitCode(new ServerUnavailable("x"))).isEqualTo(3);
        assertThat(exitCode(new WarehouseUnavailable("x", new SQLException("x", "42000"))))
                .isEqualTo(3);
        assertThat(exitCode(new FenceLost("x"))).isEqualTo(6);
        assertThat(exitCode(new IllegalStateException("wrapped", new SQLException("x", "08006"))))
                .isEqualTo(3);
        assertThat(exitCode(new SQLTransientConnectionException("the pool has none")))
                .isEqualTo(3);
        assertThat(exitCode(new SourceMisconfigured("x"))).isEqualTo(4);
        assertThat(exitCode(new IOException("No space left on device"))).isEqualTo(3);
        assertThat(exitCode(new SQLException("x", "08006"))).isEqualTo(3);
        assertThat(exitCode(new SQLException("x", "57P01"))).isEqualTo(3);
        assertThat(exitCode(new SQLException("x", "40001"))).isEqualTo(3);
        assertThat(exitCode(new SQLException("x", "42501"))).isEqualTo(4);
        assertThat(exitCode(new SourceChanged("x"))).isEqualTo(4);
        assertThat(exitCode(new SettingsRejected(List.of("x")))).isEqualTo(4);
        assertThat(exitCode(new ServerImpossible("x"))).isEqualTo(4);
        assertThat(exitCode(new DataRejected("x"))).isEqualTo(5);
        assertThat(exitCode(new InterruptedException())).isEqualTo(143);
        assertThat(exitCode(new IllegalStateException("x"))).isEqualTo(4);
        assertThat(exitCode(new SQLException("x", "25006"))).isEqualTo(4); // the loader waits for a failover itself
        assertThat(exitCode(new OptimisticLockingFailureException("x"))).isEqualTo(3);
        assertThat(exitCode(new IllegalStateException(new IOException("x")))).isEqualTo(3);
        assertThat(exitCode(new OutOfMemoryError("Java heap space"))).isEqualTo(4);
        assertThat(exitCode(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo(4);
    }

    /** As after an upgrade, before the first run of it: status and impact migrate nothing. */
    @Test
    void whatAnOlderWarehouseLacksIsToldWithTheRemedy() {
        SQLException lacking = new SQLException("relation \"ops.removal\" does not exist", "42P01");
        assertThat(Fault.of(lacking).text()).contains("ops.removal").contains("./sce migrate");
        assertThat(Fault.of(new SQLException("x", "42501")).text()).doesNotContain("migrate");
    }

    @Test
    void aDayThatFailedEndsAsItsFaultSays() {
        assertThat(dayEndsWith(new SourceUnavailable("x"))).isEqualTo(ExitCode.RUN_AGAIN);
        assertThat(dayEndsWith(new UncheckedIOException(new IOException("No space left on device"))))
                .isEqualTo(ExitCode.RUN_AGAIN);
        assertThat(dayEndsWith(new FenceLost("x"))).isEqualTo(ExitCode.RUN_AGAIN);
        assertThat(dayEndsWith(new PassingConflict("x"))).isEqualTo(ExitCode.RUN_AGAIN);
        assertThat(dayEndsWith(new IllegalStateException(new SQLException("x", "08006"))))
                .isEqualTo(ExitCode.RUN_AGAIN);
        assertThat(dayEndsWith(null)).isEqualTo(ExitCode.RUN_AGAIN);
        assertThat(dayEndsWith(new StoreRefused("x"))).isEqualTo(ExitCode.ACT);
        assertThat(dayEndsWith(new SourceChanged("x"))).isEqualTo(ExitCode.ACT);
        assertThat(dayEndsWith(new NullPointerException())).isEqualTo(ExitCode.ACT);
        assertThat(dayEndsWith(new StackOverflowError())).isEqualTo(ExitCode.ACT);
        assertThat(dayEndsWith(new OutOfMemoryError("Java heap space"))).isEqualTo(ExitCode.ACT);
        assertThat(dayEndsWith(new DataRejected("x"))).isEqualTo(ExitCode.BROKEN);
    }

    /** As a day ends whose warehouse has no room left for the rows of Spring Batch. */
    @Test
    void ofAFailureInTheWarehouseOnlyTellsWhatTheWarehouseSays() {
        Throwable failure = new IllegalStateException(
                "Ended flow=extract-directory at state=extract-directory.step0 with exception",
                new IllegalStateException(
                        "PreparedStatementCallback; SQL [INSERT INTO x VALUES (?, ?)]; ERROR: could not extend file",
                        new SQLException("ERROR: could not extend file: No space left on device", "53100")));
        assertThat(Messages.of(failure))
                .isEqualTo("the warehouse says: ERROR: could not extend file: No space left on device");
    }

    private static ExitCode dayEndsWith(@Nullable Throwable failure) {
        PlannedDay day = new PlannedDay(
                "hr", new Day(LocalDate.of(2026, 8, 18), ZoneOffset.UTC), PlannedDay.Action.LOAD, "", false, false);
        DayOutcome failed = new DayOutcome(day, DayOutcome.State.FAILED, null, Duration.ZERO, "", failure);
        return RunReport.code(List.of(failed), false);
    }

    @Test
    void oneSourceThatFailsIsToldAndTheRunAsAWholeGoesOnUnlessItIsTheRunThatFails() {
        Console console = Console.of(new PrintStream(said), new PrintStream(said));
        Session session = new Session(
                SettingsLoader.load(null, Map.of("SCE_SOURCES_PROMETHEUS_URL", "http://localhost:1"), folder),
                console,
                Termination.never(),
                Clock.systemUTC());
        ConfiguredSource source = ConfiguredSource.all(session).get(0);
        assertThat(RunReport.failed(source, new StoreRefused("no such bucket"), console))
                .isEqualTo(ExitCode.ACT);
        assertThat(RunReport.failed(source, new NullPointerException(), console))
                .isEqualTo(ExitCode.ACT);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("prometheus  FAILED: no such bucket", "prometheus  FAILED: NullPointerException");
        for (RuntimeException ofTheRun : List.of(
                new WarehouseUnavailable("x", new SQLException()),
                new IllegalStateException(new SQLTransientConnectionException("the pool has none")),
                new CannotCreateTransactionException("x"),
                new Stopped(),
                new SettingsRejected(List.of("x")),
                new RequestRefused("x"))) {
            assertThatThrownBy(() -> RunReport.failed(source, ofTheRun, console))
                    .isSameAs(ofTheRun);
        }
    }

    /** Where Spring begins, before anything of a day is done. */
    @Test
    void aWarehouseThatGoesAwayAsTheRunBeginsIsKnownToBeAway() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setUrl("jdbc:postgresql://127.0.0.1:1/warehouse");
        assertThatThrownBy(() -> BatchSession.open(nobody))
                .satisfies(thrown -> assertThat(Fault.isWarehouseAway(thrown)).isTrue());
        assertThat(Fault.isWarehouseAway(new SourceUnavailable("x"))).isFalse();
        assertThat(Fault.isWarehouseAway(new IllegalStateException(new SQLException("x", "42501"))))
                .isFalse();
        assertThat(Fault.isWarehouseAway(new UncheckedIOException(new IOException("x"))))
                .isFalse();
    }

    @Test
    void oneIsNoExitCode() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotContain(1);
    }

    @Test
    void theMostUrgentExitCodeWins() {
        assertThat(ExitCode.DONE.and(ExitCode.DONE_WITH_WARNINGS)).isEqualTo(ExitCode.DONE_WITH_WARNINGS);
        assertThat(ExitCode.BROKEN.and(ExitCode.RUN_AGAIN)).isEqualTo(ExitCode.BROKEN);
    }

    private static int exitCode(Throwable thrown) {
        return Fault.of(thrown).exitCode().number();
    }
}

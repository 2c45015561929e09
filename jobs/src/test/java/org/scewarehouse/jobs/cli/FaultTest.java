package org.scewarehouse.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.load.FenceLost;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.postgres.ServerImpossible;
import org.scewarehouse.jobs.postgres.ServerUnavailable;
import org.scewarehouse.jobs.settings.SettingsRejected;

class FaultTest {
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
        assertThat(exitCode(new OutOfMemoryError("Java heap space"))).isEqualTo(4);
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

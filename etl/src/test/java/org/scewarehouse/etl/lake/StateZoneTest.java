package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateZoneTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

    @TempDir
    Path folder;

    @Test
    void givesTheLastStateBeforeADay() {
        StateZone states = new StateZone(new LocalStore(folder));
        assertThat(states.before("prometheus", DAY)).isEmpty();
        states.keep("prometheus", DAY.minusDays(9), "old".getBytes(StandardCharsets.UTF_8));
        states.keep("prometheus", DAY.minusDays(2), "new".getBytes(StandardCharsets.UTF_8));
        states.keep("prometheus", DAY, "later".getBytes(StandardCharsets.UTF_8));
        states.keep("other", DAY.minusDays(1), "other".getBytes(StandardCharsets.UTF_8));
        StateZone.State state = states.before("prometheus", DAY).orElseThrow();
        assertThat(state.day()).isEqualTo(DAY.minusDays(2));
        assertThat(state.content()).asString().isEqualTo("new");
        assertThat(state.sha256()).isEqualTo(Sha256.of(state.content()));
    }
}

package org.scewarehouse.etl.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void thoseThatAskAtOnceBeginOneAfterAnother() {
        Pace pace = new Pace(0.01, waits::add); // once in 100 s, so that the time of the test itself is nothing
        for (int i = 0; i < 4; i++) {
            pace.await();
        }
        assertThat(waits)
                .extracting(wait -> Math.round(wait.toSeconds() / 10.0))
                .containsExactly(10L, 20L, 30L);
    }

    @Test
    void withoutAPaceNobodyWaits() {
        Pace pace = new Pace(0, waits::add);
        pace.await();
        pace.await();
        assertThat(waits).isEmpty();
    }
}

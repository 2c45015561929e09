package org.scewarehouse.etl.source.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTimeTest {

    @Test
    void readsWhatTheGeneralWayReads() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong(1_000_000_000) / (long) Math.pow(10, random.nextInt(10));
            Instant instant = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), nanos);
            String text = instant.toString();
            boolean isLateInMonth = Integer.parseInt(text.substring(8, 10)) > 28;
            assertThat(PlainTime.parse(text)).as(text).isEqualTo(isLateInMonth ? null : instant);
        }
        assertThat(PlainTime.parse("2026-01-03T02:00:09.5Z")).isEqualTo(Instant.parse("2026-01-03T02:00:09.5Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-01-03T02:00:09",
                "2026-01-03T02:00:09.Z",
                "2026-01-03T02:00:09+02:00",
                "2026-01-03 02:00:09Z",
                "2026-00-03T02:00:09Z",
                "2026-13-03T02:00:09Z",
                "2026-02-30T02:00:09Z",
                "2026-01-03T24:00:00Z",
                "2026-01-03T02:60:09Z",
                "2026-01-03T02:00:60Z",
                "2026-01-03T02:00:09.1234567890Z"
            })
    void leavesAllElseToTheGeneralWay(String text) {
        assertThat(PlainTime.parse(text)).isNull();
    }
}

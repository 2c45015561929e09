package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.model.Day;

class ObservationTest {

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-01-15",
        "Asia/Kolkata, 2026-01-15",
        "Europe/Berlin, 2026-03-29",
        "Europe/Berlin, 2026-10-25",
        "America/New_York, 2026-03-08",
        "America/New_York, 2026-11-01"
    })
    void whatIsSeenWithinTwelveHoursAfterADayIsThatDaysHoweverLongItWas(ZoneId zone, LocalDate date) {
        Day day = new Day(date, zone);
        assertThat(reaches(day, day.to())).isTrue();
        assertThat(reaches(day, day.to().plusSeconds(12 * 3600 - 1))).isTrue();
        assertThat(reaches(day, day.to().plusSeconds(12 * 3600 + 1))).isFalse();
    }

    private static boolean reaches(Day day, Instant now) {
        Reach reach = Observation.reach(now, day.zone(), "as of now");
        return !day.from().isBefore(reach.from()) && !day.from().isBefore(reach.begin());
    }
}

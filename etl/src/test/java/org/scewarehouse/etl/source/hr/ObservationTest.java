package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
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

    /** As the files in infra have them and infra/README.md says of them. */
    @ParameterizedTest
    @CsvSource({"America/New_York, true", "UTC, true", "Asia/Singapore, true", "Asia/Tokyo, false"})
    void withTheTimesThatTheSchedulesComeWithDaysAreHadInSomeZonesOnly(ZoneId zone, boolean areHad) {
        for (LocalDate date = LocalDate.of(2026, 1, 1); date.getYear() == 2026; date = date.plusDays(1)) {
            Day day = new Day(date, zone);
            boolean isHad = Stream.of(date, date.plusDays(1))
                    .flatMap(morning -> Stream.of(morning.atTime(3, 17), morning.atTime(7, 17)))
                    .map(run -> run.toInstant(ZoneOffset.UTC))
                    .anyMatch(run -> !run.isBefore(day.to()) && reaches(day, run));
            assertThat(isHad).as("%s in %s", date, zone).isEqualTo(areHad);
        }
    }

    private static boolean reaches(Day day, Instant now) {
        Reach reach = Observation.reach(now, day.zone(), "as of now");
        return !day.from().isBefore(reach.from()) && !day.from().isBefore(reach.begin());
    }
}

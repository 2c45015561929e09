package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Warehouse;

/** The last day of employment that HR announces of people whom it then shows no more. */
class LastDayTest {

    @Test
    void whoIsNoLongerShownLeftOnTheLastDayThatWasAnnounced(@TempDir Path folder) {
        HrDays hr = new HrDays(folder, Reference.none());
        hr.build(
                "2026-08-05",
                "E1,anna,active,STATS,,,2026-08-07",
                "E2,ben,active,STATS,,,2026-08-31",
                "E3,cy,active,A");
        hr.build(
                "2026-08-06",
                "E1,anna,active,STATS,,,2026-08-07",
                "E2,ben,active,STATS,,,2026-08-31",
                "E3,cy,active,A");
        hr.build("2026-08-10", "E3,cy,active,A,,,2019-01-01");
        hr.build("2026-08-11", "E9,dan,active,A");
        assertThat(hr.versions("2026-08-11", "E1", "E2", "E3"))
                .contains(
                        "E1 1900-01-01 2026-08-08 STATS employed - - -",
                        "E1 2026-08-08 9999-12-31 STATS left 2026-08-07 - -",
                        "E2 1900-01-01 2026-08-10 STATS employed - - -",
                        "E2 2026-08-10 9999-12-31 STATS left 2026-08-10 - -",
                        "E3 1900-01-01 2026-08-11 A employed - - -",
                        "E3 2026-08-11 9999-12-31 A left 2026-08-11 - -");
    }

    @Test
    void aStateFromBeforeLastDaysWereKeptIsRead() {
        StateOutput former = new StateOutput(1);
        former.putByte(1);
        former.putInt(0);
        former.putBoolean(true);
        former.putUtf("E1");
        for (int name = 0; name < 6; name++) {
            former.putText(null);
        }
        former.putDay(null);
        former.putShort(0);
        former.putInt(Short.BYTES + 2 * Integer.BYTES + 1 + 8 * Integer.BYTES);
        former.putShort(1);
        former.putDay(Warehouse.OPEN_START);
        former.putByte(1);
        former.putDay(null);
        for (int text = 0; text < 8; text++) {
            former.putInt(0);
        }
        former.putBoolean(false);
        try (PeopleState.Reader people = new PeopleState.Reader(former.finish(), false)) {
            PersonHistory person = Objects.requireNonNull(people.next());
            assertThat(person.employeeId()).isEqualTo("E1");
            assertThat(person.lastDay()).isNull();
            assertThat(person.current().isEmployed()).isTrue();
            assertThat(people.next()).isNull();
        }
    }
}

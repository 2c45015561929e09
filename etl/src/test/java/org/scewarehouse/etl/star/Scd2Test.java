package org.scewarehouse.etl.star;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.model.Warehouse;

class Scd2Test {

    private static final LocalDate FOURTH = LocalDate.of(2026, 8, 4);
    private static final List<Scd2.Version<String>> TWO = Scd2.changed(Scd2.first("a"), FOURTH, "b");

    @Test
    void whatIsFoundOfTheDayOnWhichAVersionBeginsTakesItsPlace() {
        assertThat(Scd2.changed(TWO, FOURTH, "c"))
                .containsExactly(new Scd2.Version<>(Warehouse.OPEN_START, "a"), new Scd2.Version<>(FOURTH, "c"));
        assertThat(Scd2.changed(TWO, FOURTH, "a")).isEqualTo(Scd2.first("a"));
    }

    @Test
    void whatIsFoundOfAllDaysIsTheOnlyVersionAndHoldsBeforeTheFirstDayToo() {
        assertThat(Scd2.changed(TWO, Warehouse.OPEN_START, "c")).isEqualTo(Scd2.first("c"));
        assertThat(Scd2.changed(TWO, Warehouse.OPEN_START.minusDays(1), "c")).isEqualTo(Scd2.first("c"));
    }

    @Test
    void aVersionLastsUntilTheDayBeforeTheNextBegins() {
        assertThat(Scd2.validTo(TWO, 0)).isEqualTo(FOURTH);
        assertThat(Scd2.validTo(TWO, 1)).isEqualTo(Warehouse.OPEN_END);
    }
}

package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void theNameOfTheColumnSaysTheUnit() {
        assertThat(Figure.text("idle_ratio", 0.8763)).isEqualTo("88\u00A0%");
        assertThat(Figure.text("failed_share", 0.0312)).isEqualTo("3.1\u00A0%");
        assertThat(Figure.text("failed_share", 0)).isEqualTo("0\u00A0%");
        assertThat(Figure.text("idle_ratio", 0.994)).isEqualTo("99.4\u00A0%");
        assertThat(Figure.text("mean_share_percent", 12.4)).isEqualTo("12\u00A0%");
        assertThat(Figure.text("idle_cost_usd", new BigDecimal("1234.567"))).isEqualTo("1,235\u00A0USD");
        assertThat(Figure.text("idle_cost_usd", new BigDecimal("4.567"))).isEqualTo("4.57\u00A0USD");
        assertThat(Figure.text("bundle_bytes", 999L)).isEqualTo("999\u00A0B");
        assertThat(Figure.text("bundle_bytes", 1_500_000L)).isEqualTo("1.5\u00A0MB");
        assertThat(Figure.text("bundle_bytes", 999_990L)).isEqualTo("1.0\u00A0MB");
        assertThat(Figure.text("wait_seconds", 12.34)).isEqualTo("12.3\u00A0s");
        assertThat(Figure.text("wait_seconds", 120)).isEqualTo("2\u00A0min");
        assertThat(Figure.text("wait_seconds", 9_000)).isEqualTo("2.5\u00A0h");
        assertThat(Figure.text("wait_seconds", 864_000)).isEqualTo("10\u00A0days");
        assertThat(Figure.text("item_count", 12_345L)).isEqualTo("12,345");
    }

    @Test
    void aPriceIsToldOnceHoweverManyRowsAreMadeWithIt() {
        assertThat(Figure.text(
                        "core_hour_rates",
                        "billed 0.05, billed 0.05, illustrative 0.02, billed 0.05, illustrative 0.02"))
                .isEqualTo("billed 0.05, illustrative 0.02");
    }

    @Test
    void daysUntilAPercentageAreDays() {
        assertThat(Figure.text("days_to_25_percent", 12)).isEqualTo("12");
        assertThat(Figure.text("days_to_50_percent", null)).isEqualTo("–");
    }

    @Test
    void unknownIsNotZero() {
        assertThat(Figure.text("item_count", null)).isEqualTo("–");
        assertThat(Figure.text("item_count", 0)).isEqualTo("0");
    }

    @Test
    void timesAreUtcMinutes() {
        assertThat(Figure.text("seen_at", Timestamp.from(Instant.parse("2026-08-20T22:10:59Z"))))
                .isEqualTo("2026-08-20 22:10");
    }

    @Test
    void labelsAreWordsWithoutWhatTheFigureSaysItself() {
        assertThat(Figure.label("department_name")).isEqualTo("department");
        assertThat(Figure.label("idle_cost_usd")).isEqualTo("idle cost");
        assertThat(Figure.label("is_complete")).isEqualTo("complete");
        assertThat(Figure.label("cpu_allocated_core_hours")).isEqualTo("core hours allocated");
        assertThat(Figure.label("pseudonym")).isEqualTo("person");
        assertThat(Figure.label("repository_count")).isEqualTo("repositories");
        assertThat(Figure.label("active_1_day_count")).isEqualTo("active 1 day");
        assertThat(Figure.label("active_30_days_count")).isEqualTo("active 30 days");
        assertThat(Figure.label("lost_count")).isEqualTo("lost");
        assertThat(Figure.label("people_count")).isEqualTo("people");
    }
}

package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnsweredTest {
    private static final Period PERIOD = new Period(
            "2026-01",
            LocalDate.parse("2026-01-01"),
            LocalDate.parse("2026-02-01"),
            false,
            LocalDate.parse("2026-08-20"));

    @Test
    void whatIsNotLoadedInThePeriodIsUnknownAndNotNone() {
        assertThat(markup(new Loaded(Set.of("fact_container_day"), Set.of())))
                .contains("Not known: no day of fact_container_day is loaded in the period.")
                .doesNotContain("No interactive container ran.");
        assertThat(markup(new Loaded(Set.of(), Set.of())))
                .contains("Not known: no day of fact_container_day is loaded, so its source is not collected");
        assertThat(markup(new Loaded(Set.of("fact_container_day"), Set.of("fact_container_day"))))
                .contains("No interactive container ran.");
    }

    @Test
    void rowsOfZerosAboutDaysThatAreNotLoadedAreNoAnswer() {
        Section section = section("container_lifecycle");
        Rows zeros = PlotTest.rows("environment_name,ran_count", PlotTest.row("Ocean", 0));
        Loaded other = new Loaded(Set.of("fact_container_day"), Set.of());
        Answered answered =
                new Answered(section, SectionQuery.resource(section.name()), reach(section, other), zeros, zeros);
        assertThat(answered.isTold()).isFalse();
        assertThat(answered.markup(PERIOD, new Meanings(Map.of())))
                .contains("Not known: no day of fact_container_day is loaded in the period.");
    }

    @Test
    void aSiteWithOneSourceIsToldWhatThatSourceTells() {
        Loaded batchAlone = new Loaded(Set.of("fact_batch_job_day"), Set.of("fact_batch_job_day"));
        for (String name : List.of("active_users", "adoption_trend", "component_mix", "cost_and_carbon_month")) {
            assertThat(reach(section(name), batchAlone)).as(name).isEqualTo(Loaded.Reach.PERIOD);
        }
        assertThat(reach(section("container_idleness"), batchAlone)).isEqualTo(Loaded.Reach.NEVER);
    }

    @Test
    void howThingsAreNowNeedsNoDayOfThePeriod() {
        Loaded earlier = new Loaded(Set.of("fact_content_day"), Set.of());
        assertThat(reach(section("content_never_deployed"), earlier)).isEqualTo(Loaded.Reach.PERIOD);
    }

    /** What is asked of the period is not told of months in which something else alone is loaded, such as HR. */
    @Test
    void aSentenceOfThePeriodNeedsADayOfItThoughItsLinesAreOfAllMonths() {
        Loaded earlier = new Loaded(Set.of("fact_container_day"), Set.of());
        for (String name : List.of("platform_overview", "active_users", "adoption_trend", "component_mix")) {
            assertThat(reach(section(name), earlier)).as(name).isEqualTo(Loaded.Reach.OTHER_DAYS);
        }
    }

    @Test
    void howThingsAreNowIsNotSaidOfAPeriodThatIsOver() {
        Section section = section("schedules_failing");
        Rows rows = PlotTest.rows(
                "item_title,failures_in_row_count,schedule_count,cost_year_usd", PlotTest.row("Report", 3, 1, 0.5));
        Answered answered =
                new Answered(section, SectionQuery.resource(section.name()), Loaded.Reach.PERIOD, rows, rows);
        Meanings none = new Meanings(Map.of());
        assertThat(answered.markup(PERIOD, none)).contains("As of 2026-08-20, and not of the period.");
        Period last30 = new Period(
                "last 30 days", PERIOD.asOf().minusDays(29), PERIOD.asOf().plusDays(1), true, PERIOD.asOf());
        assertThat(answered.markup(last30, none)).doesNotContain("and not of the period");
    }

    @Test
    void aMonthThatIsNotOverIsNotReadAsAFall() {
        String note = "The last month is loaded up to 2026-08-20 only.";
        assertThat(lines("2026-07", "2026-08")).contains(note);
        assertThat(lines("2026-06", "2026-07")).doesNotContain(note);
    }

    private static String lines(String... months) {
        Section section = section("adoption_trend");
        Rows rows = PlotTest.rows(
                "period_name,component,active_count,new_count,lost_count",
                PlotTest.row(months[0], "any", 9, 1, 1),
                PlotTest.row(months[1], "any", 3, 0, 6));
        return new Answered(section, SectionQuery.resource(section.name()), Loaded.Reach.PERIOD, rows, rows)
                .markup(PERIOD, new Meanings(Map.of()));
    }

    private static String markup(Loaded loaded) {
        Section section = section("container_idleness");
        Answered answered = new Answered(
                section,
                SectionQuery.resource(section.name()),
                reach(section, loaded),
                Rows.none(),
                PlotTest.rows("idle_ratio", PlotTest.row((Object) null)));
        return answered.markup(PERIOD, new Meanings(Map.of()));
    }

    private static Loaded.Reach reach(Section section, Loaded loaded) {
        return loaded.of(section.facts(), SectionQuery.resource(section.name()).isOfPeriod());
    }

    private static Section section(String name) {
        return Sections.ALL.stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentenceTest {
    private static final Sentence SENTENCE = new Sentence("{job_count|job|jobs} waited {wait_seconds}.");

    @Test
    void figuresStandInTheSentenceAndWordsBend() {
        assertThat(markup(1, 10)).isEqualTo("<strong>1</strong> job waited <strong>10\u00A0s</strong>.");
        assertThat(markup(2, null)).isEqualTo("<strong>2</strong> jobs waited <strong>an unknown amount</strong>.");
        assertThat(SENTENCE.columns()).containsExactly("job_count", "wait_seconds");
    }

    @Test
    void anUnknownAmountOfAUnitThatFollowsIsAnUnknownNumberOfIt() {
        assertThat(new Sentence("{home_drive_gb} GB lie there.")
                        .markup(PlotTest.rows("home_drive_gb", PlotTest.row((Object) null))))
                .isEqualTo("<strong>an unknown number of</strong> GB lie there.");
    }

    @Test
    void aFigureThatTheQueryDoesNotGiveIsNamed() {
        assertThatThrownBy(() -> SENTENCE.markup(PlotTest.rows("job_count", PlotTest.row(1))))
                .hasMessageContaining("no column wait_seconds");
    }

    @Test
    void theFileOfAQueryExplainsItsColumns() {
        SectionQuery query = SectionQuery.of("""
                -- job_count: Jobs that
                --  ran
                select job_count from report.job_cost where period_name = :period

                -- answer
                select 1 from mart.dim_period
                """);
        assertThat(query.meanings()).containsEntry("job_count", "Jobs that ran");
        assertThat(query.rows()).isEqualTo("select job_count from report.job_cost where period_name = :period");
        assertThat(query.answer()).isEqualTo("select 1 from mart.dim_period");
        assertThat(query.relations()).containsExactly("report.job_cost", "mart.dim_period");
    }

    private static String markup(@Nullable Object... values) {
        return SENTENCE.markup(PlotTest.rows("job_count,wait_seconds", values));
    }
}

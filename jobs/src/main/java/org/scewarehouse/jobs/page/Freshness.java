package org.scewarehouse.jobs.page;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * What stands on top: how far each source reaches, and what is known to be missing.
 *
 * @param sources one row per source
 * @param gaps what is missing in the period
 * @param zone whose days are reported
 */
record Freshness(Rows sources, Rows gaps, ZoneId zone) {
    private static final int MOST_GAPS = 12;

    // Days after a source's last complete one are behind, or not due yet; missing are those before it.
    private static final String SOURCES = """
            select source, min(first_observed_day) as first_day, max(last_complete_day) as last_complete_day,
                   max(as_of_day) - max(last_complete_day) as days_behind,
                   max(hole_day_count) as missing_day_count,
                   max(lost_day_count) as lost_day_count, max(last_published_at) as last_published_at
            from report.data_freshness
            cross join (select max(as_of_day) as as_of_day from mart.dim_period) warehouse
            group by source
            order by source
            """;

    private static final String GAPS = """
            select source, lower(replace(kind, '_', ' ')) as kind, subject, reason, finding_count, day_count
            from report.data_quality
            where period_name = :period and kind <> 'NOTE'
            order by kind = 'DROP' desc, kind <> 'GAP' desc, day_count desc, source, subject
            """;

    static Freshness read(Reading reading) throws SQLException {
        String zone = reading.rows("select reporting_zone from report.setting").text(0, "reporting_zone");
        return new Freshness(reading.rows(SOURCES), reading.rows(GAPS), ZoneId.of(zone));
    }

    String markup(Period period, Instant now) {
        Markup markup =
                new Markup().open("section", "id", "freshness").element("h2", "How fresh and complete is this?");
        markup.open("p", "class", "answer").markup(sentence(period, now)).close("p");
        markup.markup(DataTable.of("How far each source reaches.", sources));
        if (gaps.isEmpty()) {
            markup.element("p", "Nothing is known to be missing or to have been dropped.");
        } else {
            markup.open("details")
                    .element("summary", gapsSummary())
                    .markup(DataTable.of("What is missing, or was dropped, and why.", gaps, MOST_GAPS))
                    .open("pre")
                    .element("code", SectionQuery.of(GAPS, period).strip())
                    .close("pre")
                    .close("details");
        }
        return markup.element("p", "Made at " + Figure.text("made_at", Timestamp.from(now)) + " UTC.", "class", "made")
                .close("section")
                .toString();
    }

    private String gapsSummary() {
        int count = gaps.count();
        return (gaps.isCut() ? "More than " + count + " things are" : count == 1 ? "1 thing is" : count + " things are")
                + " known to be missing, or measured only in part";
    }

    private String sentence(Period period, Instant now) {
        long age = ChronoUnit.DAYS.between(period.asOf(), now.atZone(zone).toLocalDate());
        int behind = 0;
        int holed = 0;
        for (int row = 0; row < sources.count(); row++) {
            boolean isBehind =
                    sources.value(row, "last_complete_day") == null || sources.number(row, "days_behind") > 0;
            behind += isBehind ? 1 : 0;
            holed += sources.number(row, "missing_day_count") > 0 ? 1 : 0;
        }
        return new Markup()
                .text("The numbers are of days up to ")
                .element("strong", period.asOf().toString())
                .text(
                        age == 1
                                ? ", the day before this page was made. "
                                : ", " + age + " days before this page was made. ")
                .text(behind == 0 ? "Every source reaches that day" : sources(behind) + " not reach that day")
                .text(
                        holed == 0
                                ? "; no day is missing in between."
                                : "; " + sources(holed) + " not have every day before it.")
                .toString();
    }

    private static String sources(int count) {
        return count == 1 ? "1 source does" : count + " sources do";
    }
}

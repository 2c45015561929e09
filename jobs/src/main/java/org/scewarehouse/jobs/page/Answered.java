package org.scewarehouse.jobs.page;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A section with what the warehouse answered.
 *
 * @param section the question
 * @param query its queries
 * @param reach how much is loaded of what it is counted from
 * @param rows of the table
 * @param answer the one row that fills the sentence; no row where nothing was asked
 */
record Answered(Section section, SectionQuery query, Loaded.Reach reach, Rows rows, Rows answer) {

    /** Whether a number can be told. */
    boolean isTold() {
        return reach == Loaded.Reach.PERIOD && !rows.isEmpty() && !answer.isEmpty();
    }

    /** The section as markup. */
    String markup(Period period, Meanings meanings) {
        String name = section.name();
        Markup markup = new Markup()
                .open("section", "id", name)
                .element("h3", section.question())
                .open("p", "class", "answer")
                .markup(sentence())
                .close("p");
        if (isTold() && !query.isOfPeriod() && !period.reachesAsOf()) {
            markup.element("p", "As of " + period.asOf() + ", and not of the period.", "class", "made");
        }
        if (isTold()) {
            markup.markup(section.plot().draw(name, section.question(), rows));
            if (endsInAMonthThatIsNotOver(period)) {
                markup.element("p", "The last month is loaded up to " + period.asOf() + " only.", "class", "made");
            }
            Rows table = section.plot() instanceof Lines lines ? rows.latestFirst(lines.time()) : rows;
            markup.markup(DataTable.of(section.question(), table));
        }
        if (reach != Loaded.Reach.NEVER) {
            markup.markup(counted(period, meanings));
        }
        return markup.close("section").toString();
    }

    /** Whether lines go down at their end only since a month has just begun. */
    private boolean endsInAMonthThatIsNotOver(Period period) {
        YearMonth month = YearMonth.from(period.asOf());
        return section.plot() instanceof Lines lines
                && rows.text(rows.count() - 1, lines.time()).equals(month.toString())
                && !period.asOf().equals(month.atEndOfMonth());
    }

    /** Columns on show whose meaning nobody has written down: a fault of the section. */
    List<String> unexplained(Meanings meanings) {
        List<String> unexplained = new ArrayList<>();
        for (String column : shown()) {
            if (meaning(column, meanings) == null) {
                unexplained.add(section.name() + ": " + column);
            }
        }
        for (String relation : query.relations()) {
            if (meanings.ofRelation(relation) == null) {
                unexplained.add(section.name() + ": " + relation);
            }
        }
        return unexplained;
    }

    private String sentence() {
        if (isTold()) {
            return section.answer().markup(answer);
        }
        String facts = String.join(" or ", section.facts());
        return Markup.escaped(
                switch (reach) {
                    case NEVER ->
                        "Not known: no day of " + facts + " is loaded, so its source is not collected, or has"
                                + " not been yet.";
                    case OTHER_DAYS -> "Not known: no day of " + facts + " is loaded in the period.";
                    case PERIOD -> section.otherwise();
                });
    }

    private String counted(Period period, Meanings meanings) {
        Markup counted = new Markup().open("details").element("summary", "How was this counted?");
        for (String relation : query.relations()) {
            String meaning = meanings.ofRelation(relation);
            if (meaning != null) {
                counted.open("p").element("code", relation).text(" " + meaning).close("p");
            }
        }
        counted.open("dl");
        if (!answer.isEmpty()) {
            for (String column : answer.columns()) {
                if (!section.answer().columns().contains(column)) {
                    term(counted, column, answer.text(0, column), meanings);
                }
            }
        }
        Set<String> told = new LinkedHashSet<>(section.answer().columns());
        told.addAll(rows.columns());
        told.forEach(column -> term(counted, column, null, meanings));
        counted.close("dl");
        counted.element("p", "The rows of the table, all of them, as psql or ./sce sql gives them:", "class", "query");
        counted.open("pre")
                .element("code", SectionQuery.of(query.rows(), period))
                .close("pre");
        counted.element("p", "The figures of the sentence:", "class", "query");
        counted.open("pre")
                .element("code", SectionQuery.of(query.answer(), period))
                .close("pre");
        return counted.close("details").toString();
    }

    private void term(Markup counted, String column, @Nullable String figure, Meanings meanings) {
        String meaning = meaning(column, meanings);
        counted.element("dt", Figure.label(column) + (figure == null ? "" : ": " + figure))
                .element("dd", meaning == null ? "" : meaning);
    }

    private Set<String> shown() {
        Set<String> shown = new LinkedHashSet<>(answer.columns());
        shown.addAll(rows.columns());
        return shown;
    }

    private @Nullable String meaning(String column, Meanings meanings) {
        String own = query.meanings().get(column);
        return own != null ? own : meanings.ofColumn(column, query.relations());
    }
}

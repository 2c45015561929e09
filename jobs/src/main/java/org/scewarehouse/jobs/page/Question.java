package org.scewarehouse.jobs.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A question of the page, as other tools take it.
 *
 * @param chapter what it is about, in words
 * @param name short, unique
 * @param headline the question
 * @param description where the rows come from, and what columns mean that the warehouse does not explain
 * @param query gives the rows; {@link #PERIOD} stands in it for the name of a period, or nowhere
 * @param drawing how the rows are drawn
 * @param dimensions columns of what is drawn by
 * @param measures columns of what is drawn
 */
public record Question(
        String chapter,
        String name,
        String headline,
        String description,
        String query,
        Drawing drawing,
        List<String> dimensions,
        List<String> measures) {

    /** Stands for a text: the name of a period, as in {@code mart.dim_period}. */
    public static final String PERIOD = ":period";

    /** Ways to draw rows. */
    public enum Drawing {
        /** Horizontal bars, of one measure or of several that add up. */
        BARS,
        /** Horizontal bars of equal length, of parts of a whole. */
        SHARES,
        /** Lines over time, one per member of the second dimension. */
        LINES
    }

    /** All of them, in the page's order. */
    public static List<Question> all() {
        return Sections.ALL.stream().map(Question::of).toList();
    }

    private static Question of(Section section) {
        SectionQuery query = SectionQuery.resource(section.name());
        List<String> told = new ArrayList<>();
        told.add("From " + String.join(", ", query.relations()) + ".");
        for (Map.Entry<String, String> meaning : query.meanings().entrySet()) {
            told.add(meaning.getKey() + ": " + meaning.getValue() + ".");
        }
        Plot plot = section.plot();
        Drawing drawing;
        List<String> dimensions;
        List<String> measures;
        if (plot instanceof Bars bars) {
            drawing = bars.scale() == Bars.Scale.SHARE ? Drawing.SHARES : Drawing.BARS;
            dimensions = List.of(bars.label());
            measures = bars.parts();
        } else if (plot instanceof Lines lines) {
            drawing = Drawing.LINES;
            dimensions = List.of(lines.time(), lines.series());
            measures = List.of(lines.value());
        } else {
            throw new IllegalStateException("no such plot: " + plot);
        }
        return new Question(
                section.chapter().title(),
                section.name(),
                section.question(),
                String.join(" ", told),
                query.rows(),
                drawing,
                dimensions,
                measures);
    }
}

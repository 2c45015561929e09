package org.scewarehouse.jobs.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars, each below its label, so that labels of any length have room on a phone too. Lengths are percentages
 * of the width, texts have a size of their own.
 *
 * @param label column that names a bar
 * @param parts columns of the bar's parts, the only one or adding up
 * @param scale what the full width is; of ratios and shares it is 1, unless one is larger
 */
record Bars(String label, List<String> parts, Scale scale) implements Plot {

    /** What the full width is: the largest of the bars, or each bar's own whole. */
    enum Scale {
        AMOUNT,
        SHARE
    }

    static final int MOST = 12;

    private static final int LINE = 17;
    private static final int BAR = 12;
    private static final int GAP = 12;
    private static final int LETTERS_PER_LINE = 34;

    @Override
    public String draw(String id, String title, Rows rows) {
        Rows shown = rows.first(MOST);
        double largest = 0;
        for (int row = 0; row < shown.count(); row++) {
            largest = Math.max(largest, total(shown, row));
        }
        if (largest <= 0) {
            return "";
        }
        if (parts.get(0).matches(".*_(ratio|share)")) {
            largest = Math.max(largest, 1);
        }
        Markup bars = new Markup();
        int y = 0;
        for (int row = 0; row < shown.count(); row++) {
            y = bar(bars, shown, row, largest, y) + GAP;
        }
        Markup figure = new Markup().open("figure").element("figcaption", drawn(rows.count()));
        if (parts.size() > 1) {
            figure.markup(Legend.of(parts.stream().map(Figure::label).toList(), "fill", isOrdered()));
        }
        figure.open(
                        "svg",
                        "role",
                        "img",
                        "width",
                        "100%",
                        "height",
                        String.valueOf(y - GAP),
                        "aria-labelledby",
                        id + "-title " + id + "-desc")
                .element("title", title, "id", id + "-title")
                .element("desc", description(shown), "id", id + "-desc")
                .markup(bars.toString())
                .close("svg");
        return figure.close("figure").toString();
    }

    /** Returns where the bar ends. */
    private int bar(Markup bars, Rows rows, int row, double largest, int top) {
        int y = top;
        List<String> lines = lines(rows.text(row, label));
        for (int line = 0; line < lines.size(); line++) {
            y += LINE;
            bars.element("text", lines.get(line), "x", "0", "y", String.valueOf(y - 5));
        }
        if (scale == Scale.AMOUNT) {
            bars.element("text", amount(rows, row), "class", "value", "x", "100%", "y", String.valueOf(y - 5));
        }
        double whole = scale == Scale.SHARE ? total(rows, row) : largest;
        double begin = 0;
        for (int part = 0; part < parts.size() && whole > 0; part++) {
            double length = rows.number(row, parts.get(part)) / whole;
            if (length > 0) {
                bars.open(
                                "rect",
                                "class",
                                Legend.mark("fill", part, parts.size(), isOrdered()),
                                "x",
                                Markup.percent(begin),
                                "y",
                                String.valueOf(y),
                                "width",
                                Markup.percent(length),
                                "height",
                                String.valueOf(BAR))
                        .element("title", pointed(rows, row, part))
                        .close("rect");
            }
            begin += length;
        }
        return y + BAR;
    }

    /** What is drawn, as a person would say it. */
    private String drawn(int count) {
        String measure = parts.size() == 1 ? Figure.label(parts.get(0)) + " by " : "by ";
        return measure.substring(0, 1).toUpperCase(Locale.ROOT)
                + measure.substring(1)
                + Figure.label(label)
                + (count > MOST ? ", the first " + MOST + " rows of the table" : "");
    }

    private boolean isOrdered() {
        return scale == Scale.SHARE;
    }

    private String pointed(Rows rows, int row, int part) {
        String column = parts.get(part);
        return rows.text(row, label) + ", " + Figure.label(column) + ": " + rows.text(row, column);
    }

    private String amount(Rows rows, int row) {
        String column = parts.get(0);
        return parts.size() == 1 ? rows.text(row, column) : Figure.text(column, total(rows, row));
    }

    private double total(Rows rows, int row) {
        return parts.stream().mapToDouble(part -> rows.number(row, part)).sum();
    }

    private String description(Rows rows) {
        int largest = 0;
        for (int row = 1; row < rows.count(); row++) {
            largest = total(rows, row) > total(rows, largest) ? row : largest;
        }
        String drawn = String.join(", ", parts.stream().map(Figure::label).toList());
        String bars = rows.count() == 1 ? "One bar" : rows.count() + " bars";
        return bars + ", by " + Figure.label(label) + ": " + drawn + ". The numbers stand in the table below."
                + (scale == Scale.SHARE
                        ? ""
                        : " Largest: " + rows.text(largest, label) + " with " + amount(rows, largest) + ".");
    }

    /** Breaks between words, and inside one only if it alone is longer than a line. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text.isBlank() ? Figure.UNKNOWN : text.strip();
        int room = Breaks.end(rest, LETTERS_PER_LINE);
        while (room < rest.length()) {
            int space = rest.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
            room = Breaks.end(rest, LETTERS_PER_LINE);
        }
        lines.add(rest);
        return lines;
    }
}

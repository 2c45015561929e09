package org.scewarehouse.jobs.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * A line per series over time, from zero. Points that are unknown are left out, and the line is broken there. A single
 * point in time is drawn as bars.
 *
 * @param time column of the points in time, in order
 * @param series column that names the line
 * @param value column of the measure
 */
record Lines(String time, String series, String value) implements Plot {
    private static final int MOST_SERIES = 6;
    private static final int MOST_DOTS = 40;
    private static final int TOP = 20;
    private static final int HEIGHT = 180;

    @Override
    public String draw(String id, String title, Rows rows) {
        List<String> times = distinct(rows, time);
        List<String> names = distinct(rows, series);
        if (times.size() < 2) {
            return Plot.bars(series, value).draw(id, title, rows);
        }
        double[][] points = points(rows, times, names);
        double largest = Arrays.stream(points)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        if (largest <= 0) {
            return "";
        }
        double top = rounded(largest);
        int drawn = Math.min(names.size(), MOST_SERIES);
        Markup figure = new Markup().open("figure").element("figcaption", drawn(names.size()));
        if (names.size() > 1) {
            figure.markup(Legend.of(names.subList(0, drawn), "line", false));
        }
        figure.open(
                        "svg",
                        "role",
                        "img",
                        "width",
                        "100%",
                        "height",
                        String.valueOf(TOP + HEIGHT + 24),
                        "aria-labelledby",
                        id + "-title " + id + "-desc")
                .element("title", title, "id", id + "-title")
                .element("desc", description(times, names, largest), "id", id + "-desc");
        grid(figure);
        for (int line = 0; line < drawn; line++) {
            line(figure, points[line], top, Legend.mark("line", line, drawn, false));
        }
        labels(figure, times, top);
        figure.close("svg");
        return figure.close("figure").toString();
    }

    /** What is drawn, as a person would say it. */
    private String drawn(int count) {
        String measure = Figure.label(value);
        return measure.substring(0, 1).toUpperCase(Locale.ROOT) + measure.substring(1) + " by " + Figure.label(series)
                + (count > MOST_SERIES ? ", the first " + MOST_SERIES + " of " + count : "");
    }

    private static void grid(Markup figure) {
        for (int step = 0; step <= 2; step++) {
            String y = String.valueOf(TOP + HEIGHT - step * HEIGHT / 2);
            figure.open("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y)
                    .close("line");
        }
    }

    /** Written over the lines, with a rim in the page's colour. */
    private void labels(Markup figure, List<String> times, double top) {
        for (int step = 0; step <= 2; step++) {
            figure.element(
                    "text",
                    Figure.text(value, top * step / 2),
                    "x",
                    "0",
                    "y",
                    String.valueOf(TOP + HEIGHT - step * HEIGHT / 2 - 4));
        }
        String y = String.valueOf(TOP + HEIGHT + 18);
        figure.element("text", times.get(0), "x", "0", "y", y);
        figure.element("text", times.get(times.size() - 1), "class", "value", "x", "100%", "y", y);
    }

    private static void line(Markup figure, double[] points, double top, String classes) {
        // The inner drawing is stretched with the page, its strokes are not.
        figure.open(
                "svg",
                "x",
                "1%",
                "y",
                String.valueOf(TOP),
                "width",
                "98%",
                "height",
                String.valueOf(HEIGHT),
                "viewBox",
                "0 0 1 1",
                "preserveAspectRatio",
                "none",
                "overflow",
                "visible");
        for (String stretch : stretches(points, top)) {
            figure.open("polyline", "class", classes, "points", stretch).close("polyline");
        }
        figure.close("svg");
        for (int point = 0; point < points.length && points.length <= MOST_DOTS; point++) {
            if (Double.isFinite(points[point])) {
                figure.open(
                                "circle",
                                "class",
                                classes.replace("line", "fill"),
                                "cx",
                                Markup.percent(0.01 + 0.98 * point / (points.length - 1)),
                                "cy",
                                number(TOP + HEIGHT * (1 - points[point] / top)),
                                "r",
                                "3")
                        .close("circle");
            }
        }
    }

    /** The points between two gaps, as SVG takes them. */
    private static List<String> stretches(double[] points, double top) {
        List<String> stretches = new ArrayList<>();
        StringBuilder stretch = new StringBuilder();
        for (int point = 0; point < points.length; point++) {
            if (Double.isFinite(points[point])) {
                stretch.append(number((double) point / (points.length - 1)))
                        .append(',')
                        .append(number(1 - points[point] / top))
                        .append(' ');
            } else if (!stretch.isEmpty()) {
                stretches.add(stretch.toString().strip());
                stretch.setLength(0);
            }
        }
        if (!stretch.isEmpty()) {
            stretches.add(stretch.toString().strip());
        }
        return stretches;
    }

    private double[][] points(Rows rows, List<String> times, List<String> names) {
        double[][] points = new double[names.size()][times.size()];
        Arrays.stream(points).forEach(line -> Arrays.fill(line, Double.NaN));
        for (int row = 0; row < rows.count(); row++) {
            if (rows.value(row, value) instanceof Number number) {
                points[names.indexOf(rows.text(row, series))][times.indexOf(rows.text(row, time))] =
                        number.doubleValue();
            }
        }
        return points;
    }

    private String description(List<String> times, List<String> names, double largest) {
        return Figure.label(value) + " from " + times.get(0) + " to " + times.get(times.size() - 1) + ", for "
                + String.join(", ", names) + ". Largest value: " + Figure.text(value, largest)
                + ". The numbers stand in the table below.";
    }

    private static List<String> distinct(Rows rows, String column) {
        LinkedHashSet<String> distinct = new LinkedHashSet<>();
        for (int row = 0; row < rows.count(); row++) {
            distinct.add(rows.text(row, column));
        }
        return List.copyOf(distinct);
    }

    /** The next of 1, 2, 5, 10, 20 ... */
    static double rounded(double largest) {
        double power = Math.pow(10, Math.floor(Math.log10(largest)));
        for (double step : new double[] {1, 2, 5}) {
            if (largest <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }
}

package org.scewarehouse.jobs.page;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A line per series over time, from zero. Points that are unknown are left out, and the line is broken there, also for
 * days or months of which there is no row. Of too many series those with the largest values are drawn. A single point
 * in time is drawn as bars.
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
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

    @Override
    public String draw(String id, String title, Rows rows) {
        List<String> times = unbroken(distinct(rows, time));
        List<String> all = distinct(rows, series);
        if (times.size() < 2) {
            return Plot.bars(series, value).draw(id, title, rows);
        }
        double[][] points = points(rows, times, all);
        int[] largestSeries = largestSeries(points);
        points = Arrays.stream(largestSeries).mapToObj(List.of(points)::get).toArray(double[][]::new);
        List<String> names = Arrays.stream(largestSeries).mapToObj(all::get).toList();
        double largest = Arrays.stream(points)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        if (largest <= 0) {
            return "";
        }
        double top = rounded(largest);
        int drawn = names.size();
        Markup figure = new Markup().open("figure").element("figcaption", drawn(all.size()));
        if (all.size() > 1) {
            figure.markup(Legend.of(names, "line", false));
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
                + (count > MOST_SERIES ? ", the " + MOST_SERIES + " largest of " + count : "");
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
        for (int point = 0; point < points.length; point++) {
            if (Double.isFinite(points[point]) && (points.length <= MOST_DOTS || isAlone(points, point))) {
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

    /** Whether no line leads to a point. */
    private static boolean isAlone(double[] points, int point) {
        return (point == 0 || !Double.isFinite(points[point - 1]))
                && (point == points.length - 1 || !Double.isFinite(points[point + 1]));
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
        Map<String, Integer> places = places(times);
        Map<String, Integer> lines = places(names);
        for (int row = 0; row < rows.count(); row++) {
            Integer line = lines.get(rows.text(row, series));
            Integer place = places.get(rows.text(row, time));
            if (line != null && place != null && rows.value(row, value) instanceof Number number) {
                points[line][place] = number.doubleValue();
            }
        }
        return points;
    }

    private static Map<String, Integer> places(List<String> texts) {
        Map<String, Integer> places = new HashMap<>();
        for (String text : texts) {
            places.put(text, places.size());
        }
        return places;
    }

    /** As many as are drawn, those with the largest value of all, in the order of the rows. */
    private static int[] largestSeries(double[][] points) {
        return IntStream.range(0, points.length)
                .boxed()
                .sorted(Comparator.comparing(line -> -Arrays.stream(points[line])
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY)))
                .limit(MOST_SERIES)
                .sorted()
                .mapToInt(line -> line)
                .toArray();
    }

    /** Every day, or month, from the first to the last where the points in time are such: one without rows is a gap. */
    private static List<String> unbroken(List<String> times) {
        if (times.size() > 1
                && times.stream().allMatch(text -> DAY.matcher(text).matches())) {
            return steps(times, LocalDate::parse, day -> day.plusDays(1));
        }
        if (times.size() > 1
                && times.stream().allMatch(text -> MONTH.matcher(text).matches())) {
            return steps(times, YearMonth::parse, month -> month.plusMonths(1));
        }
        return times;
    }

    private static <T extends Comparable<? super T>> List<String> steps(
            List<String> times, Function<String, T> parsed, UnaryOperator<T> next) {
        T last = parsed.apply(times.get(times.size() - 1));
        List<String> steps = new ArrayList<>();
        for (T step = parsed.apply(times.get(0)); step.compareTo(last) <= 0; step = next.apply(step)) {
            steps.add(step.toString());
        }
        return List.copyOf(steps);
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

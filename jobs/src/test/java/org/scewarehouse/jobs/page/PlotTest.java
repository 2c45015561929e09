package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {

    @Test
    void barsAreAsLongAsTheirNumbers() throws Exception {
        Document figure = drawn(
                Plot.bars("queue", "job_count"), rows("queue,job_count", row("a", 50), row("b", 200), row("c", null)));
        assertThat(attributes(figure, "rect", "width")).containsExactly("25.00%", "100.00%");
        assertThat(texts(figure)).containsExactly("a", "50", "b", "200", "c", "–");
    }

    @Test
    void partsOfABarFollowOneAnother() throws Exception {
        Document figure = drawn(
                Plot.shares("place", "low_share", "high_share"),
                rows("place,low_share,high_share", row("a", 0.25, 0.75), row("b", 1, 0)));
        assertThat(attributes(figure, "rect", "x")).contains("0.00%", "25.00%");
        assertThat(figure.getDocumentElement().getTextContent()).contains("low").contains("high");
    }

    @Test
    void nothingIsDrawnWhereNothingCouldBeSeen() {
        Plot plot = Plot.bars("queue", "job_count");
        assertThat(plot.draw("id", "title", rows("queue,job_count"))).isEmpty();
        assertThat(plot.draw("id", "title", rows("queue,job_count", row("a", 0), row("b", null))))
                .isEmpty();
    }

    @Test
    void longLabelsAreBrokenAndNeverCut() {
        String label = "The quarterly overview of all things that somebody somewhere may want to see";
        assertThat(String.join(" ", Bars.lines(label))).isEqualTo(label);
        assertThat(Bars.lines(label))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(34));
        assertThat(String.join("", Bars.lines("x".repeat(80)))).isEqualTo("x".repeat(80));
        assertThat(Bars.lines(" ")).containsExactly("–");
    }

    /** Half a character cannot be written to a file, and the page would be none. */
    @Test
    void noCharacterIsBrokenInTwo() {
        for (int before = 30; before < 36; before++) {
            String label = "x".repeat(before) + "\uD83D\uDE00".repeat(30);
            assertThat(String.join("", Bars.lines(label))).isEqualTo(label);
            assertThat(Bars.lines(label)).allSatisfy(PlotTest::canBeWritten);
            assertThat(Breaks.markup(label).replace("<wbr/>", "")).isEqualTo(label);
            assertThat(List.of(Breaks.markup(label).split("<wbr/>"))).allSatisfy(PlotTest::canBeWritten);
        }
    }

    @Test
    void wideLettersHaveRoom() {
        assertThat(Bars.lines("\u65E5".repeat(40)))
                .containsExactly("\u65E5".repeat(17), "\u65E5".repeat(17), "\u65E5".repeat(6));
    }

    @Test
    void aLongWordLeavesRoomForTheNumbersOfATable() {
        String table = DataTable.of("jobs", rows("job_name,job_count", row("NFCORE_".repeat(9) + "<b>", 2)));
        assertThat(table).contains("NFCORE_NFCORE_NFCORE<wbr/>").contains("&lt;b&gt;");
        assertThat(DataTable.of("jobs", rows("job_name,job_count", row("a name of usual words in a usual row", 2))))
                .doesNotContain("<wbr/>");
    }

    @Test
    void linesBreakWhereAValueIsUnknown() throws Exception {
        Document figure = drawn(
                Plot.lines("month", "component", "user_count"),
                rows(
                        "month,component,user_count",
                        row("2026-01", "batch", 0),
                        row("2026-02", "batch", 10),
                        row("2026-03", "batch", null),
                        row("2026-04", "batch", 5),
                        row("2026-05", "batch", 10)));
        assertThat(attributes(figure, "polyline", "points"))
                .containsExactly("0.0000,1.0000 0.2500,0.0000", "0.7500,0.5000 1.0000,0.0000");
        assertThat(texts(figure)).contains("0", "5", "10", "2026-01", "2026-05");
    }

    @Test
    void daysAndMonthsWithoutRowsAreGapsToo() throws Exception {
        Document days = drawn(
                Plot.lines("day", "cluster", "allocated_ratio"),
                rows(
                        "day,cluster,allocated_ratio",
                        row(Date.valueOf("2026-02-27"), "a", 0.5),
                        row(Date.valueOf("2026-02-28"), "a", 1),
                        row(Date.valueOf("2026-03-03"), "a", 1)));
        assertThat(attributes(days, "polyline", "points"))
                .containsExactly("0.0000,0.5000 0.2500,0.0000", "1.0000,0.0000");
        Document months = drawn(
                Plot.lines("month", "component", "user_count"),
                rows("month,component,user_count", row("2025-12", "batch", 4), row("2026-02", "batch", 2)));
        assertThat(attributes(months, "circle", "cx")).containsExactly("1.00%", "99.00%");
        assertThat(attributes(months, "polyline", "points")).hasSize(2);
    }

    @Test
    void aPointBetweenTwoGapsIsSeenHoweverLongTheAxis() throws Exception {
        Document figure = drawn(
                Plot.lines("day", "cluster", "allocated_ratio"),
                rows(
                        "day,cluster,allocated_ratio",
                        row("2026-01-01", "a", 1),
                        row("2026-06-01", "a", 1),
                        row("2026-06-03", "a", 1),
                        row("2026-06-04", "a", 1)));
        assertThat(attributes(figure, "circle", "cx")).hasSize(2);
    }

    @Test
    void ofManySeriesTheLargestAreDrawnAndNotThoseThatCameFirst() throws Exception {
        @Nullable Object[][] old = new Object[8][];
        for (int series = 0; series < 7; series++) {
            old[series] = row("2025-01", "R 3." + series, 7 - series);
        }
        old[7] = row("2026-01", "R 4.4", 500);
        Document figure =
                drawn(Plot.lines("month", "runtime", "container_count"), rows("month,runtime,container_count", old));
        String drawn = figure.getDocumentElement().getTextContent();
        assertThat(drawn).contains("R 4.4", "R 3.0", "the 6 largest of 8").doesNotContain("R 3.6");
    }

    @Test
    void sharesOfAWholeAreDrawnAgainstTheWhole() throws Exception {
        Document figure =
                drawn(Plot.bars("place", "above_ratio"), rows("place,above_ratio", row("a", 0.0002), row("b", 0.25)));
        assertThat(attributes(figure, "rect", "width")).containsExactly("0.02%", "25.00%");
    }

    @Test
    void oneMomentIsDrawnAsBars() throws Exception {
        Document figure = drawn(
                Plot.lines("month", "component", "user_count"),
                rows("month,component,user_count", row("2026-01", "batch", 4), row("2026-01", "connect", 2)));
        assertThat(attributes(figure, "rect", "width")).containsExactly("100.00%", "50.00%");
    }

    @Test
    void tablesOverTimeBeginWithTheLatest() {
        Rows rows = rows("day,place", row("1", "a"), row("1", "b"), row("2", "a"), row("2", "b"), row("3", "a"));
        assertThat(rows.latestFirst("day").values())
                .extracting(row -> row.get(0) + "" + row.get(1))
                .containsExactly("3a", "2a", "2b", "1a", "1b");
    }

    @Test
    void axesEndAtARoundNumber() {
        assertThat(List.of(Lines.rounded(0.3), Lines.rounded(7), Lines.rounded(10), Lines.rounded(1_201)))
                .containsExactly(0.5, 10.0, 10.0, 2_000.0);
    }

    @Test
    void dataIsNeverMarkup() throws Exception {
        String hostile = "</text><script>alert('1')</script>&\u0001";
        Rows rows = rows("queue,job_count", row(hostile, 1));
        for (Plot plot : List.of(Plot.bars("queue", "job_count"), Plot.shares("queue", "job_count"))) {
            Document figure = drawn(plot, rows);
            assertThat(figure.getElementsByTagName("script").getLength()).isZero();
        }
        assertThat(DataTable.of("Rows", rows)).doesNotContain("<script");
        assertThat(new Sentence("{queue} it is").markup(rows)).doesNotContain("<script");
    }

    @Test
    void everyPlotHasATitleAndADescription() throws Exception {
        for (Plot plot : List.of(Plot.bars("queue", "job_count"), Plot.lines("job_count", "queue", "job_count"))) {
            Document figure = drawn(plot, rows("queue,job_count", row("a", 1), row("a", 2)));
            Element svg = (Element) figure.getElementsByTagName("svg").item(0);
            assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("id-title id-desc");
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isEqualTo("How many?");
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .contains("in the table below");
        }
    }

    static Rows rows(String columns, @Nullable Object[]... values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (@Nullable Object[] row : values) {
            rows.add(Arrays.asList(row));
        }
        return new Rows(List.of(columns.split(",")), rows, false);
    }

    static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private static void canBeWritten(String text) {
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).as(text).isTrue();
    }

    private static Document drawn(Plot plot, Rows rows) throws Exception {
        String figure = plot.draw("id", "How many?", rows);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(figure)));
    }

    private static List<String> attributes(Document figure, String tag, String name) {
        List<String> values = new ArrayList<>();
        NodeList found = figure.getElementsByTagName(tag);
        for (int place = 0; place < found.getLength(); place++) {
            if (!((Element) found.item(place).getParentNode()).hasAttribute("aria-hidden")) {
                values.add(((Element) found.item(place)).getAttribute(name));
            }
        }
        return values;
    }

    private static List<String> texts(Document figure) {
        List<String> texts = new ArrayList<>();
        NodeList found = figure.getElementsByTagName("text");
        for (int place = 0; place < found.getLength(); place++) {
            texts.add(found.item(place).getTextContent());
        }
        return texts;
    }
}

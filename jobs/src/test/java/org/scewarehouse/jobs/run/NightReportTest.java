package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.NightReport.OfDay;
import org.scewarehouse.jobs.run.NightReport.OfEndpoint;
import org.scewarehouse.jobs.run.NightReport.OfFinding;
import org.scewarehouse.jobs.run.NightReport.OfSource;
import org.scewarehouse.jobs.run.NightReport.OfTable;
import org.scewarehouse.jobs.run.NightReport.SourceState;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NightReportTest {

    private static final Path SCHEMA = Path.of("..", "docs", "run-report.schema.json");
    private static final Instant BEGIN = Instant.parse("2026-08-21T03:00:00Z");
    private static final Map<String, Class<? extends Record>> RECORDS = Map.of(
            "source", OfSource.class,
            "day", OfDay.class,
            "table", OfTable.class,
            "finding", OfFinding.class,
            "endpoint", OfEndpoint.class);

    @TempDir
    private Path folder;

    private static OfDay day(int number, DayOutcome.State state, String message) {
        Long rows = state == DayOutcome.State.PUBLISHED ? (Long) 1200L : null;
        return new OfDay(
                LocalDate.of(2026, 8, number),
                PlannedDay.Action.LOAD,
                "not loaded yet",
                state,
                rows,
                1.5,
                message,
                List.of(new OfTable("fact_container_day", 1200, "ab")),
                List.of(new OfFinding("", "GAP", "kube_pod_info", "not there", 1)),
                List.of(new OfEndpoint("state", 1, BEGIN, 10, 99, Map.of("too long", 1L), List.of())));
    }

    private static NightReport report(OfSource... sources) {
        return report(ExitCode.RUN_AGAIN, "", sources);
    }

    private static NightReport report(ExitCode code, String message, OfSource... sources) {
        return new NightReport(
                NightReport.SCHEMA,
                NightReport.VERSION,
                "0.1.0",
                BEGIN,
                BEGIN.plusSeconds(90),
                "UTC",
                code.number(),
                code.meaning(),
                message,
                List.of(sources));
    }

    private static NightReport failed() {
        return report(
                new OfSource("hr", SourceState.FAILED, "hr: <refused> | by\u0007 \"proxy\"", List.of()),
                new OfSource(
                        "prometheus",
                        SourceState.DONE,
                        "",
                        List.of(
                                day(18, DayOutcome.State.PUBLISHED, ""),
                                day(19, DayOutcome.State.FAILED, "503 & <html>"),
                                day(20, DayOutcome.State.LOCKED, "another run works at this day"))),
                new OfSource("connect", SourceState.NOT_REACHED, "", List.of()));
    }

    @Test
    void junitHasACasePerSourceDayAndPerSourceThatWasNotDone() throws Exception {
        NightReportFiles.write(folder, failed());
        Element suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("junit.xml").toFile())
                .getDocumentElement();
        assertThat(elements(suites, "testsuite"))
                .extracting(suite -> suite.getAttribute("name"))
                .containsExactly("hr", "prometheus", "connect");
        assertThat(elements(suites, "testcase"))
                .extracting(test -> test.getAttribute("classname") + " " + test.getAttribute("name"))
                .containsExactly(
                        "hr source",
                        "prometheus 2026-08-18",
                        "prometheus 2026-08-19",
                        "prometheus 2026-08-20",
                        "connect source");
        assertThat(elements(suites, "failure"))
                .extracting(failure -> failure.getAttribute("message"))
                .containsExactly("failed: hr: <refused> | by\uFFFD \"proxy\"", "failed: 503 & <html>");
        assertThat(elements(suites, "skipped")).hasSize(2);
    }

    @Test
    void junitHasACaseOfWhatStoppedTheRunAsAWhole() throws Exception {
        NightReportFiles.write(folder, report(ExitCode.RUN_AGAIN, "The warehouse is away"));
        assertThat(folder.resolve("junit.xml"))
                .content()
                .contains("<testcase classname=\"nightly\" name=\"run\" time=\"90.000\"><failure message=\""
                        + ExitCode.RUN_AGAIN.meaning() + ": The warehouse is away\"");
        NightReportFiles.write(folder, report(ExitCode.STOPPED, "Stopped by a signal."));
        assertThat(folder.resolve("junit.xml")).content().contains("<skipped ").doesNotContain("<failure ");
    }

    private static List<Element> elements(Element root, String name) {
        NodeList found = root.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    @Test
    void theSummaryNamesWhatToLookAtAndNothingElse() throws IOException {
        NightReportFiles.write(folder, failed());
        assertThat(folder.resolve("summary.md"))
                .content()
                .startsWith("# Nightly run: something was away, run again\n")
                .contains("| prometheus | done | 3 | 1200 | 4.5 |")
                .contains("| hr | | failed | hr: &lt;refused> \\| by")
                .contains("| prometheus | 2026-08-19 | failed | 503 &amp; &lt;html> |")
                .doesNotContain("| 2026-08-18 |");
        NightReportFiles.write(folder, report(new OfSource("hr", SourceState.UP_TO_DATE, "", List.of())));
        assertThat(folder.resolve("summary.md")).content().doesNotContain("What to look at");
    }

    @Test
    void whatASourceSaysIsShownAsItSaysIt() throws IOException {
        String said = "{__name__=~\".*\"} of fact_container_day, `x` ![](http://evil) C:\\|~~a~~";
        NightReportFiles.write(folder, report(new OfSource("prometheus", SourceState.FAILED, said, List.of())));
        assertThat(folder.resolve("summary.md"))
                .content()
                .contains("| {\\_\\_name\\_\\_=\\~\".\\*\"} of fact_container_day, \\`x\\` !\\[\\](http://evil)"
                        + " C:\\\\\\|\\~\\~a\\~\\~ |");
    }

    @Test
    void theSchemaNamesEveryFieldAndEveryWord() throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode schema = mapper.readTree(Files.readString(SCHEMA));
        assertThat(names(schema)).isEqualTo(fields(NightReport.class));
        RECORDS.forEach((name, type) ->
                assertThat(names(schema.at("/$defs/" + name))).as(name).isEqualTo(fields(type)));
        assertThat(words(schema.at("/$defs/source/properties/state/enum"))).isEqualTo(words(SourceState.values()));
        assertThat(words(schema.at("/$defs/day/properties/state/enum"))).isEqualTo(words(DayOutcome.State.values()));
        assertThat(words(schema.at("/$defs/day/properties/action/enum"))).isEqualTo(words(PlannedDay.Action.values()));
        assertThat(words(schema.at("/properties/exit_code/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> String.valueOf(code.number()))
                        .toList());

        NightReportFiles.write(folder, failed());
        JsonNode written = mapper.readTree(Files.readString(folder.resolve("report.json")));
        assertThat(written.propertyNames()).containsExactlyInAnyOrderElementsOf(names(schema));
        JsonNode day = written.at("/sources/1/days/0");
        assertThat(day.propertyNames()).containsExactlyInAnyOrderElementsOf(names(schema.at("/$defs/day")));
        assertThat(day.at("/day").asString()).isEqualTo("2026-08-18");
        assertThat(written.at("/began_at").asString()).isEqualTo("2026-08-21T03:00:00Z");
        assertThat(written.at("/sources/1/days/1/rows").isNull()).isTrue();
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.at("/properties").propertyNames());
    }

    private static Set<String> fields(Class<? extends Record> type) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asString()));
        return words;
    }

    private static Set<String> words(Enum<?>[] values) {
        Set<String> words = new TreeSet<>();
        Arrays.stream(values).map(Enum::name).forEach(words::add);
        return words;
    }
}

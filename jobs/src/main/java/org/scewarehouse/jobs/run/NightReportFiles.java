package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.NightReport.OfDay;
import org.scewarehouse.jobs.run.NightReport.OfSource;
import org.scewarehouse.jobs.run.NightReport.SourceState;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files in which a nightly run leaves its report: {@code report.json} for programs, {@code junit.xml} for the test
 * tab of a CI, with a case per source-day and one of what stopped the run as a whole; {@code summary.md} for people.
 */
final class NightReportFiles {

    /** What the case of the run as a whole is called. */
    private static final String RUN = "nightly";

    private static final String JSON = "report.json";
    private static final String JUNIT = "junit.xml";
    private static final String SUMMARY = "summary.md";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private NightReportFiles() {}

    /** Removes the report of an earlier run. */
    static void remove(Path folder) throws IOException {
        for (String file : List.of(JSON, JUNIT, SUMMARY)) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    /** Writes all three; each is whole or not there. */
    static void write(Path folder, NightReport report) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve(JSON), MAPPER.writeValueAsString(report) + "\n");
        write(folder.resolve(JUNIT), junit(report));
        write(folder.resolve(SUMMARY), summary(report));
    }

    private static void write(Path file, String content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, content, StandardCharsets.UTF_8);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String junit(NightReport report) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            if (!report.message().isEmpty()) {
                // A run that was stopped as a whole may have no source at all, and would look like one that is green.
                boolean isFailure = report.exitCode() != ExitCode.STOPPED.number();
                double seconds =
                        Duration.between(report.beganAt(), report.endedAt()).toMillis() / 1000.0;
                xml.writeStartElement("testsuite");
                xml.writeAttribute("name", RUN);
                xml.writeAttribute("timestamp", report.beganAt().toString());
                String kind = isFailure ? "failure" : "skipped";
                testcase(xml, RUN, "run", seconds, kind, report.exitMeaning(), report.message());
                xml.writeEndElement();
            }
            for (OfSource source : report.sources()) {
                xml.writeStartElement("testsuite");
                xml.writeAttribute("name", source.source());
                xml.writeAttribute("timestamp", report.beganAt().toString());
                if (source.state() != SourceState.DONE && source.state() != SourceState.UP_TO_DATE) {
                    // A source that was not asked has no days; without a case of its own nobody would see it.
                    String kind = source.state() == SourceState.FAILED ? "failure" : "skipped";
                    testcase(xml, source.source(), "source", 0, kind, words(source.state()), source.message());
                }
                for (OfDay day : source.days()) {
                    String name = day.day().toString();
                    testcase(
                            xml,
                            source.source(),
                            name,
                            day.durationSeconds(),
                            junitKind(day),
                            words(day.state()),
                            day.message());
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return text + "\n";
    }

    /** The element that tells how a day went; empty if it went well. */
    private static String junitKind(OfDay day) {
        return switch (day.state()) {
            case PUBLISHED, UNCHANGED, NOT_EXPECTED -> "";
            case PUBLISHED_WITH_WARNINGS -> "system-out";
            case FAILED, LOST -> "failure";
            case LOCKED, STOPPED -> "skipped";
        };
    }

    private static void testcase(
            XMLStreamWriter xml, String source, String name, double seconds, String kind, String state, String message)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", source);
        xml.writeAttribute("name", name);
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", seconds));
        if (!kind.isEmpty()) {
            xml.writeStartElement(kind);
            if (kind.equals("system-out")) {
                xml.writeCharacters(written(message));
            } else {
                xml.writeAttribute("message", written(state + ": " + message));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** XML has no way to write control characters, which a source's own words may hold. */
    private static String written(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }

    private static String summary(NightReport report) {
        StringBuilder text = new StringBuilder("# Nightly run: " + report.exitMeaning() + "\n\n");
        text.append(report.beganAt()).append(" to ").append(report.endedAt());
        text.append(", exit code ").append(report.exitCode()).append("\n\n");
        if (!report.message().isEmpty()) {
            text.append(cell(report.message())).append("\n\n");
        }
        text.append("| source | state | days done | rows | seconds |\n|---|---|---:|---:|---:|\n");
        for (OfSource source : report.sources()) {
            long rows = source.days().stream()
                    .mapToLong(day -> day.rows() == null ? 0 : day.rows())
                    .sum();
            double seconds =
                    source.days().stream().mapToDouble(OfDay::durationSeconds).sum();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %.1f |%n",
                    source.source(),
                    words(source.state()),
                    source.days().size(),
                    rows,
                    seconds));
        }
        problems(report, text);
        return text.toString();
    }

    private static void problems(NightReport report, StringBuilder text) {
        StringBuilder rows = new StringBuilder();
        for (OfSource source : report.sources()) {
            if (!source.message().isEmpty()) {
                rows.append("| " + source.source() + " | | " + words(source.state()) + " | ");
                rows.append(cell(source.message())).append(" |\n");
            }
            for (OfDay day : source.days()) {
                if (!junitKind(day).isEmpty()) {
                    rows.append("| " + source.source() + " | " + day.day() + " | " + words(day.state()) + " | ");
                    rows.append(cell(day.message())).append(" |\n");
                }
            }
        }
        if (!rows.isEmpty()) {
            text.append("\n## What to look at\n\n| source | day | state | |\n|---|---|---|---|\n")
                    .append(rows);
        }
    }

    private static String words(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A source's own words, which may hold what Markdown takes for its own. */
    private static String cell(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("[\\\\`*~|\\[\\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", "\\\\$0")
                .replaceAll("\\s+", " ");
    }
}

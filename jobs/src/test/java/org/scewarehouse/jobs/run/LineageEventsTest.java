package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.Termination;
import org.scewarehouse.jobs.settings.SettingsLoader;
import org.scewarehouse.model.Day;

/** Events of OpenLineage where a server or a file does not take them. */
class LineageEventsTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aServerThatIsDownKeepsNoEventFromTheFile() throws IOException {
        Path file = home.resolve("lineage.jsonl");
        Lineage lineage = lineage("http://127.0.0.1:1", file);
        threeDaysBegin(lineage);
        assertThat(Files.readAllLines(file)).hasSize(3).allMatch(event -> event.contains("\"START\""));
        assertThat(said.toString(StandardCharsets.UTF_8)).containsOnlyOnce("sce.openlineage.url: events of this run");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOnce() throws IOException {
        Path file = home.resolve("nowhere").resolve("lineage.jsonl");
        threeDaysBegin(lineage(null, file));
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("sce.openlineage.file: events of this run")
                .doesNotContain("sce.openlineage.url");
    }

    private void threeDaysBegin(Lineage lineage) {
        for (int number = 18; number <= 20; number++) {
            Day day = new Day(LocalDate.of(2026, 8, number), ZoneOffset.UTC);
            lineage.began(
                    new SourceDay(
                            ConfiguredSource.all(session(Map.of())).get(0).source(), day, 1, 7, true, false, false),
                    Clock.systemUTC());
        }
    }

    private Lineage lineage(@Nullable String url, Path file) {
        Map<String, String> where = url == null
                ? Map.of("SCE_OPENLINEAGE_FILE", file.toString())
                : Map.of("SCE_OPENLINEAGE_FILE", file.toString(), "SCE_OPENLINEAGE_URL", url);
        return Lineage.of(session(where));
    }

    private Session session(Map<String, String> where) {
        Map<String, String> environment = new HashMap<>(where);
        environment.put("SCE_HOME", home.toString());
        environment.put("SCE_SOURCES_PROMETHEUS_URL", "http://127.0.0.1:1");
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Session(
                SettingsLoader.load(null, environment, Path.of("")),
                Console.of(out, out),
                Termination.never(),
                Clock.systemUTC());
    }
}

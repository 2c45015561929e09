package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.Termination;
import org.scewarehouse.jobs.settings.SettingsLoader;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;

/** The page on where rows come from, made of what the sources say of themselves; {@code -Dgolden.update} writes it. */
class LineageTest {
    private static final Path PAGE = Path.of("..", "docs", "lineage.md");

    @Test
    void thePageOnLineageIsTheOneOfTheSources(@TempDir Path home) throws IOException {
        String page = page(sources(home));
        if (System.getProperty("golden.update") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void everyTableHasASource(@TempDir Path home) {
        List<String> without = new ArrayList<>();
        for (TableSpec<?> table : Warehouse.tables()) {
            boolean isWritten =
                    sources(home).stream().anyMatch(source -> source.tables().contains(table));
            if (!isWritten && table.kind() != Table.Kind.DERIVED) {
                without.add(table.name());
            }
        }
        assertThat(without).isEmpty();
    }

    private static String page(List<Source> sources) {
        StringBuilder page = new StringBuilder("""
                # Lineage

                Made of what the sources say of themselves, with the settings' defaults. Rows go from a source's
                endpoint to raw (as given), to one curated Parquet file per table and day, to the table; every row of a
                fact carries `source` and `day`, which lead to `ops.load`, and `./sce explain <table>
                column=value...` goes
                the way back from one row to the answers it was made of. How far each endpoint reaches and what is
                missing is in `report.data_freshness` and `report.data_quality`.

                ## Sources

                | source | endpoint | kind | must be there | a day is due after its end by | days asked again |
                |---|---|---|---|---|---|
                """);
        for (Source source : sources) {
            for (Endpoint endpoint : source.endpoints()) {
                page.append(String.format(
                        "| %s | %s | %s | %s | %s | %d |%n",
                        source.name(),
                        endpoint.name(),
                        endpoint.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        endpoint.isRequired() ? "yes" : "no",
                        time(source.edge()),
                        source.restateDays()));
            }
        }
        page.append("\n## Tables\n\n| table | written by |\n|---|---|\n");
        for (TableSpec<?> table : Warehouse.tables()) {
            String writers = sources.stream()
                    .filter(source -> source.tables().contains(table))
                    .map(Source::name)
                    .collect(Collectors.joining(", "));
            String derived = "the database: a migration, or the publishing transaction, from other tables";
            page.append("| [").append(table.qualifiedName()).append("](dictionary.md#");
            page.append(table.qualifiedName().replace(".", "")).append(") | ");
            page.append(writers.isEmpty() ? derived : writers).append(" |\n");
        }
        return page.toString();
    }

    private static String time(Duration time) {
        return time.toMinutes() % 60 == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }

    private static List<Source> sources(Path home) {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("SCE_HOME", home.toString()),
                Map.entry("SCE_REFERENCE", home.toString()),
                Map.entry("SCE_SOURCES_HR_KIND", "csv"),
                Map.entry("SCE_SOURCES_HR_PATH", home.toString()),
                Map.entry("SCE_SOURCES_PROMETHEUS_URL", "http://127.0.0.1:1"),
                Map.entry("SCE_SOURCES_AWS_BATCH_REGION", "eu-west-1"),
                Map.entry("SCE_SOURCES_CLOUDWATCH_REGION", "eu-west-1"),
                Map.entry("SCE_SOURCES_HOME_DRIVE_PATH", home.toString()),
                Map.entry("SCE_SOURCES_CONNECT_URL", "http://127.0.0.1:1"),
                Map.entry("SCE_SOURCES_CONNECT_API_KEY", "a-key-of-forty-letters-and-more-of-them-00"),
                Map.entry("SCE_SOURCES_GITLAB_URL", "http://127.0.0.1:1"),
                Map.entry("SCE_SOURCES_GITLAB_TOKEN", "a-token"));
        PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Session session = new Session(
                SettingsLoader.load(null, environment, Path.of("")),
                Console.of(silence, silence),
                Termination.never(),
                Clock.systemUTC());
        return ConfiguredSource.all(session).stream()
                .map(ConfiguredSource::source)
                .toList();
    }
}

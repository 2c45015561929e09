package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.jobs.cli.CommandLineRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run tells to those who watch it, and that it tells no secret. */
class SignalsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET = "canary-of-the-pseudonyms-0123456789";
    private static final String LINEAGE_KEY = "canary-of-the-lineage";
    private static final String TOKEN = "canary-of-prometheus";
    private static final List<String> CANARIES = List.of(
            SECRET,
            LINEAGE_KEY,
            TOKEN,
            ConnectOptions.ADMINISTRATOR_KEY,
            GitlabOptions.TOKEN,
            AwsBatchSimulator.SECRET_KEY);

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder told = new StringBuilder();

    @Test
    void aRunIsToldOfInFilesAndEventsAndNoSecretIsInAnyOfThem() throws Exception {
        HttpServer echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Whatever is asked of it, it shows who asked, as proxies do; lineage it takes.
        echo.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean isLineage = exchange.getRequestURI().getPath().equals("/api/v1/lineage");
                if (isLineage) {
                    heard.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
                }
                byte[] answer = ("denied: " + exchange.getRequestHeaders().entrySet()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(isLineage ? 201 : 401, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        echo.start();
        String echoUrl = "http://127.0.0.1:" + echo.getAddress().getPort();
        try (EverySource sources = new EverySource(home);
                RunRig rig = new RunRig(home, "http://localhost:1")) {
            environment.putAll(rig.environment());
            environment.putAll(sources.environment());
            environment.put("SCE_PRIVACY_SECRET", SECRET);
            environment.put("SCE_SOURCES_PROMETHEUS_TOKEN", TOKEN);
            environment.put("SCE_METRICS_FILE", home.resolve("sce.prom").toString());
            environment.put("SCE_OPENLINEAGE_URL", echoUrl);
            environment.put("SCE_OPENLINEAGE_API_KEY", LINEAGE_KEY);
            environment.put(
                    "SCE_OPENLINEAGE_FILE", home.resolve("lineage.jsonl").toString());
            assertThat(sce("nightly", "--verbose")).isIn(0, 2);
            eventsAreOfTheSpecification();
            assertThat(Files.readString(home.resolve("sce.prom")))
                    .contains("sce_source_last_complete_day_timestamp_seconds{source=\"gitlab\"} 1787184000\n")
                    .contains("sce_source_missing_days{source=\"gitlab\"} 0\n");

            // The next night every system refuses, and shows what it was sent.
            for (String source : List.of("PROMETHEUS_URL", "CONNECT_URL", "GITLAB_URL", "AWS_BATCH_ENDPOINT")) {
                environment.put("SCE_SOURCES_" + source, echoUrl);
            }
            assertThat(sce("nightly", "--verbose")).isEqualTo(4);
            assertThat(sce("check", "--verbose")).isIn(3, 4);
            assertThat(Files.readString(home.resolve("sce.prom"))).contains("sce_run_exit_code 4\n");
            assertThat(heard)
                    .allMatch(event -> event.startsWith("Bearer " + LINEAGE_KEY + " {"))
                    .anyMatch(event -> event.contains("./sce status says of what"))
                    .noneMatch(event -> event.contains("denied")); // what a source says may be somebody's name
            nothingHolds(CANARIES, rig);
        } finally {
            echo.stop(0);
        }
    }

    private void eventsAreOfTheSpecification() throws Exception {
        List<String> lines = Files.readAllLines(home.resolve("lineage.jsonl"));
        assertThat(heard).hasSameSizeAs(lines);
        Map<String, List<String>> byRun = new HashMap<>();
        Set<String> outputs = new HashSet<>();
        for (String line : lines) {
            JsonNode event = JSON.readTree(line);
            assertThat(event.propertyNames())
                    .contains("eventType", "eventTime", "run", "job", "inputs", "producer", "schemaURL");
            byRun.computeIfAbsent(event.path("run").path("runId").asString(), id -> new ArrayList<>())
                    .add(event.path("eventType").asString());
            assertThat(event.at("/run/facets/nominalTime/nominalEndTime").asString())
                    .matches("2026-08-(18|19|20|21)T00:00:00Z");
            for (JsonNode output : event.path("outputs")) {
                outputs.add(output.path("name").asString());
                assertThat(output.at("/outputFacets/outputStatistics/rowCount").isNumber())
                        .isTrue();
            }
        }
        assertThat(byRun.values()).allSatisfy(events -> assertThat(events).containsExactly("START", "COMPLETE"));
        assertThat(byRun).hasSizeGreaterThanOrEqualTo(EverySource.NAMES.size());
        assertThat(outputs).contains("curated/fact_container_hour", "curated/dim_user");
    }

    private void nothingHolds(List<String> canaries, RunRig rig) throws Exception {
        for (String canary : canaries) {
            assertThat(told.toString()).doesNotContain(canary);
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String canary : canaries) {
                    assertThat(content.contains(canary))
                            .as(file + " holds " + canary)
                            .isFalse();
                }
            }
        }
        try (Connection connection = rig.warehouse().getConnection();
                Statement statement = connection.createStatement();
                ResultSet all = statement.executeQuery("select string_agg(text, ' ') from ("
                        + "select l::text as text from ops.load l"
                        + " union all select p::text from batch.batch_job_execution_params p"
                        + " union all select e::text from batch.batch_step_execution e"
                        + " union all select e::text from batch.batch_job_execution e) as texts")) {
            all.next();
            for (String canary : canaries) {
                assertThat(all.getString(1)).isNotEmpty().doesNotContain(canary);
            }
        }
    }

    private int sce(String... arguments) {
        CommandLineRun run = CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
        told.append(run.output()).append(run.errors());
        return run.exitCode();
    }
}

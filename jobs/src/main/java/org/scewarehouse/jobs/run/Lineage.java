package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.Secret;
import org.scewarehouse.jobs.settings.Settings;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells of each source-day as a run of OpenLineage 2.0.2: begun, and then complete, failed or stopped; out of which raw
 * answers, into which tables, how many rows. Off unless configured. Whoever is not there to hear it changes nothing but
 * one line on standard error. Safe for use by several threads.
 */
final class Lineage {

    /** How a source-day ended. */
    enum End {
        COMPLETE,
        FAIL,
        ABORT
    }

    private static final String SPEC = "https://openlineage.io/spec/";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final Session session;
    private final Settings.OpenLineage settings;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private boolean isFileGiven;
    private boolean isServerGiven;

    private Lineage(Session session) {
        this.session = session;
        this.settings = session.settings().openlineage();
        this.isFileGiven = settings.file() != null;
        this.isServerGiven = settings.url() != null;
    }

    /** As the settings say. */
    static Lineage of(Session session) {
        return new Lineage(session);
    }

    /** A source-day begins. */
    void began(SourceDay work, Clock clock) {
        if (isHeard()) {
            emit(event("START", work, clock));
        }
    }

    /**
     * It has ended.
     *
     * @param manifest of what was built; null if nothing was
     * @param message why it failed; empty if it did not. It may quote an answer, and so a name, and stays here
     */
    void ended(SourceDay work, End end, @Nullable Manifest manifest, String message, Clock clock) {
        if (!isHeard()) {
            return;
        }
        ObjectNode event = event(end.name(), work, clock);
        if (!message.isEmpty()) {
            ObjectNode error = facet(
                    (ObjectNode) event.path("run").path("facets"), "errorMessage", "1-0-1", "ErrorMessageRunFacet");
            error.put("message", "./sce status says of what").put("programmingLanguage", "JAVA");
        }
        if (manifest != null) {
            outputs(event.putArray("outputs"), manifest);
        }
        emit(event);
    }

    private synchronized boolean isHeard() {
        return isFileGiven || isServerGiven;
    }

    private ObjectNode event(String type, SourceDay work, Clock clock) {
        ObjectNode event = JSON.createObjectNode();
        event.put("eventType", type)
                .put("eventTime", clock.instant().toString())
                .put("producer", producer())
                .put("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
        ObjectNode run = event.putObject("run").put("runId", runId(work));
        ObjectNode time = facet(run.putObject("facets"), "nominalTime", "1-0-1", "NominalTimeRunFacet");
        time.put("nominalStartTime", work.day().from().toString())
                .put("nominalEndTime", work.day().to().toString());
        event.putObject("job")
                .put("namespace", settings.namespace())
                .put("name", "source_day." + work.source().name());
        ArrayNode inputs = event.putArray("inputs");
        inputs.addObject()
                .put("namespace", lake())
                .put("name", "raw/source=" + work.source().name());
        return event;
    }

    /** The same for all events of one execution, and for no other. */
    private String runId(SourceDay work) {
        String text = settings.namespace() + " " + work + ", fence " + work.fence();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void outputs(ArrayNode outputs, Manifest manifest) {
        manifest.tables().forEach((table, facts) -> {
            ObjectNode output = outputs.addObject().put("namespace", lake()).put("name", "curated/" + table);
            facet(output.putObject("outputFacets"), "outputStatistics", "1-0-2", "OutputStatisticsOutputDatasetFacet")
                    .put("rowCount", facts.rows())
                    .put("size", facts.bytes());
        });
    }

    private static ObjectNode facet(ObjectNode facets, String name, String version, String type) {
        return facets.putObject(name)
                .put("_producer", producer())
                .put("_schemaURL", SPEC + "facets/" + version + "/" + type + ".json#/$defs/" + type);
    }

    private static String producer() {
        return "urn:sce-warehouse:" + Build.version();
    }

    private String lake() {
        String location = session.settings().lakeLocation();
        return location.startsWith("s3://")
                ? location
                : "file://" + Path.of(location).toAbsolutePath();
    }

    private synchronized void emit(ObjectNode event) {
        Path file = settings.file();
        if (file != null && isFileGiven) {
            try {
                Files.writeString(file, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                isFileGiven = false;
                complain("sce.openlineage.file", e.toString());
            }
        }
        URI url = settings.url();
        if (url != null && isServerGiven) {
            try {
                post(url, event.toString());
            } catch (IOException e) {
                silence(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void post(URI server, String event) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.toString().replaceAll("/+$", "") + "/api/v1/lineage"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event));
        Secret key = settings.apiKey();
        if (key != null) {
            request.header("Authorization", "Bearer " + key.reveal());
        }
        int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status / 100 != 2) {
            silence("it answered " + status);
        }
    }

    /** Once: a server that is down would cost each source-day a wait. */
    private void silence(String why) {
        isServerGiven = false;
        complain("sce.openlineage.url", why);
    }

    private void complain(String setting, String why) {
        session.console()
                .error(setting + ": events of this run are not sent there any more, its work is not affected: " + why);
    }
}

package org.scewarehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.batch.BatchClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks AWS Batch what was asked before, as many calls at once as the product makes, and throws the answers away. */
final class BareBatch {

    private static final int AT_ONCE = 8;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final URI address;
    private long describes;
    private long others;

    BareBatch(URI address) {
        this.address = address;
    }

    long describes() {
        return describes;
    }

    long others() {
        return others;
    }

    /** Makes the calls that a file notes. */
    void ask(Path asked) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        Semaphore free = new Semaphore(AT_ONCE);
        try (BatchClient client = BatchClient.builder()
                        .region(Region.of(AwsBatchSimulator.REGION))
                        .endpointOverride(address)
                        .build();
                BufferedReader lines = Files.newBufferedReader(asked)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String call = line;
                free.acquire();
                threads.execute(() -> {
                    ask(client, call.substring(0, call.indexOf(' ')), call.substring(call.indexOf(' ') + 1));
                    free.release();
                });
                describes += line.startsWith("describejobs ") ? 1 : 0;
                others += line.startsWith("describejobs ") ? 0 : 1;
            }
            threads.shutdown();
            threads.awaitTermination(5, TimeUnit.MINUTES);
        }
    }

    private static void ask(BatchClient client, String operation, String content) {
        JsonNode request = MAPPER.readTree(content);
        switch (operation) {
            case "describejobs" -> {
                List<String> ids = new ArrayList<>();
                request.path("jobs").forEach(id -> ids.add(id.asString()));
                client.describeJobs(r -> r.jobs(ids));
            }
            case "listjobs" ->
                client.listJobs(r -> r.jobQueue(text(request, "jobQueue"))
                        .arrayJobId(text(request, "arrayJobId"))
                        .multiNodeJobId(text(request, "multiNodeJobId"))
                        .jobStatus(text(request, "jobStatus"))
                        .maxResults(request.path("maxResults").asInt())
                        .nextToken(text(request, "nextToken")));
            case "describejobqueues" -> client.describeJobQueues();
            default -> client.describeComputeEnvironments();
        }
    }

    private static @Nullable String text(JsonNode request, String name) {
        return request.hasNonNull(name) ? request.path(name).asString() : null;
    }
}

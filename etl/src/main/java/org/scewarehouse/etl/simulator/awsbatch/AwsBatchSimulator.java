package org.scewarehouse.etl.simulator.awsbatch;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.scewarehouse.etl.simulator.LoopbackServer;
import org.scewarehouse.etl.simulator.aws.SignatureCheck;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * AWS Batch over HTTP on a port of this machine: signed requests only, real paging, 100 ids per describe, ids that are
 * left out in silence. Its time is set from outside, and so are its faults.
 */
public final class AwsBatchSimulator implements AutoCloseable {

    /** Access key that is accepted. */
    public static final String ACCESS_KEY = "AKIASIMULATOR";
    /** Secret key that is accepted. */
    public static final String SECRET_KEY = "simulated-secret-key";
    /** The only region. */
    public static final String REGION = "eu-west-1";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final LoopbackServer server;
    private final BatchAnswers answers;
    private final SignatureCheck signatures = new SignatureCheck("batch", ACCESS_KEY, SECRET_KEY);
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final QueueFaults queues = new QueueFaults();
    private final Set<String> vanished = ConcurrentHashMap.newKeySet();
    private final DescribeLoad load = new DescribeLoad();
    private final Submissions submissions = new Submissions();
    private final BatchWorld world;
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger callsUntilExpiry = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Instant now = Instant.EPOCH;
    private volatile Instant throttledUntil = Instant.EPOCH;
    private volatile BiConsumer<String, byte[]> listener = (operation, request) -> {};

    private AwsBatchSimulator(BatchWorld world, boolean showsZeroTimes) {
        this.world = world;
        answers = new BatchAnswers(world, new JobJson(showsZeroTimes));
        server = LoopbackServer.start("aws-batch", this::handle);
    }

    /**
     * Begins to answer.
     *
     * @param showsZeroTimes whether times that have not come are 0 instead of absent
     */
    public static AwsBatchSimulator start(BatchWorld world, boolean showsZeroTimes) {
        return new AwsBatchSimulator(world, showsZeroTimes);
    }

    /** Lets every request pass through filters, the first one outermost. */
    public void through(Filter... filters) {
        server.through(filters);
    }

    /** Where it answers. */
    public URI address() {
        return URI.create(server.url());
    }

    /** Sets its clock. */
    public void at(Instant time) {
        now = time;
    }

    /** How often an operation was called, such as {@code describejobs}; refused calls count. */
    public int calls(String operation) {
        return calls.getOrDefault(operation, new AtomicInteger()).get();
    }

    /** Somebody hears the operation and the content of each request, on several threads. */
    public void heardBy(BiConsumer<String, byte[]> hearer) {
        listener = hearer;
    }

    /** The next calls are refused as too frequent. */
    public void throttle(int count) {
        throttled.set(count);
    }

    /** All calls are refused as too frequent until its clock shows this time. */
    public void throttleUntil(Instant time) {
        throttledUntil = time;
    }

    /** What describe calls meet. */
    public DescribeLoad load() {
        return load;
    }

    /** What was submitted to it. */
    public Submissions submissions() {
        return submissions;
    }

    /** After so many more calls the credentials have expired. */
    public void expireAfter(int count) {
        callsUntilExpiry.set(count);
    }

    /** Listing this queue is forbidden. */
    public void deny(String queue) {
        queues.refuse(
                queue, new Refusal(403, "AccessDeniedException", "User is not authorized to perform batch:ListJobs"));
    }

    /** Listing this queue fails. */
    public void fail(String queue) {
        queues.refuse(queue, new Refusal(500, "ServerException", "Something went wrong"));
    }

    /** Listing this queue works again. */
    public void heal(String queue) {
        queues.heal(queue);
    }

    /** This queue is not there any more, nor are its jobs listed. */
    public void delete(String queue) {
        queues.delete(queue);
    }

    /** This job is listed, and not described. */
    public void vanish(String jobId) {
        vanished.add(jobId);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = 200;
            ObjectNode answer;
            try {
                answer = answer(exchange, body);
            } catch (Refusal e) {
                status = e.status;
                exchange.getResponseHeaders().set("x-amzn-ErrorType", e.code);
                answer = JobJson.object().put("message", String.valueOf(e.getMessage()));
            }
            byte[] bytes = MAPPER.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getRawPath();
        String operation = path.substring(path.lastIndexOf('/') + 1);
        calls.computeIfAbsent(operation, name -> new AtomicInteger()).incrementAndGet();
        if (!exchange.getRequestMethod().equals("POST") || !path.startsWith("/v1/")) {
            throw new Refusal(404, "UnknownOperationException", "no such operation");
        }
        String fault = signatures.fault("POST", path, exchange.getRequestHeaders(), body);
        if (fault != null) {
            throw new Refusal(403, fault, "The request signature we calculated does not match");
        }
        if (callsUntilExpiry.decrementAndGet() < 0) {
            throw new Refusal(403, "ExpiredTokenException", "The security token included in the request is expired");
        }
        if (now.isBefore(throttledUntil) || (throttled.get() > 0 && throttled.decrementAndGet() >= 0)) {
            throw Refusal.tooManyRequests();
        }
        listener.accept(operation, body);
        JsonNode request = request(body);
        long at = now.toEpochMilli();
        return switch (operation) {
            case "listjobs" -> answers.listJobs(request, at, queues);
            case "describejobs" -> load.carried(() -> answers.describeJobs(request, at, vanished));
            case "describejobqueues" -> answers.queues(request, queues);
            case "describecomputeenvironments" -> answers.environments(request);
            case "submitjob" -> submissions.submit(request, Set.copyOf(world.queues()));
            default -> throw new Refusal(404, "UnknownOperationException", "no such operation");
        };
    }

    private static JsonNode request(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new Refusal(400, "SerializationException", "not JSON");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

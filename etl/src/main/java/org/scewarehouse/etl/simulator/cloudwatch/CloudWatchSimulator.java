package org.scewarehouse.etl.simulator.cloudwatch;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.LoopbackServer;
import org.scewarehouse.etl.simulator.aws.SignatureCheck;

/** CloudWatch on a port of this machine. Its time is set from outside, and so are its faults. */
public final class CloudWatchSimulator implements AutoCloseable {

    /** Access key that is accepted. */
    public static final String ACCESS_KEY = "AKIASIMULATOR";
    /** Secret key that is accepted. */
    public static final String SECRET_KEY = "simulated-secret-key";
    /** Region that requests are signed for. */
    public static final String REGION = "eu-west-1";

    private static final String OPERATIONS = "/service/GraniteServiceVersion20100801/operation/";
    private static final int LIST_PAGE = 500;
    private static final int POINT_PAGE = 100_800;

    private final LoopbackServer server;
    private final SignatureCheck signatures = new SignatureCheck("monitoring", ACCESS_KEY, SECRET_KEY);
    private final MetricAnswers answers;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, String> lastStatus = new ConcurrentHashMap<>();
    private final List<PublishedMetric> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger throttled = new AtomicInteger();
    private volatile @Nullable Refusal refusal;
    private volatile Instant now = Instant.EPOCH;

    private CloudWatchSimulator(MetricAnswers answers) {
        this.answers = answers;
        server = LoopbackServer.start("cloudwatch", this::handle);
    }

    /** Begins to answer, with the largest pages there are. */
    public static CloudWatchSimulator start(List<SimulatedMetric> metrics) {
        return start(metrics, LIST_PAGE, POINT_PAGE);
    }

    /**
     * Begins to answer.
     *
     * @param listPage metrics of a page of ListMetrics
     * @param pointPage points of a page of GetMetricData
     */
    public static CloudWatchSimulator start(List<SimulatedMetric> metrics, int listPage, int pointPage) {
        return new CloudWatchSimulator(new MetricAnswers(List.copyOf(metrics), listPage, pointPage));
    }

    /** Where it answers. */
    public URI address() {
        return URI.create(server.url());
    }

    /** Sets its clock. */
    public void at(Instant time) {
        now = time;
    }

    /** How often an operation was called, such as {@code GetMetricData}; refused calls count. */
    public int calls(String operation) {
        return calls.getOrDefault(operation, new AtomicInteger()).get();
    }

    /** The next calls are refused as too frequent. */
    public void throttle(int count) {
        throttled.set(count);
    }

    /** All calls are refused; null ends that. */
    public void refuse(int status, @Nullable String code) {
        refusal = code == null ? null : new Refusal(status, code, "Refused for user arn:aws:iam::1:user/secret-name");
    }

    /** Series of this metric end with a status other than Complete; null ends that. */
    public void endWith(String metricName, @Nullable String statusCode) {
        if (statusCode == null) {
            lastStatus.remove(metricName);
        } else {
            lastStatus.put(metricName, statusCode);
        }
    }

    /** What was put, in order. */
    public List<PublishedMetric> published() {
        return List.copyOf(published);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = 200;
            byte[] answer;
            try {
                answer = Cbor.write(answer(exchange, body));
            } catch (Refusal e) {
                status = e.status;
                exchange.getResponseHeaders().set("x-amzn-query-error", e.code + ";Sender");
                answer = Cbor.write(Map.of(
                        "__type", "com.amazonaws.cloudwatch#" + e.code, "message", String.valueOf(e.getMessage())));
            }
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
            exchange.getResponseHeaders().set("Content-Type", "application/cbor");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Map<String, @Nullable Object> answer(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        boolean isRpc = exchange.getRequestMethod().equals("POST")
                && path.startsWith(OPERATIONS)
                && "rpc-v2-cbor".equals(exchange.getRequestHeaders().getFirst("smithy-protocol"));
        String operation = path.substring(path.lastIndexOf('/') + 1);
        calls.computeIfAbsent(operation, name -> new AtomicInteger()).incrementAndGet();
        if (!isRpc) {
            throw new Refusal(404, "UnknownOperationException", "no such operation: " + path);
        }
        String fault = signatures.fault("POST", path, exchange.getRequestHeaders(), body);
        if (fault != null) {
            throw new Refusal(403, fault, "The request signature we calculated does not match");
        }
        Refusal refused = refusal;
        if (refused != null) {
            throw refused;
        }
        if (throttled.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new Refusal(400, "Throttling", "Rate exceeded");
        }
        Request request = request(exchange, body);
        return switch (operation) {
            case "ListMetrics" -> answers.listMetrics(request, now);
            case "GetMetricData" -> answers.getMetricData(request, now, lastStatus);
            case "PutMetricData" -> {
                published.addAll(PublishedMetric.of(request, now));
                yield Map.of();
            }
            default -> throw new Refusal(404, "UnknownOperationException", "no such operation: " + operation);
        };
    }

    private static Request request(HttpExchange exchange, byte[] body) throws IOException {
        boolean isCompressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (var in =
                isCompressed ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
            return Request.of(Cbor.read(in.readAllBytes()));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "SerializationException", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

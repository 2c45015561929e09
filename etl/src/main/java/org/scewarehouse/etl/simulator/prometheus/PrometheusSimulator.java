package org.scewarehouse.etl.simulator.prometheus;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.LoopbackServer;
import org.scewarehouse.etl.simulator.QueryString;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions.Offer;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest.Form;
import org.xerial.snappy.Snappy;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus on a free port of this machine's loopback address. Closing it ends every request. */
public final class PrometheusSimulator implements Closeable {

    private final SimulatorOptions options;
    private final ReadAnswers reads;
    private final QueryAnswers queries;
    private final LoopbackServer server;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    /** Starts a server without TLS. */
    public PrometheusSimulator(SimulatedSeries known, SimulatorOptions options) {
        this(known, options, null);
    }

    /** Starts a server, with TLS where a context is given. */
    public PrometheusSimulator(SimulatedSeries known, SimulatorOptions options, @Nullable SSLContext tls) {
        this.options = options;
        this.reads = new ReadAnswers(known);
        this.queries = new QueryAnswers(known, options);
        server = LoopbackServer.start("prometheus", this::handle, tls);
    }

    /** Lets every request pass through filters, the first one outermost. */
    public void through(Filter... filters) {
        server.through(filters);
    }

    /** Base address, with the path prefix. */
    public String url() {
        return server.url() + options.pathPrefix();
    }

    /** The next requests for samples go wrong, one fault each. */
    public void fail(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Faults that were to come do not. */
    public void heal() {
        faults.clear();
    }

    /**
     * What was asked for since the last call: for requests of samples and of counts the path and what was selected, for
     * refused credentials 401 and the path.
     */
    public List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String wanted = options.authorization();
            if (wanted != null && !wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                asked.add("401 " + exchange.getRequestURI().getPath());
                send(exchange, 401, "text/plain", "Unauthorized\n");
                return;
            }
            String path = exchange.getRequestURI().getPath();
            route(
                    exchange,
                    path.startsWith(options.pathPrefix())
                            ? path.substring(options.pathPrefix().length())
                            : "",
                    body);
        } catch (UncheckedIOException e) {
            // The client has gone; there is nobody to tell.
            exchange.close();
        }
    }

    private void route(HttpExchange exchange, String path, byte[] body) throws IOException {
        String retention =
                options.retention() == null ? "10y" : options.retention().toSeconds() + "s";
        switch (path) {
            case "/-/ready" -> send(exchange, 200, "text/plain", "Prometheus Server is Ready.\n");
            case "/api/v1/status/flags" -> json(exchange, Map.of("storage.tsdb.retention.time", retention));
            case "/api/v1/status/runtimeinfo" -> json(exchange, Map.of("storageRetention", retention));
            case "/api/v1/status/buildinfo" ->
                json(exchange, Map.of("version", options.isLeftOpen() ? "3.1.0" : "2.45.0"));
            case "/api/v1/read" -> {
                if (options.offers().contains(Offer.CHUNKS) || options.offers().contains(Offer.SAMPLES)) {
                    read(exchange, body);
                } else {
                    send(exchange, 404, "text/plain; charset=utf-8", "404 page not found\n");
                }
            }
            case "/api/v1/label/__name__/values" -> {
                String asked = exchange.getRequestURI().getRawQuery();
                json(exchange, queries.names(asked == null ? "" : asked, oldest()));
            }
            case "/api/v1/query", "/api/v1/query_range" -> {
                if (options.offers().contains(Offer.JSON)) {
                    query(exchange, path, QueryString.parse(new String(body, StandardCharsets.UTF_8)));
                } else {
                    send(exchange, 404, "text/plain; charset=utf-8", "404 page not found\n");
                }
            }
            default -> send(exchange, 404, "text/plain; charset=utf-8", "404 page not found\n");
        }
    }

    private void read(HttpExchange exchange, byte[] body) throws IOException {
        if (!"snappy".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                || !"POST".equals(exchange.getRequestMethod())) {
            send(exchange, 400, "text/plain; charset=utf-8", "snappy: corrupt input\n");
            return;
        }
        ReadRequest request = ReadRequest.decode(Snappy.uncompress(body));
        asked.add("/api/v1/read " + request.matchers());
        Fault fault = faults.poll();
        if (fault instanceof Fault.Status status) {
            send(exchange, status);
            return;
        }
        List<Form> accepted = request.accepted().isEmpty() ? List.of(Form.SAMPLES) : request.accepted();
        long from = Math.max(request.fromMillis(), oldest());
        for (Form form : accepted) {
            if (form == Form.STREAMED_XOR_CHUNKS && options.offers().contains(Offer.CHUNKS)) {
                exchange.getResponseHeaders()
                        .set("Content-Type", "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
                answer(exchange, fault, out -> reads.chunks(request, from, fault, out));
                return;
            }
            if (form == Form.SAMPLES && options.offers().contains(Offer.SAMPLES)) {
                samples(exchange, request, from, fault);
                return;
            }
        }
        send(
                exchange,
                400,
                "text/plain; charset=utf-8",
                "server does not support any of the requested response types\n");
    }

    private void samples(HttpExchange exchange, ReadRequest request, long from, @Nullable Fault fault)
            throws IOException {
        try {
            byte[] message = reads.samples(request, from, options.maxSamples());
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.getResponseHeaders().set("Content-Encoding", "snappy");
            answer(exchange, fault, out -> out.write(message));
        } catch (ReadAnswers.TooMany e) {
            send(exchange, 400, "text/plain; charset=utf-8", "exceeded sample limit (" + options.maxSamples() + ")\n");
        }
    }

    private void query(HttpExchange exchange, String path, Map<String, String> form) throws IOException {
        String query = form.getOrDefault("query", "");
        asked.add(path + ' ' + query);
        Fault fault = path.endsWith("query") ? faults.poll() : null;
        if (fault instanceof Fault.Status status) {
            send(exchange, status);
            return;
        }
        try {
            // Rendered before the status line goes out, since a query that is too large fails as a whole.
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            if (path.endsWith("query")) {
                String warning = fault instanceof Fault.Warning given ? given.text() : null;
                queries.range(query, millis(form.getOrDefault("time", "")), oldest(), warning, text);
            } else {
                queries.count(
                        query,
                        millis(form.getOrDefault("start", "")),
                        millis(form.getOrDefault("end", "")),
                        millis(form.getOrDefault("step", "")),
                        oldest(),
                        text);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer(exchange, fault, text::writeTo);
        } catch (ReadAnswers.TooMany e) {
            error(
                    exchange,
                    422,
                    "execution",
                    "query processing would load too many samples into memory in query execution");
        } catch (IllegalArgumentException e) {
            error(exchange, 400, "bad_data", String.valueOf(e.getMessage()));
        }
    }

    private interface Answer {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void answer(HttpExchange exchange, @Nullable Fault fault, Answer answer) throws IOException {
        if (fault == null || fault instanceof Fault.None || fault instanceof Fault.Warning) {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
                answer.writeTo(out);
            }
            return;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        answer.writeTo(whole);
        new FaultyAnswer(fault).send(exchange, whole.toByteArray());
    }

    private static void error(HttpExchange exchange, int status, String type, String error) throws IOException {
        Map<String, String> body = new TreeMap<>(Map.of("status", "error", "errorType", type, "error", error));
        send(exchange, status, "application/json", JsonMapper.shared().writeValueAsString(body));
    }

    private static void json(HttpExchange exchange, Object data) throws IOException {
        Map<String, Object> body = new TreeMap<>(Map.of("status", "success", "data", data));
        send(exchange, 200, "application/json", JsonMapper.shared().writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, Fault.Status status) throws IOException {
        status.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, status.status(), status.contentType(), status.body());
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private long oldest() {
        return options.retention() == null
                ? Long.MIN_VALUE
                : options.now().minus(options.retention()).toEpochMilli();
    }

    private static long millis(String seconds) {
        return new BigDecimal(seconds).movePointRight(3).longValueExact();
    }
}

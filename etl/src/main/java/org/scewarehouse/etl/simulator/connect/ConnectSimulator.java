package org.scewarehouse.etl.simulator.connect;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.scewarehouse.etl.simulator.LoopbackServer;

/** A Connect server on a free port of this machine's loopback address, at a time that is set. */
public final class ConnectSimulator implements Closeable {

    private static final String API = "/__api__";

    private final ConnectOptions options;
    private final ConnectAnswers answers;
    private final LoopbackServer server;
    private final Queue<Refusal> faults = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private volatile String faultPath = "";

    /** Starts a server; its clock stands until {@link #setNow}. */
    public ConnectSimulator(ConnectWorld world, ConnectOptions options, Instant now) {
        this.options = options;
        this.answers = new ConnectAnswers(world, options, now);
        server = LoopbackServer.start("connect", this::handle);
    }

    /** Lets every request pass through filters, the first one outermost. */
    public void through(Filter... filters) {
        server.through(filters);
    }

    /** Base address, with the path prefix. */
    public String url() {
        return server.url() + options.pathPrefix();
    }

    /** Sets the server's clock. */
    public void setNow(Instant now) {
        answers.setNow(now);
    }

    /** The next requests whose path begins so are refused, one refusal each. */
    public void fail(String path, Refusal... next) {
        faultPath = path;
        faults.addAll(List.of(next));
    }

    /** Paths with queries, as asked since the last call. */
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
            String path = exchange.getRequestURI().getRawPath();
            String query = exchange.getRequestURI().getRawQuery();
            String prefix = options.pathPrefix() + API;
            if (!path.startsWith(prefix)) {
                send(exchange, new Refusal(404, "text/html", "<html><body>Not found</body></html>", Map.of()));
                return;
            }
            String plain = path.substring(prefix.length());
            asked.add(query == null ? plain : plain + '?' + query);
            Refusal fault = plain.startsWith(faultPath) ? faults.poll() : null;
            if (fault != null) {
                send(exchange, fault);
            } else if (options.throttledEvery() > 0 && requests.incrementAndGet() % options.throttledEvery() == 0) {
                Refusal refusal = Refusal.of(429, 277, "Rate limit exceeded");
                send(exchange, new Refusal(429, refusal.contentType(), refusal.body(), Map.of("Retry-After", "0")));
            } else {
                answer(exchange, plain, query == null ? "" : query);
            }
        } catch (UncheckedIOException e) {
            exchange.close(); // the client has gone; there is nobody to tell
        }
    }

    private void answer(HttpExchange exchange, String path, String query) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            ConnectAnswers.Answer answer = answers.answer(String.valueOf(key), path, new Parameters(query));
            if (answer == ConnectAnswers.NO_CONTENT) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
                answer.writeTo(out);
            }
        } catch (Refusal.Thrown e) {
            send(exchange, e.refusal());
        }
    }

    private static void send(HttpExchange exchange, Refusal refusal) throws IOException {
        byte[] bytes = refusal.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", refusal.contentType());
        refusal.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(refusal.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

package org.scewarehouse.etl.simulator.gitlab;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.LoopbackServer;

/** A GitLab server on a free port of this machine's loopback address, at a time that is set. */
public final class GitlabSimulator implements Closeable {

    private static final String API = "/api/v4";

    private final GitlabOptions options;
    private final GitlabAnswers answers;
    private final LoopbackServer server;
    private final Map<String, Queue<Refusal>> faults = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile Function<String, @Nullable Refusal> guard = path -> null;
    private final AtomicLong requests = new AtomicLong();

    /** Starts a server; its clock stands until {@link #setNow}. */
    public GitlabSimulator(GitlabWorld world, GitlabOptions options, Instant now) {
        this.options = options;
        this.answers = new GitlabAnswers(world, options, now);
        server = LoopbackServer.start("gitlab", this::handle);
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

    /** The next requests whose path is, or begins with, this one are refused, one refusal each. */
    public void fail(String path, Refusal... next) {
        faults.computeIfAbsent(path, key -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
    }

    /** Is told each path before it is answered; what it returns is answered instead, null = nothing is. */
    public void guard(Function<String, @Nullable Refusal> each) {
        guard = each;
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
            Refusal guarded = guard.apply(plain);
            Refusal fault = guarded == null ? fault(plain) : guarded;
            if (fault != null) {
                send(exchange, fault);
            } else if (options.throttledEvery() > 0 && requests.incrementAndGet() % options.throttledEvery() == 0) {
                send(exchange, Refusal.tooMany(0));
            } else {
                answer(exchange, plain, query == null ? "" : query);
            }
        } catch (UncheckedIOException e) {
            exchange.close(); // the client has gone; there is nobody to tell
        }
    }

    private @Nullable Refusal fault(String path) {
        for (Map.Entry<String, Queue<Refusal>> entry : faults.entrySet()) {
            if (path.startsWith(entry.getKey())) {
                Refusal refusal = entry.getValue().poll();
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return null;
    }

    private void answer(HttpExchange exchange, String path, String query) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN");
        if (GitlabOptions.WEAK_TOKEN.equals(token)) {
            String body = "{\"error\":\"insufficient_scope\",\"error_description\":\"The request requires higher"
                    + " privileges than provided by the access token.\",\"scope\":\"api read_api\"}";
            send(exchange, new Refusal(403, "application/json", body, Map.of()));
            return;
        }
        if (!GitlabOptions.TOKEN.equals(token)) {
            send(exchange, Refusal.of(401, "Unauthorized"));
            return;
        }
        try {
            Pages.Page page = answers.answer(path, new Parameters(query));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("RateLimit-Limit", "7200");
            exchange.getResponseHeaders().set("RateLimit-Remaining", "7000");
            page.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(200, page.body().length == 0 ? -1 : page.body().length);
            exchange.getResponseBody().write(page.body());
        } catch (Refusal.Thrown e) {
            send(exchange, e.refusal());
        }
    }

    private static void send(HttpExchange exchange, Refusal refusal) throws IOException {
        byte[] bytes = refusal.bytes();
        exchange.getResponseHeaders().set("Content-Type", refusal.contentType());
        refusal.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(refusal.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

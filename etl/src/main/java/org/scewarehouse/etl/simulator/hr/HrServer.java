package org.scewarehouse.etl.simulator.hr;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.scewarehouse.etl.simulator.LoopbackServer;
import org.scewarehouse.etl.simulator.QueryString;

/** A server of people, which wants one Authorization header. */
final class HrServer implements Closeable {

    private final LoopbackServer server;
    private final Queue<Answer> faults = new ConcurrentLinkedQueue<>();

    /** A request, as far as the simulators look at it. */
    record Request(String path, Map<String, String> query, String accept) {}

    /**
     * An answer.
     *
     * @param cutAt bytes after which the connection is closed, of the length that was promised; -1 = it is whole
     */
    record Answer(int status, String type, String body, Map<String, String> headers, int cutAt) {

        static Answer of(int status, String type, String body) {
            return new Answer(status, type, body, Map.of(), -1);
        }
    }

    HrServer(String authorization, Answer unauthorized, Function<Request, Answer> answers) {
        server = LoopbackServer.start("hr", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                Answer fault = faults.poll();
                boolean isKnown =
                        authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                Answer answer = fault != null ? fault : isKnown ? answers.apply(request(exchange)) : unauthorized;
                send(exchange, answer);
            }
        });
    }

    String url() {
        return server.url();
    }

    /** The next request gets this answer, whoever asks for whatever. */
    void fail(Answer fault) {
        faults.add(fault);
    }

    private static Request request(HttpExchange exchange) {
        Map<String, String> query = QueryString.parse(exchange.getRequestURI().getRawQuery());
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        return new Request(method.equals("GET") ? path : method + " " + path, query, accept == null ? "" : accept);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, answer.cutAt() < 0 ? body.length : answer.cutAt());
    }

    @Override
    public void close() {
        server.close();
    }
}

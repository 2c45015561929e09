package org.scewarehouse.etl.source.awsbatch;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets the first answer to every call break off: the SDK numbers its attempts, and the second is answered whole. */
final class BrokenAnswers extends Filter {

    private final AtomicInteger calls = new AtomicInteger();

    int calls() {
        return calls.get();
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        calls.incrementAndGet();
        if (!exchange.getRequestHeaders().getFirst("amz-sdk-request").startsWith("attempt=1;")) {
            chain.doFilter(exchange);
            return;
        }
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write("{\"jobQueues\": [".getBytes(StandardCharsets.UTF_8));
        throw new IOException("the connection has broken");
    }

    @Override
    public String description() {
        return "cuts the first answer to every call short";
    }
}

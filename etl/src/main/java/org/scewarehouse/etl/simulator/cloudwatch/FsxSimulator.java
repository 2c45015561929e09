package org.scewarehouse.etl.simulator.cloudwatch;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.LoopbackServer;
import org.scewarehouse.etl.simulator.aws.SignatureCheck;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** DescribeFileSystems of FSx on a port of this machine: signed requests only, two file systems a page. */
public final class FsxSimulator implements AutoCloseable {

    private static final String TARGET = "AWSSimbaAPIService_v20180301.DescribeFileSystems";
    private static final int PAGE = 2;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final LoopbackServer server;
    private final Map<String, Long> sizesGib;
    private final SignatureCheck signatures =
            new SignatureCheck("fsx", CloudWatchSimulator.ACCESS_KEY, CloudWatchSimulator.SECRET_KEY);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable Refusal refusal;

    private FsxSimulator(Map<String, Long> sizesGib) {
        this.sizesGib = new TreeMap<>(sizesGib);
        server = LoopbackServer.start("fsx", this::handle);
    }

    /**
     * Begins to answer.
     *
     * @param sizesGib what each file system holds, by id
     */
    public static FsxSimulator start(Map<String, Long> sizesGib) {
        return new FsxSimulator(sizesGib);
    }

    /** Where it answers. */
    public URI address() {
        return URI.create(server.url());
    }

    /** How often it was asked; refused calls count. */
    public int calls() {
        return calls.get();
    }

    /** All calls are refused from now on. */
    public void refuse(int status, String code) {
        refusal = new Refusal(status, code, "Refused for user arn:aws:iam::1:user/secret-name");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = 200;
            ObjectNode answer;
            try {
                answer = answer(exchange, body);
            } catch (Refusal e) {
                status = e.status;
                answer = MAPPER.createObjectNode().put("__type", e.code).put("Message", String.valueOf(e.getMessage()));
            }
            byte[] bytes = MAPPER.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode answer(HttpExchange exchange, byte[] body) {
        String fault = signatures.fault("POST", "/", exchange.getRequestHeaders(), body);
        if (fault != null) {
            throw new Refusal(400, fault, "The request signature we calculated does not match");
        }
        boolean isTarget = TARGET.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                && "application/x-amz-json-1.1"
                        .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!isTarget || !exchange.getRequestMethod().equals("POST")) {
            throw new Refusal(400, "UnknownOperationException", "no such operation");
        }
        Refusal refused = refusal;
        if (refused != null) {
            throw refused;
        }
        return page(request(body).path("NextToken").asString("0"));
    }

    private static JsonNode request(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new Refusal(400, "SerializationException", "not JSON");
        }
    }

    private ObjectNode page(String token) {
        List<String> ids = List.copyOf(sizesGib.keySet());
        int from = token.matches("\\d{1,6}") ? Integer.parseInt(token) : ids.size() + 1;
        if (from > ids.size()) {
            throw new Refusal(400, "BadRequest", "unknown NextToken");
        }
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode fileSystems = answer.putArray("FileSystems");
        int to = Math.min(ids.size(), from + PAGE);
        for (String id : ids.subList(from, to)) {
            fileSystems
                    .addObject()
                    .put("FileSystemId", id)
                    .put("FileSystemType", "LUSTRE")
                    .put("OwnerId", "111122223333")
                    .put("StorageCapacity", sizesGib.get(id));
        }
        if (to < ids.size()) {
            answer.put("NextToken", Integer.toString(to));
        }
        return answer;
    }

    @Override
    public void close() {
        server.close();
    }
}

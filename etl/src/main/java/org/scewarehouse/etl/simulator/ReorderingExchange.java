package org.scewarehouse.etl.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** An exchange whose answer, where it is a list in JSON or holds one, gives the same records in another order. */
final class ReorderingExchange extends PassedExchange {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final long seed;
    private int status;
    private boolean isHeld;

    ReorderingExchange(HttpExchange exchange, long seed) {
        super(exchange);
        this.seed = seed;
    }

    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        String type = getResponseHeaders().getFirst("Content-Type");
        boolean isPlain = getResponseHeaders().getFirst("Content-Encoding") == null;
        isHeld = code == OK && length >= 0 && isPlain && type != null && type.contains("json");
        status = code;
        if (!isHeld) {
            super.sendResponseHeaders(code, length);
        }
    }

    @Override
    public OutputStream getResponseBody() {
        return isHeld ? new Held() : super.getResponseBody();
    }

    @Override
    public void close() {
        try {
            send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            super.close();
        }
    }

    private void send() throws IOException {
        if (isHeld) {
            isHeld = false;
            byte[] other = reordered(answer.toByteArray());
            super.sendResponseHeaders(status, other.length == 0 ? -1 : other.length);
            super.getResponseBody().write(other);
            super.getResponseBody().close();
        }
    }

    private byte[] reordered(byte[] json) {
        JsonNode whole = JSON.readTree(json);
        reorder(whole);
        whole.forEach(this::reorder);
        return JSON.writeValueAsBytes(whole);
    }

    private void reorder(JsonNode node) {
        if (node instanceof ArrayNode list && list.path(0).isObject()) {
            List<JsonNode> records = new ArrayList<>(list.valueStream().toList());
            Collections.shuffle(records, new Random(seed));
            list.removeAll();
            list.addAll(records);
        }
    }

    /** Sends the answer once it is whole. */
    private final class Held extends OutputStream {

        @Override
        public void write(int value) {
            answer.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            answer.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            send();
        }
    }
}

package org.scewarehouse.etl.simulator.prometheus;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Sends an answer with something wrong about its body. */
record FaultyAnswer(Fault fault) {

    void send(HttpExchange exchange, byte[] body) throws IOException {
        if (fault instanceof Fault.Truncated cut) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, Math.min(body.length - 1, cut.bytes()));
            exchange.getResponseBody().flush();
            return; // closing an exchange with bytes missing closes the connection
        }
        if (fault instanceof Fault.FlippedBit flipped) {
            body[Math.min(body.length - 1, flipped.atByte())] ^= 1;
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (fault instanceof Fault.Trickling slow) {
                for (byte next : body) {
                    out.write(next);
                    out.flush();
                    pause(slow.pause().toMillis());
                }
                return;
            }
            out.write(body);
            if (fault instanceof Fault.Endless) {
                byte[] more = new byte[8192];
                Arrays.fill(more, (byte) ' ');
                while (!Thread.currentThread().isInterrupted()) {
                    out.write(body[0] == '{' ? more : body);
                }
            }
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }
}

package org.scewarehouse.etl.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An exchange whose answer breaks off. It promises more than it sends, since the JDK's server would end an answer of
 * unknown length as if it were whole.
 */
final class BreakingExchange extends PassedExchange {

    private static final int BROKEN_AFTER = 700;
    private static final long PROMISED = 1L << 40;

    BreakingExchange(HttpExchange exchange) {
        super(exchange);
    }

    @Override
    public void sendResponseHeaders(int status, long length) throws IOException {
        exchange.sendResponseHeaders(status, length == 0 ? PROMISED : length);
    }

    @Override
    public OutputStream getResponseBody() {
        return new FilterOutputStream(exchange.getResponseBody()) {
            private int left = BROKEN_AFTER;

            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int passed = Math.min(left, length);
                out.write(bytes, offset, passed);
                left -= passed;
                if (passed < length) {
                    out.flush();
                    throw new IOException("the connection has broken");
                }
            }
        };
    }
}

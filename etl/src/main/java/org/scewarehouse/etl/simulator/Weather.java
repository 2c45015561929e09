package org.scewarehouse.etl.simulator;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes wrong between a client and a simulated server: requests are refused as too many, answers never begin, or
 * break off in the middle; and what may be any time without being wrong: the records of a page come in another order.
 * A server that is away refuses everything. What happens is drawn from a seed, but requests that come at once share the
 * draws in no certain order.
 */
public final class Weather extends Filter {

    private final Random random;
    private final double rate;
    private final AtomicLong troubles = new AtomicLong();
    private volatile boolean isAway;

    /**
     * Weather in which a share of all requests fails, one in three ways.
     *
     * @param rate from 0 for none to 1 for all; as many of the others give their records in another order
     */
    public Weather(long seed, double rate) {
        this.random = new Random(seed);
        this.rate = rate;
    }

    /** Fair weather. */
    public static Weather fair() {
        return new Weather(0, 0);
    }

    /** Takes the server away, or brings it back. */
    public void away(boolean isGone) {
        isAway = isGone;
    }

    /** Requests that went wrong. */
    public long troubles() {
        return troubles.get();
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        double draw = rate == 0 ? 1 : random.nextDouble();
        if (!isAway && draw >= rate) {
            chain.doFilter(draw < 2 * rate ? new ReorderingExchange(exchange, Double.hashCode(draw)) : exchange);
            return;
        }
        troubles.incrementAndGet();
        if (isAway) {
            refuse(exchange, 503);
        } else if (draw < rate / 3) {
            refuse(exchange, 429);
        } else if (draw < 2 * rate / 3) {
            exchange.close(); // the connection is reset before anything is said
        } else {
            chain.doFilter(new BreakingExchange(exchange));
        }
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Retry-After", "0");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public String description() {
        return "lets requests fail";
    }
}

package org.scewarehouse.etl.simulator;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What every simulated system answers through: HTTP on a free port of this machine's loopback address. */
public final class LoopbackServer implements Closeable {

    static {
        // Without it the JDK's server delays the end of small answers by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final HttpContext context;
    private final ExecutorService threads;

    private LoopbackServer(String name, HttpHandler handler, @Nullable SSLContext tls) {
        try {
            server = create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a port for the simulated " + name, e);
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-simulator");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        context = server.createContext("/", handler);
        server.start();
    }

    /**
     * Begins to answer.
     *
     * @param name of the system, for its threads and for messages
     * @param handler answers whatever is asked, on many threads
     */
    public static LoopbackServer start(String name, HttpHandler handler) {
        return new LoopbackServer(name, handler, null);
    }

    /** As {@link #start(String, HttpHandler)}, with TLS where a context is given. */
    public static LoopbackServer start(String name, HttpHandler handler, @Nullable SSLContext tls) {
        return new LoopbackServer(name, handler, tls);
    }

    private static HttpServer create(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        return secure;
    }

    /** Lets every request pass through filters, the first one outermost. */
    public void through(Filter... filters) {
        context.getFilters().addAll(List.of(filters));
    }

    /** Where it answers, without a slash at the end. */
    public String url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    /** Ends every request, too. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package org.scewarehouse.etl.simulator.prometheus;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus server with seeded history, for tests and benchmarks: what the simulator promises is held against
 * it. Needs the programs {@code prometheus} and {@code promtool} on the path.
 */
public final class RealPrometheus implements Closeable {

    private final Process server;
    private final int port;

    private RealPrometheus(Process server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Writes history into blocks and starts a server on them.
     *
     * @param folder an empty folder for everything
     * @param openMetrics the history, ending with {@code # EOF}
     * @param flags further flags of the server
     */
    public static RealPrometheus start(Path folder, String openMetrics, String... flags)
            throws IOException, InterruptedException {
        return start(folder, Files.writeString(folder.resolve("history.om"), openMetrics), flags);
    }

    /** The same with a history that lies in a file. */
    public static RealPrometheus start(Path folder, Path history, String... flags)
            throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        Process seed = new ProcessBuilder(
                        "promtool", "tsdb", "create-blocks-from", "openmetrics", history.toString(), data.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(seed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (seed.waitFor() != 0) {
            throw new IOException("promtool: " + output);
        }
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + data,
                "--web.listen-address=127.0.0.1:" + port));
        if (List.of(flags).stream().noneMatch(flag -> flag.startsWith("--storage.tsdb.retention"))) {
            command.add("--storage.tsdb.retention.time=100y");
        }
        command.addAll(List.of(flags));
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        RealPrometheus started = new RealPrometheus(server, port);
        started.awaitReady();
        return started;
    }

    /** Whether the programs are there. */
    public static boolean isInstalled() {
        return onPath("prometheus") && onPath("promtool");
    }

    /** Base address. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Stops the server and waits until it has gone. */
    @Override
    public void close() {
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/-/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        for (int i = 0; i < 300 && server.isAlive(); i++) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
                Thread.onSpinWait();
            }
            Thread.sleep(100);
        }
        close();
        throw new IOException("prometheus was not ready within 30 s");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}

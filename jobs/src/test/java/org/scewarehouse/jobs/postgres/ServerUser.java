package org.scewarehouse.jobs.postgres;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of its own that uses the embedded server until its input ends. */
final class ServerUser implements Closeable {
    private final Process process;
    private final BufferedReader output;

    /** Opens and closes the server as often as asked, then says so and waits; the last use lasts until the end. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        for (int use = 1; use < Integer.parseInt(arguments[1]); use++) {
            EmbeddedPostgres.open(home).close();
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.open(home)) {
            System.out.println("using " + server.port());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    ServerUser(Path home, int uses, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerUser.class.getName(),
                home.toString(),
                Integer.toString(uses)));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        this.process = builder.start();
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Waits until the process uses the server. */
    ServerUser ready() throws IOException {
        String line = output.readLine();
        if (line == null || !line.startsWith("using ")) {
            throw new IOException("The process said: " + line);
        }
        return this;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("The process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

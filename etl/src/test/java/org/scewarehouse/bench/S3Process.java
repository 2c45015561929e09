package org.scewarehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.scewarehouse.etl.store.S3Server;

/** A server that speaks S3 and keeps objects in a folder, in a process of its own, whose CPU time can be told apart. */
final class S3Process implements AutoCloseable {

    private static final int TICKS_PER_SECOND = 100;

    private final Process process;
    private final String url;

    private S3Process(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static S3Process in(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = process.inputReader().readLine();
        while (line != null && !line.startsWith("http")) {
            line = process.inputReader().readLine();
        }
        return new S3Process(process, Objects.requireNonNull(line, "the server did not start"));
    }

    String url() {
        return url;
    }

    /** CPU time of the server until now, in user and system mode. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / (double) TICKS_PER_SECOND;
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** What that process runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws Exception {
            try (S3Server server = S3Server.in(Path.of(arguments[0]))) {
                System.out.println(server.url());
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}

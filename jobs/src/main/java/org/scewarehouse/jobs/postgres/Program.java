package org.scewarehouse.jobs.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, with the caller's environment less everything that PostgreSQL would read from it. */
record Program(List<String> command, Path folder) {
    private static final long LIMIT_MINUTES = 10;

    record Outcome(int exitCode, String output) {}

    /** Never inherits this process' input or output: the server that a program starts would keep them open. */
    Outcome run() throws IOException {
        return run("");
    }

    /** As {@link #run()}, with something to read. */
    Outcome run(String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.redirectErrorStream(true);
        Process process = builder.start();
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new ServerUnavailable(
                        command.get(0) + " has not ended within " + LIMIT_MINUTES + " minutes: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailable("Stopped while waiting for " + command.get(0), e);
        }
        return new Outcome(process.exitValue(), output);
    }
}

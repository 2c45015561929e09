package org.scewarehouse.jobs.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs a program to its end. Of the caller's environment it gets what programs are found and users are named by: a
 * server lives on after the command that started it, and would keep the secrets of its variables, and whatever
 * PostgreSQL reads from them.
 */
record Program(List<String> command, Path folder) {
    private static final long LIMIT_MINUTES = 10;
    private static final Pattern KEPT = Pattern.compile("PATH|HOME|USER|LOGNAME|TMPDIR|(LD|NSS_WRAPPER)_.*");

    record Outcome(int exitCode, String output) {}

    /** Never inherits this process' input or output: the server that a program starts would keep them open. */
    Outcome run() throws IOException {
        return run("");
    }

    /** As {@link #run()}, with something to read. */
    Outcome run(String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> !KEPT.matcher(name).matches());
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

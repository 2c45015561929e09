package org.scewarehouse.jobs.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.Termination;

/** What one command printed and how it ended. */
public record CommandLineRun(int exitCode, String output, String errors) {
    static final Instant NOW = Instant.parse("2026-08-21T06:00:00Z");

    static CommandLineRun of(Map<String, String> environment, String... arguments) {
        return at(NOW, environment, arguments);
    }

    /** As if it were that instant. */
    public static CommandLineRun at(Instant now, Map<String, String> environment, String... arguments) {
        return at(InstantSource.fixed(now), new ByteArrayOutputStream(), environment, arguments);
    }

    /** While time passes, for example with what is printed. */
    public static CommandLineRun at(
            InstantSource now, ByteArrayOutputStream output, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Console console = Console.of(
                new PrintStream(output, false, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
        Sce sce = new Sce(console, Termination.never(), now.withZone(ZoneOffset.UTC), environment);
        int exitCode = sce.run(arguments);
        return new CommandLineRun(
                exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}

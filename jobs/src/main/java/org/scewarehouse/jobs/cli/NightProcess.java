package org.scewarehouse.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.Termination;

/** The nightly job in a process of its own and at a time of its own, so that the demo can kill it in the middle. */
final class NightProcess {

    private NightProcess() {}

    /**
     * Runs a night and kills it, unless it has ended before.
     *
     * @param environment settings, and what the job needs to ask its sources
     * @param now the time that the job takes it to be
     * @param after when it is killed
     * @return whether it had to be killed
     */
    static boolean kill(Map<String, String> environment, Instant now, Duration after) {
        String java = ProcessHandle.current().info().command().orElse("java");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java,
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                NightProcess.class.getName(),
                now.toString()));
        builder.environment().putAll(environment);
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        try {
            Process process = builder.start();
            boolean hasEnded = process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            return !hasEnded;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a night in a process of its own with " + java, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs the night whose time is the only argument. */
    public static void main(String[] arguments) {
        Termination termination = Termination.ofThisThread();
        Clock clock = Clock.fixed(Instant.parse(arguments[0]), ZoneOffset.UTC);
        Sce sce = new Sce(Console.ofProcess(), termination, clock, System.getenv());
        termination.exit(sce.run("nightly"));
    }
}

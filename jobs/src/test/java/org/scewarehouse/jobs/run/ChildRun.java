package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.Termination;
import org.scewarehouse.jobs.settings.SettingsLoader;

/** A run in a process of its own, which ends as if the power had gone. */
final class ChildRun {

    /** Exit code of a process that was ended by the switch. */
    static final int HALTED = 137;

    private ChildRun() {}

    /**
     * Arguments: where to die, as {@link KillSwitch#nth(String, int)} and {@link KillSwitch#after} take it; the days.
     */
    public static void main(String[] arguments) {
        KillSwitch.Victim victim = arguments[0].equals("after")
                ? KillSwitch.after(arguments[1])
                : KillSwitch.nth(arguments[1], Integer.parseInt(arguments[0]));
        KillSwitch life = KillSwitch.real(victim);
        Clock clock = Clock.fixed(SmallOrganisation.NOW, ZoneOffset.UTC);
        Session session = new Session(
                SettingsLoader.load(null, System.getenv(), Path.of("")),
                Console.ofProcess(),
                Termination.never(),
                clock);
        RunRequest request = RunRig.request(LocalDate.parse(arguments[2]), LocalDate.parse(arguments[3]));
        System.exit(Runs.run(
                        request,
                        session,
                        RunRig.wiring(life, Path.of(session.settings().lakeLocation())))
                .number());
    }

    /** Starts a JVM like this one on a class with a main method; it says what it says on this process' errors. */
    static Process start(Map<String, String> environment, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for the end, at most some minutes; the exit code. */
    static int end(Process process) throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("a child process did not end");
        }
        return process.exitValue();
    }
}

package org.scewarehouse.jobs.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.Termination;
import org.scewarehouse.jobs.run.Fault;
import org.scewarehouse.jobs.settings.SettingsLoader;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code sce}. */
@Command(
        name = "sce",
        description = "Collects what happens on a scientific computing environment into a warehouse.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Sce.Version.class,
        usageHelpWidth = 100,
        subcommands = {
            DemoCommand.class,
            NightlyCommand.class,
            RunCommand.class,
            BackfillCommand.class,
            PlanCommand.class,
            RebuildCommand.class,
            StatusCommand.class,
            CheckCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            ImpactCommand.class,
            BiCommand.class,
            SqlCommand.class,
            WarehouseCommand.class,
            MigrateCommand.class,
            ExplainCommand.class,
            IdentityCommand.class,
            EraseCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExit codes%n",
        footer = {
            "    0  done",
            "    2  done, with warnings: records dropped, an optional source failed, a shrink held back",
            "    3  something was away: run again",
            "    4  usage, settings, credentials or contract: a person must act",
            "    5  data lost, or an invariant broken",
            "    6  another run is at work",
            "  143  stopped by a signal"
        })
public final class Sce {
    private final Console console;
    private final Termination termination;
    private final Clock clock;
    private final Map<String, String> environment;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings; else ./sce.yaml, else sce.yaml in SCE_HOME.")
    private @Nullable Path config;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log what happens, and faults in full.")
    private boolean isVerbose;

    @Option(
            names = "--log-json",
            scope = ScopeType.INHERIT,
            description = "Log each step on standard error as a JSON object with source, day, attempt and step.")
    private boolean isLogJson;

    Sce(Console console, Termination termination, Clock clock, Map<String, String> environment) {
        this.console = console;
        this.termination = termination;
        this.clock = clock;
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        Termination termination = Termination.ofThisThread();
        Sce sce = new Sce(Console.ofProcess(), termination, Clock.systemUTC(), System.getenv());
        termination.exit(sce.run(arguments));
    }

    /** Runs one command and returns its exit code; whatever goes wrong is told and mapped, never thrown. */
    int run(String... arguments) {
        PrintWriter output = writer(console.output());
        CommandLine line = new CommandLine(this)
                .setOut(output)
                .setErr(writer(console.errors()))
                .registerConverter(LocalDate.class, Sce::day)
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler(this::refuseUsage)
                .setExecutionExceptionHandler((fault, command, parsed) -> tell(fault));
        try {
            return line.execute(Arrays.stream(arguments).map(Sce::noOption).toArray(String[]::new));
        } catch (Error fault) { // Such as a full heap: the JVM would end with 1, which tells a scheduler nothing.
            return tell(fault);
        } finally {
            output.flush();
            console.output().flush();
        }
    }

    /** Reads the settings, at most once, when a command asks for them. */
    Session session() {
        return session(environment);
    }

    /** The same with another environment. */
    Session session(Map<String, String> given) {
        return new Session(SettingsLoader.load(config, given, Path.of("")), console, termination, clock);
    }

    Console console() {
        return console;
    }

    Map<String, String> environment() {
        return environment;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no day such as 2026-08-20");
        }
    }

    /** A query that begins with a comment looks like an option; but no option has a blank after its dashes. */
    private static String noOption(String argument) {
        return argument.matches("(?s)--(\\s|[^\\n=]*\\n).*") ? " " + argument : argument;
    }

    private int execute(CommandLine.ParseResult parsed) {
        if (isVerbose) {
            // Read by logback.xml when the first logger is made.
            System.setProperty("sce.log.level", "DEBUG");
            System.setProperty("sce.batch.log.level", "INFO");
            System.setProperty("sce.library.log.level", "WARN");
        }
        if (isLogJson) {
            System.setProperty("logback.configurationFile", "logback-json.xml");
        }
        // Spring Boot, which a run starts, would go back to logback.xml.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (!parsed.hasSubcommand()) {
            throw new ParameterException(parsed.commandSpec().commandLine(), "Give a command.");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private int refuseUsage(ParameterException fault, String[] arguments) {
        PrintWriter errors = fault.getCommandLine().getErr();
        errors.println(fault.getMessage());
        UnmatchedArgumentException.printSuggestions(fault, errors);
        errors.println("See: " + fault.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.ACT.number();
    }

    private int tell(Throwable fault) {
        // A signal interrupts the work wherever it is, so what is thrown may be anything; its cause is the signal.
        Fault told = termination.isRequested() ? Fault.STOPPED : Fault.of(fault);
        console.error(told.text());
        LoggerFactory.getLogger(Sce.class).debug("What led to exit code {}", told.exitCode(), fault);
        return told.exitCode().number();
    }

    /** The version that {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"sce " + Build.version()};
        }
    }
}

package org.scewarehouse.jobs.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.demo.Chaos;
import org.scewarehouse.jobs.demo.Demo;
import org.scewarehouse.jobs.demo.DemoOrganisation;
import org.scewarehouse.jobs.demo.DemoServer;
import org.scewarehouse.jobs.demo.DemoSettings;
import org.scewarehouse.jobs.page.ReportPage;
import org.scewarehouse.jobs.run.NightlyRequest;
import org.scewarehouse.jobs.run.Runs;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import org.scewarehouse.model.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Let the real job load a simulated organisation, night by night, and print the answers.",
            "Everything stays in SCE_HOME (.sce) for exploring with sce sql and sce warehouse.",
            "",
            "  sce demo                                             30 days of 3,300 people with 2,000 containers",
            "  SCE_HOME=/tmp/small sce demo --scale 0.05 --days 7  a week of a smaller one, elsewhere"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Option(names = "--days", paramLabel = "N", description = "How many days, up to 2024-08-08 (${DEFAULT-VALUE}).")
    private int days = DemoSettings.standard().days();

    @Option(
            names = "--history",
            paramLabel = "N",
            description = "How many days back Connect's visits and runs reach (${DEFAULT-VALUE}).")
    private int history = DemoSettings.standard().historyDays();

    /** The simulated servers share the cores, and answer for one source while another is reckoned with. */
    private static final int AT_ONCE = 2;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description = "Size of the organisation: 1 is 2,002 interactive containers (${DEFAULT-VALUE}).")
    private double scale = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Another organisation (${DEFAULT-VALUE}).")
    private long seed = DemoSettings.standard().seed();

    @Option(names = "--check", description = "Hold the warehouse against the truth; exit 5 where they differ.")
    private boolean isChecked;

    @Option(
            names = "--chaos",
            description = "Let requests fail, servers be away for four nights, and nights be killed in the middle.")
    private boolean isChaotic;

    @Option(names = "--serve", description = "Keep the simulated servers up afterwards, for trying commands by hand.")
    private boolean isServed;

    @Override
    public Integer call() throws SQLException {
        DemoOrganisation organisation = new DemoOrganisation(settings());
        Chaos chaos = isChaotic ? Chaos.full(settings()) : Chaos.none(settings());
        try (DemoServer server = new DemoServer(organisation, chaos.weather())) {
            Map<String, String> environment = prepare(organisation, server);
            int code = run(organisation, server, chaos, environment);
            if (isServed) {
                serve(server, environment);
            }
            return code;
        }
    }

    private DemoSettings settings() {
        try {
            return DemoSettings.upToLastDay(seed, scale, days).withHistory(Math.max(days, history));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** Writes what the organisation keeps in files, and says where all of it is. */
    private Map<String, String> prepare(DemoOrganisation organisation, DemoServer server) {
        Path home = sce.session().settings().home();
        Path reference = home.resolve("demo-reference");
        Path hr = home.resolve("demo-hr");
        organisation.writeReference(reference);
        organisation.writeHr(hr);
        server.grantAws();
        Path scans = home.resolve("demo-home-scans");
        organisation.writeScans(scans);
        return with(server, reference, hr, scans);
    }

    private int run(DemoOrganisation organisation, DemoServer server, Chaos chaos, Map<String, String> environment)
            throws SQLException {
        Session session = sce.session(environment);
        Settings settings = session.settings();
        try (WarehouseConnection warehouse = WarehouseConnection.open(settings)) {
            Migrations.migrate(warehouse.dataSource());
            if (warehouse.isEmbedded() && !isChaotic) {
                commitWithoutWaiting(warehouse.dataSource());
            }
            Console console = session.console();
            Demo demo = new Demo(
                    organisation,
                    settings.home(),
                    settings.stores().open(settings.lakeLocation()),
                    console.output(),
                    rows -> TablePrinter.print(rows, console.output()),
                    chaos);
            int code = demo.run(
                    now -> {
                        endure(chaos, environment, server, now, console);
                        return night(session, server, now);
                    },
                    warehouse.dataSource(),
                    isChecked,
                    server::servingTime);
            if (code <= ExitCode.DONE_WITH_WARNINGS.number()) {
                writePage(warehouse.dataSource(), settings.home());
            }
            return code;
        }
    }

    /** A demo that dies with its machine is run again; waiting for the disk at each commit is for what cannot be. */
    private static void commitWithoutWaiting(DataSource warehouse) throws SQLException {
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    do $$
                    begin
                        execute format('alter database %I set synchronous_commit = off', current_database());
                    end
                    $$
                    """);
        }
    }

    /** As it would have been made on the morning after the last day. */
    private void writePage(DataSource warehouse, Path home) throws SQLException {
        Clock morning = Clock.fixed(DemoSettings.night(settings().lastDay()), ZoneOffset.UTC);
        ReportPage page = ReportPage.write(warehouse, ReportPage.USUAL_PERIOD, home.resolve("report.html"), morning);
        sce.console().line("  " + page.file() + "    is the page that sce report writes");
    }

    /** The settings of whoever runs the demo, with the simulated servers in the place of theirs. */
    private Map<String, String> with(DemoServer server, Path reference, Path hr, Path scans) {
        Map<String, String> environment = new HashMap<>(sce.environment());
        environment.keySet().removeIf(name -> name.startsWith("SCE_SOURCES_") || name.startsWith("SCE_CLOUDWATCH_"));
        environment.put("SCE_ZONE", "UTC"); // Its nights, its files and what is true of it are of these days.
        environment.put("SCE_SOURCES_PROMETHEUS_URL", server.prometheusUrl());
        environment.put("SCE_SOURCES_PROMETHEUS_SINCE", settings().firstDay().toString());
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", hr.toString());
        environment.put("SCE_SOURCES_PROMETHEUS_IDLE_LIMIT", DemoSettings.IDLE_LIMIT_DAYS + "d");
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", scans.toString());
        environment.put("SCE_SOURCES_AWS_BATCH_REGION", server.awsRegion());
        environment.put("SCE_SOURCES_AWS_BATCH_ENDPOINT", server.awsBatchUrl());
        environment.put("SCE_SOURCES_AWS_BATCH_DESCRIBE_RATE", "1000");
        environment.put("SCE_SOURCES_AWS_BATCH_SINCE", settings().firstDay().toString());
        environment.put("SCE_SOURCES_CONNECT_URL", server.connectUrl());
        environment.put("SCE_SOURCES_CONNECT_API_KEY", server.connectKey());
        environment.put("SCE_SOURCES_CONNECT_REQUESTS_PER_SECOND", "0");
        environment.put(
                "SCE_SOURCES_CONNECT_SINCE", settings().historyFirstDay().toString());
        environment.put("SCE_SOURCES_GITLAB_URL", server.gitlabUrl());
        environment.put("SCE_SOURCES_GITLAB_TOKEN", server.gitlabToken());
        // Nothing of these servers comes late, so no day is asked twice.
        environment.put("SCE_SOURCES_CONNECT_RESTATE_DAYS", "1");
        environment.put("SCE_SOURCES_GITLAB_RESTATE_DAYS", "1");
        environment.put("SCE_SOURCES_GITLAB_SINCE", settings().firstDay().toString());
        environment.put("SCE_REFERENCE", reference.toString());
        return environment;
    }

    /** What happens before a night can do its work. */
    private static void endure(
            Chaos chaos, Map<String, String> environment, DemoServer server, Instant now, Console console) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
        chaos.begin(day);
        chaos.kill(day).ifPresent(after -> {
            server.at(now);
            Map<String, String> all = new HashMap<>(environment);
            all.putAll(server.awsCredentials());
            console.line(
                    NightProcess.kill(all, now, after)
                            ? "chaos: the night of " + day + " was killed after " + after.toMillis()
                                    + " ms; it runs again"
                            : "chaos: the night of " + day + " had ended before it could be killed; it runs again");
        });
    }

    private static int night(Session session, DemoServer server, Instant now) {
        server.at(now);
        Session then = new Session(
                session.settings(), session.console(), session.termination(), Clock.fixed(now, ZoneOffset.UTC));
        return Runs.nightly(new NightlyRequest(null, Integer.MAX_VALUE, null, false, AT_ONCE, true), then)
                .number();
    }

    private void serve(DemoServer server, Map<String, String> environment) {
        Console console = sce.console();
        Map<String, String> exported = new TreeMap<>(server.awsCredentials());
        environment.forEach((name, value) -> {
            if (name.startsWith("SCE_SOURCES_")
                    || Set.of("SCE_REFERENCE", "SCE_ZONE").contains(name)) {
                exported.put(name, value);
            }
        });
        console.line("The simulated servers answer until Ctrl-C. In another shell, with the same SCE_HOME:");
        exported.forEach((name, value) -> console.line("  export " + name + "='" + value + "'"));
        console.line("  ./sce run prometheus --day " + settings().lastDay() + " --force");
        console.line("  ./sce run connect --day " + settings().lastDay() + " --force");
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            console.line("Stopped.");
        }
    }
}

package org.scewarehouse.jobs.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.scewarehouse.etl.lake.ObjectStore;

/**
 * Lets the real job load a simulated organisation night by night, and prints the answers to its users' questions. What
 * it loads stays where the settings say, for exploring.
 */
public final class Demo {

    private static final int DONE = 0;
    private static final int DONE_WITH_WARNINGS = 2;
    private static final int BROKEN = 5;

    private static final List<String> ANSWERS = List.of(
            "check/overview",
            "answers/overview",
            "answers/runtime_version_split",
            "check/department_frequency",
            "answers/container_idleness",
            "answers/department_use",
            "answers/busiest_hours",
            "answers/job_outcomes",
            "answers/content_never_deployed",
            "answers/schedules_failing",
            "answers/package_adoption",
            "answers/data_quality");

    private final DemoOrganisation organisation;
    private final Path home;
    private final ObjectStore lake;
    private final PrintStream output;
    private final TableOutput tables;
    private final Chaos chaos;

    /**
     * A demo that prints to {@code output}.
     *
     * @param home {@code sce.home}, into which the truth is written
     * @param lake the lake, looked into for data that is not the demo's
     * @param tables prints the answers, to the same output
     * @param chaos which nights may fail
     */
    public Demo(
            DemoOrganisation organisation,
            Path home,
            ObjectStore lake,
            PrintStream output,
            TableOutput tables,
            Chaos chaos) {
        this.organisation = organisation;
        this.home = home;
        this.lake = lake;
        this.output = output;
        this.tables = tables;
        this.chaos = chaos;
    }

    /**
     * Runs it.
     *
     * @param night the real job with the organisation's server as its source
     * @param isChecked whether the warehouse is held against the truth
     * @param servers tells at the end what the simulated servers took
     * @return exit code: 0; 2 if a night had warnings; 5 if the check found a difference; that of a failed night
     * @throws org.scewarehouse.etl.SourceMisconfigured if the place holds other data
     */
    public int run(Night night, DataSource warehouse, boolean isChecked, Supplier<String> servers) throws SQLException {
        DemoSettings settings = organisation.settings();
        boolean isNew = new DemoHome(home, lake, settings).claim(warehouse);
        line("A simulated organisation from " + settings.firstDay() + " to " + settings.lastDay() + ", both included: "
                + organisation.description() + "."
                + (isNew ? "" : " It was loaded before: only what is missing is loaded now."));
        int code = DONE;
        for (LocalDate day = settings.firstDay(); !day.isAfter(settings.lastDay()); day = day.plusDays(1)) {
            int ended = night.run(DemoSettings.night(day));
            boolean hasFailed = ended != DONE && ended != DONE_WITH_WARNINGS;
            if (hasFailed && !chaos.isForgiven(day)) {
                return ended;
            }
            code = hasFailed ? code : Math.max(code, ended);
        }
        // Now that the nights no longer need the memory, and while the warehouse answers.
        CompletableFuture<List<TruthTable>> truth = CompletableFuture.supplyAsync(
                () -> organisation.writeTruth(home, chaos), task -> new Thread(task, "truth").start());
        try (Connection connection = warehouse.getConnection()) {
            answer(connection);
            line("");
            line(servers.get());
            if (isChecked && !new DemoCheck(organisation, output).isRight(connection, truth.join())) {
                return BROKEN;
            }
        }
        truth.join(); // where nothing was checked
        sayHowToGoOn();
        return code;
    }

    private void answer(Connection connection) throws SQLException {
        for (String name : ANSWERS) {
            Sql query = Sql.resource(name + ".sql");
            line("");
            line(query.title());
            query.query(connection, organisation.settings(), tables::print);
            query.notes().forEach(note -> line("  " + note));
        }
    }

    private void sayHowToGoOn() {
        line("");
        line("All of it stays in " + home + "; what is true of it lies in " + home.resolve("truth") + ".");
        line("  ./sce sql \"select * from report.container_idleness where period_kind = 'all'\"");
        line("  ./sce warehouse    keeps the warehouse up and says how psql, Metabase or Tableau connect");
        line("  ./sce status       says what is loaded");
    }

    private void line(String text) {
        output.println(text);
        output.flush();
    }
}

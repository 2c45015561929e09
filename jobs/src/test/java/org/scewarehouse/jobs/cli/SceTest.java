package org.scewarehouse.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceTest {
    @TempDir
    static Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "nightly",
                "run",
                "backfill",
                "plan",
                "rebuild",
                "status",
                "check",
                "verify",
                "report",
                "impact",
                "bi",
                "bi provision",
                "bi check",
                "sql",
                "warehouse",
                "migrate",
                "explain",
                "identity",
                "identity merge",
                "identity split",
                "erase"
            })
    void everyCommandExplainsItself(String command) {
        int last = command.lastIndexOf(' ');
        String name = command.substring(last + 1);
        CommandLineRun above = run((last < 0 ? "--help" : command.substring(0, last) + " --help").split(" "));
        CommandLineRun help = run((command + " --help").split(" "));
        assertThat(above.exitCode()).isZero();
        // One line, as in the usage of the command above, where a second one would be another sentence.
        assertThat(above.output()).containsPattern("\n  " + name + " +[A-Z].*[.]\n");
        assertThat(help.exitCode()).isZero();
        assertThat(help.output())
                .contains("Usage: sce " + command)
                .contains("Exit codes\n    0  done\n")
                .doesNotContainPattern("\n[^ :\n]+\n"); // a word alone, from a line that was too long
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    @Test
    void helpIsACommandToo() {
        assertThat(run("help").output()).isEqualTo(run("--help").output());
        assertThat(run("help", "backfill").output())
                .isEqualTo(run("backfill", "--help").output());
        assertThat(run("help", "stauts").exitCode()).isEqualTo(4);
    }

    @Test
    void printsItsVersion() {
        assertThat(run("--version").output()).matches("sce \\d+\\.\\d+\\.\\d+\\R");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stauts",
                "run",
                "run prometheus",
                "run prometheus --from 2026-08-01",
                "run prometheus --from 2026-08-02 --to 2026-08-01",
                "run prometheus --day yesterday",
                "run prometheus --day 2026-08-01 --to 2026-08-02",
                "nightly --max-duration soon",
                "nightly --max-duration 90",
                "nightly --max-duration -5h",
                "nightly --max-days many",
                "nightly --max-days 0",
                "plan --max-days -1",
                "explain fact_container_day",
                "demo --days 0",
                "sql",
                "status --config /nowhere.yaml"
            })
    void wrongUseEndsWithFourAndSaysWhy(String arguments) {
        CommandLineRun run = run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errors()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void tellsAllFaultsOfTheSettings() {
        CommandLineRun run =
                CommandLineRun.of(Map.of("SCE_ZONE", "Atlantis", "SCE_SOURCES_PROMETHEUS_EDGE", "soon"), "status");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errors()).contains("sce.zone = Atlantis", "sce.sources.prometheus.edge = soon");
    }

    @Test
    void anExternalWarehouseThatIsAwayEndsWithThree() {
        CommandLineRun run = CommandLineRun.of(
                Map.of("SCE_HOME", home.toString(), "SCE_WAREHOUSE_URL", "jdbc:postgresql://127.0.0.1:1/warehouse"),
                "sql",
                "select 1");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errors()).contains("does not answer", "sce.warehouse.url");
    }

    @Test
    void statusOfAnEmptyHomeStartsNothing() {
        CommandLineRun run = run("status");
        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("not made yet");
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("SCE_HOME", home.toString()), arguments);
    }
}

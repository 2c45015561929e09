package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** People whose logins are words that the product, the calendar or public packages use too. */
class ErasureOfCommonWordsTest {

    @TempDir
    static Path home;

    private static EverySource sources;
    private static RunRig rig;
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    @BeforeAll
    static void load() throws Exception {
        sources = new EverySource(home);
        for (String day : List.of("20260818", "20260819", "20260820")) {
            Path file = home.resolve("people/hr_workers_" + day + ".csv");
            Files.writeString(file, Files.readString(file) + """
                    P-77005,python,april@science.example,active,G,Genetics,Paula,Thon,
                    P-77006,numpy,load@science.example,active,G,Genetics,Luca,Loadstone,
                    P-77007,4711000,n.umber@science.example,active,G,Genetics,Nina,Umber,
                    """);
            Path scan = home.resolve("scans/home_drives_" + day + ".csv");
            Files.writeString(
                    scan,
                    Files.readString(scan) + "/home/4711000,4711000,500,5," + day.substring(0, 4) + "-08-"
                            + day.substring(6) + "T20:00:00Z\n");
        }
        rig = new RunRig(home, "http://localhost:1");
        ENVIRONMENT.putAll(rig.environment());
        ENVIRONMENT.putAll(sources.environment());
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isIn(0, 2);
    }

    @AfterAll
    static void close() {
        rig.close();
        sources.close();
    }

    private static CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, ENVIRONMENT, arguments);
    }

    /** Words of the calendar, of the ledger, of GitLab's languages, and of lock files. */
    private static List<String> words() {
        return Traces.rows(rig, """
                select 'day ' || day || month_name from mart.dim_date where day between '2026-03-31' and '2026-04-01'
                union all
                select 'language ' || language_name || count(*) from mart.bridge_repository_language
                group by language_name
                union all
                select 'package ' || ecosystem_name || ' ' || package_name || ' ' || package_version
                from mart.bridge_repository_package join mart.dim_package using (package_key)
                union all
                select 'load ' || source || day || state from ops.load
                union all
                select distinct 'step ' || step_name || ' ' || status || ' ' || exit_code
                from batch.batch_step_execution
                where step_name in ('load', 'transform')
                order by 1""");
    }

    @Test
    void wordsThatNameNobodyStay() {
        List<String> before = words();
        assertThat(before)
                .contains("day 2026-04-01April")
                .anyMatch(word -> word.startsWith("language Python"))
                .anyMatch(word -> word.startsWith("package runtime Python"))
                .anyMatch(word -> word.startsWith("package conda numpy"));
        for (String login : List.of("python", "numpy")) {
            CommandLineRun erased = sce("erase", login, "--yes");
            assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
            assertThat(erased.output()).contains("nothing was found: erased, erased", "are spelt like one of them");
            assertThat(Traces.rows(rig, "select identifier from hr.bridge_identity"))
                    .isNotEmpty()
                    .noneMatch(identifier -> identifier.contains(login));
        }
        assertThat(Traces.rows(rig, "select employee_id from hr.person"))
                .isNotEmpty()
                .doesNotContain("P-77005", "P-77006");
        assertThat(words()).isEqualTo(before);
        CommandLineRun verified = sce("verify");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        CommandLineRun again = sce("run", "gitlab", "--day", "2026-08-20", "--force");
        assertThat(again.exitCode()).as(again.output() + again.errors()).isIn(0, 2);
        assertThat(words()).isEqualTo(before);
    }

    /** The owner of a drive is all that its line says of the person: a number, such as the bytes beside it. */
    @Test
    void aLoginThatIsOnlyANumberIsToldWhereItStays() {
        CommandLineRun erased = sce("erase", "4711000", "--yes");
        assertThat(erased.errors()).contains("1 logins of the person are only numbers and are somebody's still");
        assertThat(erased.exitCode()).isEqualTo(2);
        assertThat(Traces.rows(rig, "select employee_id from hr.person where family_name = 'Umber'"))
                .isEmpty();
    }
}

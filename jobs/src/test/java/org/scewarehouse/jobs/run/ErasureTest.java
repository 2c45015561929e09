package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** People who are erased: nothing of them is left, all sums are, and they do not come back. */
class ErasureTest extends ErasureHome {

    @Test
    void nothingOfAPersonIsLeftAndAllSumsAre() {
        List<String> before = sums();
        CommandLineRun erased = sce("erase", "anna.smith", "--yes");
        assertThat(erased.errors()).doesNotContain("still there");
        assertThat(erased.output())
                .contains("nothing was found: erased, erased", "they have aged out on 2026-09-20", "files of the lake");
        assertThat(erased.exitCode()).isZero();
        assertThat(places(OF_ANNA)).isEmpty();
        assertThat(sums()).isEqualTo(before);
        assertThat(rows("select count(*) from mart.dim_user_now where user_id > 0"))
                .containsExactly("3");
        assertThat(rows("select given_name from hr.person where employee_id = 'E3'"))
                .containsExactly("Anna");
        assertThat(rows("select distinct token from ops.erasure")).hasSize(1);
        assertThat(sce("verify").exitCode()).isZero();
        assertThat(sce("nightly").output()).contains("hr  up to date", "prometheus  up to date");
        assertThat(sce("erase", "anna.smith", "--yes").output()).contains("was erased on 2026-08-21");
    }

    /** E1 is no word, for it could be anything: it is found in the fields of HR that hold ids, and only there. */
    @Test
    void whomAnErasedPersonLedIsLedByTheToken() {
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        assertThat(rows("select b.given_name || ' ' || m.employee_id from hr.person b"
                        + " join mart.dim_user_now u using (user_id)"
                        + " join hr.person m on m.user_id = u.manager_user_id where b.employee_id = 'E2'"))
                .singleElement()
                .satisfies(row -> assertThat(row).matches("Bo erased[0-9a-f]{16}"));
        assertThat(rows("select employee_id from hr.person where employee_id = 'E1'"))
                .isEmpty();
        Traces.files(rig.lake()).forEach((name, bytes) -> {
            if (name.startsWith("raw/source=hr/")) {
                assertThat(Traces.plain(bytes)).as(name).doesNotContain("\"E1\"");
            }
        });
    }

    /** Of each such decision nothing is left but that the token is the token. */
    @Test
    void whatWasDecidedAboutAPersonDoesNotOutliveThem() throws IOException {
        Path folder = Files.createDirectories(home.resolve("reference"));
        Files.writeString(
                folder.resolve("identity_overrides.csv"),
                "system,identifier,same_system,same_identifier\nlogin,anna4,login,anna.smith\n"
                        + "login,anna5,login,anna.smith\n");
        Files.writeString(folder.resolve("mailmap"), "Anna Smith <a.smith@example.org> <annie@home.example>\n");
        environment.put("SCE_REFERENCE", folder.toString());
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(places(List.of("anna4", "annie"))).isNotEmpty();
        for (String login : List.of("login:anna2", "login:anna3")) {
            assertThat(sce("identity", "merge", login, "login:anna.smith").exitCode())
                    .isZero();
        }
        List<String> before = sums();
        CommandLineRun erased = sce("erase", "anna.smith", "--yes");
        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(sums()).isEqualTo(before);
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isZero();
        assertThat(places(List.of("anna2", "anna3", "anna4", "anna5", "annie"))).isEmpty();
        assertThat(sums()).isEqualTo(before);
    }

    @Test
    void anErasedPersonDoesNotComeBack() {
        assertThat(sce("erase", "--employee-id", "E1", "--yes").exitCode()).isZero();
        List<String> before = sums();
        assertThat(load("hr", "--force").exitCode()).isZero();
        assertThat(load("prometheus", "--force").exitCode()).isZero();
        assertThat(places(OF_ANNA)).isEmpty();
        assertThat(sums()).isEqualTo(before);
        rig.renewWarehouse();
        assertThat(load("hr", "--from-raw").exitCode()).isZero();
        assertThat(sce("run", "prometheus", "--day", "2026-08-20", "--force").exitCode())
                .isZero();
        assertThat(rows("select distinct token from ops.erasure")).hasSize(1);
        assertThat(places(OF_ANNA)).isEmpty();
    }

    @Test
    void oneAfterAnother() {
        List<String> before = sums();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        assertThat(sce("erase", "bo.berg@example.org", "--yes").exitCode()).isZero();
        assertThat(places(OF_ANNA)).isEmpty();
        assertThat(places(List.of("bo.berg", "jupyter-bo", "claim-bo"))).isEmpty();
        assertThat(sums()).isEqualTo(before);
        assertThat(rows("select distinct token from ops.erasure")).hasSize(2);
        assertThat(sce("verify").exitCode()).isZero();
    }

    /** Such days cannot be built without the person: they stand as they are, and keep nobody else from being erased. */
    @Test
    void daysWhoseRawIsGoneKeepTheirFactsAndOthersCanBeErased() {
        environment.put("SCE_RETENTION_RAW_DAYS", "2");
        assertThat(sce("nightly").exitCode()).isZero();
        List<String> before = sums();
        CommandLineRun erased = sce("erase", "anna.smith", "--yes");
        assertThat(erased.exitCode()).isEqualTo(5);
        assertThat(erased.errors())
                .contains(
                        "still there: identified/container_name/day=2026-08-18/prometheus.parquet",
                        "prometheus: raw of 1 published days, 2026-08-18 to 2026-08-18, is kept no longer",
                        "Until then others can be erased");
        assertThat(Traces.inWarehouse(rig, OF_ANNA)).isEmpty();
        assertThat(sums()).isEqualTo(before);
        CommandLineRun verified = sce("verify");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(sce("run", "hr", "--day", "2026-08-20", "--from-raw").exitCode())
                .isZero();
        assertThat(Traces.inWarehouse(rig, OF_ANNA))
                .as("what HR's days carry on brings nobody back")
                .isEmpty();
        assertThat(rows("select valid_from || ' ' || department_name from mart.dim_user join hr.person using (user_id)"
                        + " where given_name like 'erased%' order by valid_from"))
                .containsExactly("1900-01-01 Statistics", "2026-08-20 Genetics");

        CommandLineRun other = sce("erase", "bo", "--yes");
        assertThat(rows("select distinct token from ops.erasure"))
                .as(other.output())
                .hasSize(2);
        assertThat(Traces.inWarehouse(rig, List.of("bo.berg", "jupyter-bo", "claim-bo")))
                .isEmpty();
        assertThat(sums()).isEqualTo(before);
        assertThat(sce("erase", "anna.smith", "--yes").errors())
                .contains("still there: identified/container_name/day=2026-08-18/prometheus.parquet");
        assertThat(rows("select distinct token from ops.erasure")).hasSize(2);
    }

    @Test
    void nothingChangesWithoutBeingMeant() {
        Footprint before = rig.footprint();
        CommandLineRun unknown = sce("erase", "nobody.here", "--yes");
        assertThat(unknown.exitCode()).isEqualTo(4);
        assertThat(unknown.errors()).contains("nobody is known by this login or e-mail address");
        CommandLineRun dry = sce("erase", "anna.smith", "--dry-run");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.output()).contains("hr  3 parts of raw name the person, on 3 days (2026-08-18 to 2026-08-20)");
        assertThat(sce("erase", "anna.smith").exitCode()).isEqualTo(4);
        assertThat(rig.footprint()).isEqualTo(before);
    }
}

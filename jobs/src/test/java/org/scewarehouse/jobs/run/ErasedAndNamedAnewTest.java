package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** People who were erased, and whom HR calls otherwise since, or told of only then. */
class ErasedAndNamedAnewTest extends ErasureHome {

    private static final List<String> DAYS = List.of("20260818", "20260819", "20260820");
    private static final String ADVICE = "HR names somebody who was erased";

    private CommandLineRun named(String day, String anna) throws IOException {
        name(day, anna);
        String iso = day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6);
        return sce("run", "hr", "--day", iso, "--force", "--accept-shrink");
    }

    private static void nameAlways(String anna) throws IOException {
        for (String day : DAYS) {
            name(day, anna);
        }
    }

    private void erase(String name) {
        CommandLineRun erased = sce("erase", name, "--yes");
        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(erased.output()).contains("nothing was found").doesNotContain(ADVICE);
    }

    @Test
    void whomHrNamesAnewIsToldAndErasedUnderTheSameToken() throws IOException {
        List<String> before = sums();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        name("20260820", "E1,Anna.Smith,anna.new@example.org,active,G,Genetics,Anna,Jones,");
        CommandLineRun again = sce("run", "hr", "--day", "2026-08-20", "--force");
        assertThat(again.exitCode()).isEqualTo(2);
        String token = token();
        assertThat(again.output()).contains(ADVICE, "./sce erase " + token + " --yes");
        assertThat(places(List.of("anna.new", "jones"))).isNotEmpty();
        assertThat(sce("erase", "anna.smith", "--dry-run").output()).contains("hr  1 parts of raw name the person");

        CommandLineRun erased = sce("erase", token, "--yes");
        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(places(List.of("anna.new", "jones", "smith"))).isEmpty();
        assertThat(token()).isEqualTo(token);
        assertThat(sums()).isEqualTo(before);
        assertThat(rows("select count(*) from hr.person")).containsExactly("3");
        assertThat(sce("run", "hr", "--day", "2026-08-20", "--force").exitCode())
                .isZero();
        assertThat(places(List.of("anna.new", "jones", "smith"))).isEmpty();
        for (String name : List.of("anna.new@example.org", "anna.smith", token)) {
            assertThat(sce("erase", name, "--yes").output()).contains("nothing is left to do");
        }
        assertThat(sce("verify").exitCode()).isZero();
    }

    @Test
    void whoWasErasedBeforeHrToldOfThemIsErasedAnew() {
        beginWithoutHr();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        withHr();
        assertThat(load("hr").output()).contains(ADVICE);
        assertThat(sce("nightly").exitCode()).isIn(0, 2);
        assertThat(places(List.of("a.smith@"))).isNotEmpty();

        String token = token();
        CommandLineRun erased = sce("erase", token, "--yes");

        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(places(OF_ANNA)).isEmpty();
        assertThat(token()).isEqualTo(token);
        assertThat(rows("select count(*) from hr.person")).containsExactly("3");
        assertThat(sce("erase", "anna.smith", "--yes").output()).contains("was erased on 2026-08-21");
        assertThat(sce("verify").exitCode()).isZero();
    }

    /** Whose login was erased with them may go to somebody else, whom HR knows by another employee id. */
    @Test
    void whoGetsTheLoginOfSomebodyErasedIsSomebodyElse() throws IOException {
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        name("20260820", "E9,Anna.Smith,new@example.org,active,G,Genetics,Ada,Brown,");
        assertThat(sce("run", "hr", "--day", "2026-08-20", "--force", "--accept-shrink")
                        .output())
                .doesNotContain("who was erased");
        assertThat(sce("erase", "anna.smith", "--yes").output()).contains("nothing is left to do");
        assertThat(rows("select family_name from hr.person where employee_id = 'E9'"))
                .containsExactly("Brown");
    }

    /** HR's next answer holds the old login still, and not the token that took its place when the name was learnt. */
    @Test
    void aNewNameThatHoldsAnOldOneIsKnownAgain() throws IOException {
        erase("anna.smith");
        String anew = "E1,Anna.Smith,anna.smith.jones@new.example,active,S,Statistics,Anna,Anna.Smith-Jones,";
        assertThat(named("20260820", anew).output()).contains(ADVICE);
        erase(token());
        CommandLineRun again = named("20260820", anew);
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(places(List.of("jones"))).isEmpty();
    }

    /** What the first erasure could not remove must not count as gone because the second removed what it knew. */
    @Test
    void whatAnEarlierErasureLeftIsNotForgotten() throws IOException {
        environment.put("SCE_RETENTION_RAW_DAYS", "2");
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isEqualTo(5);
        assertThat(named("20260820", "E1,Anna.Smith,anna.new@example.org,active,S,Statistics,Anna,Jones,")
                        .output())
                .contains(ADVICE);
        String left = "still there: identified/container_name/day=2026-08-18/prometheus.parquet";
        for (String name : List.of(token(), "anna.smith", "anna.new@example.org")) {
            CommandLineRun erased = sce("erase", name, "--yes");
            assertThat(erased.exitCode()).as(name + erased.output()).isEqualTo(5);
            assertThat(erased.errors()).contains(left);
            assertThat(Traces.inWarehouse(rig, List.of("anna.new", "jones", "anna.smith")))
                    .isEmpty();
        }
        assertThat(token()).isNotEmpty();
    }

    @Test
    void anErasureDoesNotAdviseWhatItIsDoing() throws IOException {
        erase("anna.smith");
        String anew = "E1,Anna.Smith,anna.new@example.org,active,S,Statistics,Anna,Jones,";
        for (String day : DAYS) {
            named(day, anew);
        }
        assertThat(named("20260820", anew).output()).contains(ADVICE);
        erase(token());
        assertThat(places(List.of("anna.new", "jones"))).isEmpty();
    }

    /** HR may move to another system, which numbers everybody anew. */
    @Test
    void whoGetsAnotherEmployeeIdAndKeepsEveryNameIsTold() throws IOException {
        erase("anna.smith");
        CommandLineRun night =
                named("20260820", "N-4711,Anna.Smith,a.smith@example.org,active,S,Statistics,Anna,Smith,");
        assertThat(night.output()).contains(ADVICE);
        assertThat(places(List.of("n-4711"))).isNotEmpty();
        erase(token());
        assertThat(places(List.of("n-4711"))).isEmpty();
        assertThat(sce("verify").exitCode()).isZero();
    }

    /** Who had the login may be gone, and the new colleague must not go because somebody looks whether it is done. */
    @Test
    void onlyWhoCallsTheTokenErasesWhomHrToldOfLater() throws IOException {
        beginWithoutHr();
        erase("anna.smith");
        withHr();
        nameAlways("E9,Anna.Smith,ada@example.org,active,S,Statistics,Ada,Brown,");
        assertThat(load("hr").output()).contains(ADVICE);
        CommandLineRun again = sce("erase", "anna.smith", "--yes");
        assertThat(again.exitCode()).as(again.output()).isEqualTo(4);
        assertThat(again.errors()).contains("./sce erase " + token() + " --yes", "--employee-id");
        assertThat(rows("select family_name from hr.person where employee_id = 'E9'"))
                .containsExactly("Brown");
        assertThat(sce("erase", token(), "--dry-run").output()).contains("hr  3 parts of raw name the person");
    }

    @Test
    void whatAnErasureLeftIsTakenUpBesideSomebodyElseWithTheLogin() throws IOException {
        beginWithoutHr();
        environment.put("SCE_RETENTION_RAW_DAYS", "2");
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isEqualTo(5);
        withHr();
        nameAlways("E9,Anna.Smith,ada@example.org,active,S,Statistics,Ada,Brown,");
        load("hr");
        CommandLineRun again = sce("erase", "anna.smith", "--yes");
        assertThat(again.exitCode()).as(again.output()).isEqualTo(5);
        assertThat(again.errors()).contains("still there: identified/container_name", "./sce erase " + token());
        assertThat(places(List.of("brown"))).isNotEmpty();
    }

    /** Given names are replaced in the records of their person only, and so short an id in the fields of HR. */
    @Test
    void aNameThatOthersBearMeansNobodyWhoWasErased() {
        erase("anna.smith");
        for (String name : List.of("anna", "smith", "e1")) {
            CommandLineRun erased = sce("erase", name, "--yes");
            assertThat(erased.errors()).as(name + erased.output()).contains("nobody is known by this login");
        }
        assertThat(sce("erase", "--employee-id", "e1", "--yes").output()).contains("nothing is left to do");
        assertThat(sce("erase", "--employee-id", "anna.smith", "--yes").errors())
                .contains("nobody is known by this employee id");
    }
}

package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** Snapshots of people through the whole job, from files on a disk. */
class HrRunTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 18);
    private static final Instant NOW = Instant.parse("2026-08-21T06:00:00Z");

    @TempDir
    static Path home;

    private static RunRig rig;

    @TempDir
    Path drop;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() {
        rig = new RunRig(home, "http://localhost:1");
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @BeforeEach
    void renew() {
        rig.renew();
        environment.putAll(rig.environment());
        environment.remove("SCE_SOURCES_PROMETHEUS_URL");
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", drop.toString());
    }

    @Test
    void aSnapshotThatIsTooSmallIsHeldBackUntilItIsAccepted() throws IOException {
        deliver(FIRST, 20);
        deliver(FIRST.plusDays(1), 10);
        deliver(FIRST.plusDays(2), 10);
        CommandLineRun held = sce("nightly");
        assertThat(held.exitCode()).as(held.errors() + held.output()).isEqualTo(2);
        assertThat(held.output())
                .contains("hr 2026-08-18  published")
                .containsPattern("hr 2026-08-19  .*held back.*\\(10\\)")
                .containsPattern("hr 2026-08-20  .*held back.*\\(10\\)");

        CommandLineRun accepted = sce("run", "hr", "--day", "2026-08-19", "--force", "--accept-shrink");
        assertThat(accepted.exitCode())
                .as(accepted.errors() + accepted.output())
                .isZero();
        CommandLineRun healed = sce("nightly");
        assertThat(healed.output()).contains("hr 2026-08-20").doesNotContain("held back");
        assertThat(healed.exitCode()).isZero();
        assertThat(sce("nightly").output()).contains("up to date");
    }

    @Test
    void aDayWithoutFileFailsUntilALaterOneIsThere() throws IOException {
        deliver(FIRST, 20);
        CommandLineRun waiting = sce("run", "hr", "--from", "2026-08-18", "--to", "2026-08-19");
        assertThat(waiting.exitCode()).isEqualTo(3);
        assertThat(waiting.errors()).contains("hr 2026-08-19", "hr_workers_20260819.csv");
        deliver(FIRST.plusDays(2), 20);
        CommandLineRun carried = sce("nightly");
        assertThat(carried.exitCode()).as(carried.errors() + carried.output()).isZero();
        assertThat(carried.output()).contains("hr 2026-08-19  published", "hr 2026-08-20  published");
    }

    @Test
    void checkTriesHrAndNamesWhatIsWrong() throws IOException {
        deliver(FIRST, 1);
        assertThat(sce("check").output()).containsPattern("ok +hr .*the oldest file is of 2026-08-18");
        environment.put("SCE_SOURCES_HR_PATH", drop.resolve("nowhere").toString());
        assertThat(sce("check").output()).containsPattern("FAULT +hr .*sce.sources.hr.path");
        environment.put("SCE_SOURCES_HR_KIND", "ldap");
        CommandLineRun wrong = sce("check");
        assertThat(wrong.errors()).contains("sce.sources.hr.url", "sce.sources.hr.base-dn");
        assertThat(wrong.exitCode()).isEqualTo(4);
    }

    private void deliver(LocalDate day, int people) throws IOException {
        StringBuilder text = new StringBuilder("employee_id,login,email,status,department_code\n");
        for (int i = 0; i < people; i++) {
            text.append("e%1$d,user%1$d,user%1$d@example.org,active,BIO%n".formatted(i));
        }
        Path file = drop.resolve("hr_workers_" + day.toString().replace("-", "") + ".csv");
        Files.writeString(file, text.toString());
        Files.writeString(file.resolveSibling(file.getFileName() + ".done"), "");
    }

    private CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(NOW, environment, arguments);
    }
}

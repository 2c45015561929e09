package org.scewarehouse.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signal does to a real process. */
class SignalTest {
    @TempDir
    Path home;

    @Test
    void stopsAQueryAndItsServerAndEndsWith143() throws Exception {
        Process process = start("sql", "select pg_sleep(600)");
        Path running = home.resolve("postgres/data/postmaster.pid");
        for (int i = 0;
                i < 600 && !(Files.exists(running) && Files.readString(running).contains("ready"));
                i++) {
            Thread.sleep(100);
        }
        Thread.sleep(2_000);
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(running).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 1500, 3000})
    void aStartThatIsStoppedEndsWithOneLineAndLeavesNoServer(int millis) throws Exception {
        Path errors = home.resolve("errors.txt");
        Process process = start(Redirect.to(errors.toFile()), "migrate");
        Thread.sleep(millis);
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isIn(143, 0); // 0 where a quick machine had done it all before.
        assertThat(Files.readAllLines(errors)).hasSizeLessThanOrEqualTo(1);
        assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aNightThatIsStoppedLeavesItsReport() throws Exception {
        Path reports = home.resolve("reports");
        Process process = start("nightly", "--report", reports.toString());
        while (process.isAlive() && !Files.exists(home.resolve("postgres/data/base"))) {
            Thread.sleep(20);
        }
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(reports.resolve("report.json")))
                .containsPattern("\"exit_code\" ?: 143")
                .contains("Stopped by a signal");
    }

    @Test
    void endsTheWarehouseCommandAsItIsMeantToEnd() throws Exception {
        Process process = start("warehouse");
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty() || !lines.get(lines.size() - 1).startsWith("Ctrl-C")) {
            lines.add(output.readLine());
        }
        assertThat(lines).anyMatch(line -> line.contains("psql -h 127.0.0.1")).anyMatch(line -> line.contains("jdbc:"));
        String address = lines.stream()
                .filter(line -> line.contains("JDBC"))
                .map(line -> line.replaceFirst(" *JDBC *", ""))
                .findFirst()
                .orElseThrow();
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select * from mart.dim_date limit 1")).isTrue();
            assertThatThrownBy(() -> statement.execute("select * from hr.container_name"))
                    .hasMessageContaining("permission denied");
        }
        assertThat(Files.getPosixFilePermissions(home.resolve("postgres/password-bi")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    private Process start(String... arguments) throws IOException {
        return start(Redirect.INHERIT, arguments);
    }

    private Process start(Redirect errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Sce.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SCE_HOME", home.toString());
        builder.redirectError(errors);
        return builder.start();
    }
}

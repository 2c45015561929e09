package org.scewarehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script for CI makes of exit codes. */
class CiScriptTest {

    private static final Path SCRIPT =
            Path.of("..", "infra", "ci", "run.sh").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private record Result(int code, String output, List<String> calls) {}

    /** Runs the script over a command that ends with one code after the other, and with the last one from then on. */
    private Result run(Map<String, String> environment, int... codes) throws IOException, InterruptedException {
        Path calls = folder.resolve("calls");
        StringBuilder command = new StringBuilder("#!/bin/sh\necho \"$*\" >> " + calls + "\ncase $(wc -l < " + calls);
        command.append(") in\n");
        for (int i = 0; i < codes.length; i++) {
            String number = i == codes.length - 1 ? "*" : String.valueOf(i + 1);
            command.append(number).append(") exit ").append(codes[i]).append(";;\n");
        }
        Path sce = Files.writeString(folder.resolve("sce"), command + "esac\n");
        assertThat(sce.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "nightly", "--max-duration", "5h");
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_") || name.startsWith("SCE_"));
        builder.environment().putAll(Map.of("SCE_COMMAND", sce.toString(), "SCE_PAUSE_SECONDS", "0"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Result result = new Result(process.waitFor(), output, Files.readAllLines(calls));
        Files.delete(calls);
        return result;
    }

    @Test
    void whatIsDoneOrDoneByAnotherPasses() throws Exception {
        assertThat(run(Map.of(), 0)).isEqualTo(new Result(0, "", List.of("nightly --max-duration 5h")));
        assertThat(run(Map.of(), 2).code()).isZero();
        assertThat(run(Map.of(), 2).output()).contains("warning: done, with warnings");
        assertThat(run(Map.of("SCE_WARNINGS_CODE", "2"), 2).code()).isEqualTo(2);
        assertThat(run(Map.of(), 6).code()).isZero();
    }

    @Test
    void onlyWhatALaterTryMayMendIsTriedAgain() throws Exception {
        Result healed = run(Map.of(), 3, 143, 0);
        assertThat(healed.code()).isZero();
        assertThat(healed.calls()).hasSize(3);
        Result never = run(Map.of(), 3);
        assertThat(never.code()).isEqualTo(3);
        assertThat(never.calls()).hasSize(3);
        assertThat(run(Map.of("SCE_TRIES", "1"), 3).calls()).hasSize(1);
        for (int code : new int[] {1, 4, 5}) {
            Result failed = run(Map.of(), code);
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.calls()).hasSize(1);
        }
    }

    @Test
    void gitHubShowsTheSummary() throws Exception {
        Path shown = folder.resolve("step-summary");
        Files.writeString(folder.resolve("summary.md"), "# Nightly run: done\n");
        Map<String, String> github = Map.of(
                "GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", shown.toString(), "SCE_REPORT", folder.toString());
        assertThat(run(github, 4).output()).contains("::error::a person must act");
        assertThat(shown).content().isEqualTo("# Nightly run: done\n");
    }
}

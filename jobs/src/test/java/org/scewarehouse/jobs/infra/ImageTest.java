package org.scewarehouse.jobs.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The image's recipe, what starts in it, and the manifest that runs it. */
class ImageTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path IMAGE = ROOT.resolve("infra/image");

    @TempDir
    private Path folder;

    @Test
    void theRecipeNamesVersionsCopiesWhatExistsAndEndsWithoutRoot() throws IOException {
        String recipe = dockerfile();
        for (MatchResult image : Pattern.compile("ARG \\w+_IMAGE=(\\S+)")
                .matcher(recipe)
                .results()
                .toList()) {
            assertThat(image.group(1)).matches(".+:\\d+\\.\\d+.*").doesNotContain("latest");
        }
        for (MatchResult copy : Pattern.compile("(?m)^COPY ((?:--\\S+ )*)(.+) \\S+$")
                .matcher(recipe)
                .results()
                .toList()) {
            if (!copy.group(1).contains("--from")) {
                for (String source : copy.group(2).split(" ", -1)) {
                    assertThat(ROOT.resolve(source)).exists();
                }
            }
        }
        assertThat(last(recipe, "USER (\\S+)")).isEqualTo("10001:10001");
        assertThat(recipe).contains("HEALTHCHECK NONE").doesNotContainPattern("(?i)(ENV|ARG).*(SECRET|PASSWORD|TOKEN)");
        assertThat(recipe.lines().filter(line -> line.startsWith("CMD") || line.startsWith("ENTRYPOINT")))
                .containsExactly("ENTRYPOINT [\"/opt/sce/run.sh\"]", "CMD [\"--help\"]");
        assertThat(recipe)
                .as("with it Java ends with 3 for a full heap, which schedules try again")
                .doesNotContain("ExitOnOutOfMemoryError");
        List<String> ignored = Files.readAllLines(IMAGE.resolve("Dockerfile.dockerignore"));
        assertThat(ignored.stream().filter(line -> !line.startsWith("#")).findFirst())
                .as("first everything is left out")
                .contains("*");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theManifestRunsTheImageAsItIsMadeToBe() throws IOException {
        Map<String, Object> job = manifest("CronJob");
        assertThat(at(job, "spec.concurrencyPolicy")).isEqualTo("Forbid");
        assertThat(at(job, "spec.timeZone")).isEqualTo("Etc/UTC");
        Map<String, Object> pod = (Map<String, Object>) at(job, "spec.jobTemplate.spec.template.spec");
        Map<String, Object> container = ((List<Map<String, Object>>) at(pod, "containers")).get(0);
        List<String> arguments = (List<String>) at(container, "args");
        Duration longest = Duration.parse("PT" + arguments.get(arguments.indexOf("--max-duration") + 1));
        assertThat((Integer) at(job, "spec.jobTemplate.spec.activeDeadlineSeconds"))
                .isGreaterThan((int) longest.toSeconds());
        assertThat((Integer) at(pod, "terminationGracePeriodSeconds"))
                .as("the product takes up to 25 s to stop")
                .isGreaterThan(25);
        assertThat(at(pod, "securityContext.runAsUser") + ":" + at(pod, "securityContext.runAsGroup"))
                .isEqualTo(last(dockerfile(), "USER (\\S+)"));
        assertThat(at(container, "securityContext.readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(at(container, "securityContext.allowPrivilegeEscalation")).isEqualTo(false);
        List<String> mounted = ((List<Map<String, Object>>) at(container, "volumeMounts"))
                .stream().map(mount -> (String) at(mount, "mountPath")).toList();
        assertThat(mounted).contains(last(dockerfile(), "VOLUME \\[\"(.*)\"\\]").split("\", \"", -1));
        ((Map<String, String>) at(manifest("ConfigMap"), "data")).forEach((name, value) -> {
            if (name.endsWith("_FILE")) {
                assertThat(mounted).anyMatch(value::startsWith);
            } else {
                assertThat(name).doesNotContain("PASSWORD", "SECRET", "TOKEN", "KEY");
            }
        });
    }

    @Test
    void onlyTheTwoHarmlessCodesCanBeMadeOthers() throws Exception {
        for (int code : new int[] {0, 1, 2, 3, 4, 5, 6, 143}) {
            assertThat(start(Map.of(), "exit " + code).waitFor()).isEqualTo(code);
            Process told = start(Map.of("SCE_WARNINGS_CODE", "0", "SCE_LOCKED_CODE", "0"), "exit " + code);
            assertThat(told.waitFor()).isEqualTo(code == 2 || code == 6 ? 0 : code);
        }
    }

    @Test
    void theCommandHearsTheSignalAndItsCodeIsTheContainers() throws Exception {
        for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("SCE_WARNINGS_CODE", "0"))) {
            Process process =
                    start(environment, "trap 'sleep 0.3; exit 143' TERM; echo up; while :; do sleep 0.05; done");
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("up");
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        }
    }

    /** A signal in the very moment in which the command begins, which is made long here, reaches it, too. */
    @Test
    void noCommandOutlivesItsContainer() throws Exception {
        Path slow = Files.writeString(folder.resolve("slow"), "[[ $0 != */run.sh ]] || trap 'sleep 0.1' DEBUG\n");
        Process process = start(
                Map.of("SCE_WARNINGS_CODE", "0", "BASH_ENV", slow.toString()),
                "echo $$ >" + folder.resolve("pid") + "; kill -TERM $PPID; while :; do sleep 0.05; done");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        long command = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        boolean isLeft = ProcessHandle.of(command).isPresent();
        ProcessHandle.of(command).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(isLeft).isFalse();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    private Process start(Map<String, String> environment, String body) throws IOException {
        Path command = Files.writeString(folder.resolve("sce"), "#!/bin/bash\n" + body + "\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(IMAGE.resolve("run.sh").toString(), "nightly");
        builder.environment().keySet().removeIf(name -> name.startsWith("SCE_"));
        builder.environment().put("SCE_COMMAND", command.toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    private static String dockerfile() throws IOException {
        return Files.readString(IMAGE.resolve("Dockerfile"));
    }

    private static String last(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Pattern.compile("(?m)^" + pattern + "$").matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found.get(found.size() - 1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> manifest(String kind) throws IOException {
        for (Object document : new Yaml().loadAll(Files.readString(ROOT.resolve("infra/kubernetes/cronjob.yaml")))) {
            if (document instanceof Map<?, ?> map && kind.equals(map.get("kind"))) {
                return (Map<String, Object>) map;
            }
        }
        throw new AssertionError("no " + kind);
    }

    private static Object at(Map<String, Object> map, String path) {
        Object value = map;
        for (String name : path.split("\\.", -1)) {
            value = Objects.requireNonNull(((Map<?, ?>) value).get(name), path);
        }
        return value;
    }
}

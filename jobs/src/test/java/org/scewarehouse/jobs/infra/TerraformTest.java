package org.scewarehouse.jobs.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That names in the Terraform modules lead to what they name; Terraform itself says so only with AWS's plugin. */
class TerraformTest {

    private static final Path FOLDER = Path.of("..", "infra", "terraform");
    private static final String BLOCK = "(?ms)^%s(?: \"(\\w+)\")?(?: \"(\\w+)\")? \\{(.*?)(?:^|(?<=\\{))}";

    static Stream<Path> folders() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER, 2)) {
            return all
                    .filter(path -> Files.exists(path.resolve("main.tf")) || Files.exists(path.resolve("variables.tf")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyNameLeadsToWhatIsDeclared(Path folder) throws IOException {
        String text = text(folder);
        Set<String> declared = new TreeSet<>();
        blocks(text, "variable").forEach(found -> declared.add("var." + found.group(1)));
        blocks(text, "module").forEach(found -> declared.add("module." + found.group(1)));
        blocks(text, "resource").forEach(found -> declared.add(found.group(1) + "." + found.group(2)));
        blocks(text, "data").forEach(found -> declared.add("data." + found.group(1) + "." + found.group(2)));
        blocks(text, "locals")
                .forEach(found ->
                        found(found.group(3), "(?m)^  (\\w+) +=").forEach(name -> declared.add("local." + name)));

        Set<String> used = found(text, "(?<![\\w.\"-])((?:var|local|module)\\.\\w+|(?:data\\.)?aws_\\w+\\.\\w+)");
        assertThat(declared).as("declared in " + folder).containsAll(used);
        Set<String> needless = new TreeSet<>(declared);
        needless.removeIf(name -> used.contains(name) || !name.matches("(var|local|data)\\..*"));
        assertThat(needless).as("never used in " + folder).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void modulesAreGivenWhatTheyAskForAndAskedForWhatTheyGive(Path folder) throws IOException {
        String text = text(folder);
        Map<String, Set<String>> outputs = new TreeMap<>();
        for (MatchResult module : blocks(text, "module")) {
            String source = found(module.group(3), "(?m)^  source +=\\s*\"(.*)\"")
                    .iterator()
                    .next();
            String called = text(folder.resolve(source));
            Set<String> required = new TreeSet<>();
            Set<String> known = new TreeSet<>();
            for (MatchResult variable : blocks(called, "variable")) {
                known.add(variable.group(1));
                if (!variable.group(3).contains("\n  default ")
                        && !variable.group(3).contains("\n  default=")) {
                    required.add(variable.group(1));
                }
            }
            Set<String> given = found(module.group(3), "(?m)^  (\\w+) +=");
            given.remove("source");
            assertThat(known).as("variables of " + source).containsAll(given);
            assertThat(given).as("given to " + source + " in " + folder).containsAll(required);
            outputs.put(
                    module.group(1),
                    blocks(called, "output").stream().map(o -> o.group(1)).collect(Collectors.toSet()));
        }
        for (String use : found(text, "module\\.(\\w+\\.\\w+)")) {
            String[] parts = use.split("\\.", -1);
            assertThat(outputs.get(parts[0]))
                    .as("outputs of module " + parts[0])
                    .contains(parts[1]);
        }
    }

    @Test
    void everyVariableAndOutputSaysWhatItIs() throws IOException {
        for (Path folder : folders().toList()) {
            for (String kind : List.of("variable", "output")) {
                for (MatchResult block : blocks(text(folder), kind)) {
                    assertThat(block.group(3))
                            .as(folder + ": " + block.group(1))
                            .contains("  description = ");
                }
            }
        }
    }

    @Test
    void noPolicyAllowsEverything() throws IOException {
        for (Path folder : folders().toList()) {
            for (MatchResult document : blocks(text(folder), "data")) {
                if (document.group(1).equals("aws_iam_policy_document")
                        && !document.group(2).equals("key")) {
                    assertThat(document.group(3).replaceAll("(?s)effect    = \"Deny\".*?\\n  }", ""))
                            .as(folder + ": " + document.group(2))
                            .doesNotContain("\"*:*\"", ":*\"]", "\"iam:");
                }
            }
        }
    }

    @Test
    void theFormatIsTerraforms() throws Exception {
        Process version;
        try {
            version = new ProcessBuilder("terraform", "version")
                    .redirectErrorStream(true)
                    .start();
            version.getInputStream().readAllBytes();
        } catch (IOException e) {
            assumeTrue(false, "no terraform here");
            return;
        }
        assumeTrue(version.waitFor() == 0, "no terraform here");
        Process check = new ProcessBuilder("terraform", "fmt", "-check", "-diff", "-recursive", FOLDER.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(output).isZero();
    }

    /** All files of a folder, without comments. */
    private static String text(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".tf")).sorted().toList()) {
                text.append(Files.readString(file).replaceAll("(?m)^\\s*#.*$", ""))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static List<MatchResult> blocks(String text, String kind) {
        return Pattern.compile(BLOCK.formatted(kind)).matcher(text).results().toList();
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

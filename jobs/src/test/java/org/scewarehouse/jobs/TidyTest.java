package org.scewarehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** House rules that no compiler checks, read off the sources themselves. */
class TidyTest {

    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 70;
    private static final int LINE_LENGTH_MAX = 120;

    /** What main code does not say, and what it says instead. */
    private static final Map<String, String> BANNED = Map.of(
            "Instant.now(",
            "take a Clock",
            "LocalDate.now(",
            "take a day",
            "System.out",
            "write through Console",
            "FIX" + "ME",
            "file an issue or do it",
            "Math.abs(",
            "a negative duration is an error",
            "catch (Exception ",
            "catch what is thrown",
            "printStackTrace",
            "let it be reported once, at the top");

    private static final Pattern METHOD = Pattern.compile(
            "^    (?! )(?!.*\\b(?:class|interface|record|enum|new)\\b).*\\(.*|^    (?! ).*\\) (?:throws .*)?\\{$");

    private static final Pattern NESTED_TYPE = Pattern.compile("^    \\S.*\\b(?:class|record|interface|enum) \\w+");

    @Test
    void filesAndLinesAreShort() {
        List<String> faults = new ArrayList<>();
        for (Path file : sources("")) {
            List<String> lines = lines(file);
            if (lines.size() > FILE_LINES_MAX) {
                faults.add(file + " has " + lines.size() + " lines");
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > LINE_LENGTH_MAX) {
                    faults.add(file + ":" + (i + 1) + " is longer than " + LINE_LENGTH_MAX);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void methodsAreShort() {
        List<String> faults = new ArrayList<>();
        for (Path file : sources("/src/main/java/")) {
            List<String> lines = lines(file);
            int start = -1;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (NESTED_TYPE.matcher(line).find()) {
                    start = -1;
                } else if (METHOD.matcher(line).matches()) {
                    start = i;
                } else if (line.equals("    }") && start >= 0) {
                    if (i - start + 1 > METHOD_LINES_MAX) {
                        faults.add(file + ":" + (start + 1) + " has " + (i - start + 1) + " lines");
                    }
                    start = -1;
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void bannedWordsStayOut() {
        List<String> faults = new ArrayList<>();
        for (Path file : sources("/src/main/java/")) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                for (Map.Entry<String, String> ban : BANNED.entrySet()) {
                    boolean isConsole =
                            file.endsWith("Console.java") && ban.getKey().equals("System.out");
                    if (lines.get(i).contains(ban.getKey()) && !isConsole) {
                        faults.add(file + ":" + (i + 1) + " says " + ban.getKey() + "; " + ban.getValue());
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyPackageIsNullMarkedAndExplained() {
        List<String> faults = new ArrayList<>();
        sources("/src/main/java/").stream().map(Path::getParent).distinct().forEach(folder -> {
            Path info = folder.resolve("package-info.java");
            if (!Files.exists(info)) {
                faults.add(folder + " has no package-info.java");
            } else if (lines(info).stream().noneMatch("@NullMarked"::equals)
                    || lines(info).stream().noneMatch(l -> l.startsWith("/**"))) {
                faults.add(info + " lacks @NullMarked or its docstring");
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void goldensAreNotRewrittenInCi() {
        assertThat(System.getenv("CI") != null && System.getProperty("golden.update") != null)
                .as("-Dgolden.update is for a developer whose diff is reviewed")
                .isFalse();
    }

    private static List<Path> sources(String part) {
        return ProjectFiles.ending(".java").stream()
                .filter(file -> file.toString().contains(part))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.scewarehouse.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies in {@code infra} speaks of settings that exist. */
class InfraSettingsTest {

    private static final Path INFRA = Path.of("..", "infra");
    private static final Pattern VARIABLE = Pattern.compile("\\bSCE_[A-Z0-9_]*[A-Z0-9]\\b(?![_*])");

    /** Of the scripts and schedules themselves, and those with which {@code sce bi} signs in. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "SCE_COMMAND",
            "SCE_FROM",
            "SCE_JAVA_OPTS",
            "SCE_LOCKED_CODE",
            "SCE_METABASE_API_KEY",
            "SCE_METABASE_PASSWORD",
            "SCE_METABASE_READER_PASSWORD",
            "SCE_METABASE_USER",
            "SCE_PAUSE_SECONDS",
            "SCE_REPORT",
            "SCE_SOURCE",
            "SCE_TO",
            "SCE_TRIES",
            "SCE_WARNINGS_CODE");

    @Test
    void everyVariableIsASettingOrTheScripts() throws IOException {
        KnownProperties known = new KnownProperties("sce", Settings.class);
        Set<String> variables = new TreeSet<>();
        for (Path file : files()) {
            VARIABLE.matcher(Files.readString(file)).results().forEach(found -> variables.add(found.group()));
        }
        assertThat(variables).contains("SCE_LAKE", "SCE_HOME", "SCE_WAREHOUSE_PASSWORD_FILE");
        assertThat(variables.stream()
                        .filter(variable -> !NO_SETTINGS.contains(variable) && !known.isVariable(variable))
                        .collect(Collectors.toSet()))
                .isEmpty();
        assertThat(variables).containsAll(NO_SETTINGS);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(INFRA)) {
            return files.filter(file -> file.toString().matches(".*(\\.tf|\\.ya?ml|\\.sh|\\.md|Dockerfile)"))
                    .toList();
        }
    }
}

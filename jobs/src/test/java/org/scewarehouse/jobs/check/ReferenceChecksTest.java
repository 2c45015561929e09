package org.scewarehouse.jobs.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.settings.SettingsLoader;

class ReferenceChecksTest {

    @TempDir
    private Path folder;

    @Test
    void everyFaultOfEveryFileIsNamedWithItsLine() throws IOException {
        file("holidays.csv", "date,name\n2026-01-01,New Year\n2026-02-30,Never\n");
        file("user_groups.csv", "login,group,valid_from,valid_to\nanna,all,,\n");
        file("project_rules.csv", "match_on,pattern,project\ncolour,red,Red\n");
        file("container_ends.csv", "pod,ended_at,ended_by\np,2026-01-01T00:00:00Z,user\n");
        assertThat(checks()).singleElement().satisfies(check -> {
            assertThat(check.isFault()).isTrue();
            assertThat(check.detail())
                    .contains("sce.reference: 4 faults")
                    .contains("holidays.csv:3: column date")
                    .contains("user_groups.csv:2: column group")
                    .contains("project_rules.csv:2: column match_on")
                    .contains("container_ends.csv:2: column container_id");
        });
    }

    @Test
    void filesThatAreReadAreNamedAndMisspeltOnesToo() throws IOException {
        file("holidays.csv", "date,name\n");
        file("holiday.csv", "");
        assertThat(checks())
                .extracting(check -> check.mark() + " " + check.detail())
                .satisfiesExactly(
                        read -> assertThat(read).isEqualTo("ok " + folder + ": holidays.csv"),
                        other -> assertThat(other).startsWith("note holiday.csv is no reference file"));
    }

    @Test
    void aRuleOverALabelThatIsNotKeptIsNoted() throws IOException {
        file(
                "project_rules.csv",
                "match_on,pattern,project\nlabel:project,*,Kept\nlabel:example.org/study,*,NotKept\n");
        assertThat(checks())
                .extracting(Check::detail)
                .contains("project_rules.csv asks for label_example_org_study, which is not kept")
                .hasSize(2);
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private List<Check> checks() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCE_REFERENCE", folder.toString());
        environment.put("SCE_SOURCES_PROMETHEUS_URL", "http://127.0.0.1:9090");
        return ReferenceChecks.all(SettingsLoader.load(null, environment, folder));
    }
}

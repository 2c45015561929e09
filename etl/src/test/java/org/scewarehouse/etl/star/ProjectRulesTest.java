package org.scewarehouse.etl.star;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimProject;

class ProjectRulesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);
    private static final String HEADER =
            "match_on,pattern,project,study,cost_centre,parent,owner,valid_from,valid_to\n";

    @Test
    void theFirstRuleThatMatchesHasTheSay() {
        ProjectRules rules = rules("namespace,trial-1,One,,,,,,\nnamespace,trial-*,Many,,,,,,\n");
        assertThat(name(rules, "namespace", "trial-1")).isEqualTo("One");
        assertThat(name(rules, "namespace", "trial-12")).isEqualTo("Many");
        assertThat(rules.projectKey(Map.of("namespace", "a-trial-1"), DAY)).isEqualTo(Warehouse.UNKNOWN);
        assertThat(rules.projectKey(Map.of("account", "trial-1"), DAY)).isEqualTo(Warehouse.UNKNOWN);
        assertThat(rules("queue,*,Any,,,,,,\n").projectKey(Map.of("queue", ""), DAY))
                .as("an empty text is no evidence")
                .isEqualTo(Warehouse.UNKNOWN);
    }

    @Test
    void whatIsSaidOfAProjectOrOfOtherDaysIsNotSaidOfAnother() {
        ProjectRules rules = rules("queue,a,One,ST-1,,,,,2026-01-15\nqueue,b,Two,ST-2,,,,,\nqueue,c,Three,,,,,,\n");
        assertThat(rules.projects(DAY))
                .extracting(project -> project.name() + " " + project.study())
                .containsExactly("Two ST-2", "Three null");
        assertThat(rules.projectKey(Map.of("queue", "a"), DAY)).isZero();
    }

    @Test
    void aGlobIsTakenAtItsWordAndARegexSaysSo() {
        ProjectRules rules = rules("path,science/a.b/*,Dot,,,,,,\npath,regex:study-[0-9]+/.*,Study,,,,,,\n"
                + "tag:Cost-Center,CC?,Tag,,,,,,\nlogin,ann*,Login,,,,,,\n");
        assertThat(name(rules, "path", "science/a.b/c/d")).isEqualTo("Dot");
        assertThat(rules.projectKey(Map.of("path", "science/axb/c"), DAY)).isZero();
        assertThat(name(rules, "path", "study-17/code")).isEqualTo("Study");
        assertThat(name(rules, "tag:Cost-Center", "CC7")).isEqualTo("Tag");
        assertThat(rules.projectKey(Map.of("tag:Cost-Center", "cc7"), DAY)).isZero();
        assertThat(name(rules, "login", "ANNA")).isEqualTo("Login");
        ProjectRules pictured = rules("annotation:team,\uD83E\uDDEC ?-*,Genes,,,,,,\n");
        assertThat(name(pictured, "annotation:team", "\uD83E\uDDEC \uD83D\uDE80-7"))
                .isEqualTo("Genes");
    }

    @Test
    void labelsAreNamedAsTheClusterOrAsTheMetricNamesThem() {
        ProjectRules rules = rules("label:example.org/costCenter,7,One,,,,,,\nannotation:project_name,x,Two,,,,,,\n");
        assertThat(name(rules, "label:example_org_cost_center", "7")).isEqualTo("One");
        assertThat(name(rules, "annotation:project_name", "x")).isEqualTo("Two");
    }

    @Test
    void rulesHoldForTheirDaysAndSayTogetherWhatAProjectIs() {
        ProjectRules rules = rules("account,a,Trial,ST-1,,,,,2026-01-15\naccount,a,Trial,ST-2,CC,,,2026-01-15,\n"
                + "queue,q,Trial,,,Portfolio,Bo,,\n");
        long key = rules.projectKey(Map.of("account", "a"), DAY);
        assertThat(rules.projectKey(Map.of("account", "a"), DAY.minusDays(1))).isEqualTo(key);
        assertThat(rules.project(key, DAY))
                .isEqualTo(new ProjectRules.Project(key, "Trial", "ST-2", "CC", "Portfolio", "bo", null, null));
        assertThat(rules.project(key, DAY.minusDays(1)).study()).isEqualTo("ST-1");
        assertThat(rules.projects(DAY)).hasSize(1);
    }

    @Test
    void aProjectMayHaveAnAccountAndAQuota() {
        byte[] file = """
                match_on,pattern,project,account,quota_core_hours,valid_to
                queue,q,Trial,ALLOC-7,,
                path,science/*,Trial,,125000.5,2026-02-01
                """.getBytes(StandardCharsets.UTF_8);
        ProjectRules rules =
                new Dimensions("", new byte[32], Reference.parse(Map.of("project_rules.csv", file))).projects();
        ProjectRules.Project project = rules.projects(DAY).get(0);
        DimProject row = project.row(null, DAY);
        assertThat(row.accountName()).isEqualTo("ALLOC-7");
        assertThat(row.quotaCoreHours()).isEqualTo(125_000.5);
        assertThat(rules.projects(LocalDate.of(2026, 2, 1)).get(0).quotaCoreHours())
                .isNull();
        byte[] wrong = "match_on,pattern,project,quota_core_hours\nqueue,q,Trial,-1\nqueue,r,Trial,7\n"
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Reference.parse(Map.of("project_rules.csv", wrong)))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("project_rules.csv:2: column quota_core_hours: expected a number from 0 on")
                .hasMessageContaining("project_rules.csv:3: column quota_core_hours: expected nothing or -1");
    }

    @Test
    void faultsNameFileAndLine() {
        assertThatThrownBy(() -> rules("label,a,P,,,,,,\nnamespace,regex:(,P,,,,,,\nnamespace,,,,,,,,\n"
                        + "namespace,a,Q,ST-1,,Q,,,\nnamespace,b,Q,ST-2,,,,,\n"))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("project_rules.csv:2: column match_on: expected namespace, path")
                .hasMessageContaining("project_rules.csv:3: column pattern: expected a glob")
                .hasMessageContaining("project_rules.csv:4: column pattern: expected a value")
                .hasMessageContaining("project_rules.csv:4: column project: expected a value")
                .hasMessageContaining("project_rules.csv:5: column parent: expected another project")
                .hasMessageContaining("project_rules.csv:6: column study: expected nothing or ST-1, which line 5 says");
    }

    private static String name(ProjectRules rules, String evidence, String value) {
        return rules.project(rules.projectKey(Map.of(evidence, value), DAY), DAY)
                .name();
    }

    private static ProjectRules rules(String lines) {
        Reference reference =
                Reference.parse(Map.of("project_rules.csv", (HEADER + lines).getBytes(StandardCharsets.UTF_8)));
        return new Dimensions("", new byte[32], reference).projects();
    }
}

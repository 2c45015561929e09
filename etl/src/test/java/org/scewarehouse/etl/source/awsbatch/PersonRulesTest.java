package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.awsbatch.PersonRules.Evidence;

/** Who a job belongs to, by what evidence and in which order. */
class PersonRulesTest {

    private static final String TAG = "\"tags\":{\"Owner\":\"Tag.Person@Example.org\"}";
    private static final String PARAMETER = "\"parameters\":{\"user\":\"parameter-person\"}";
    private static final String NAME = "\"jobName\":\"run-name_person-dock\"";
    private static final String CONTAINER = "\"container\":{\"jobRoleArn\":\"arn:aws:iam::1:role/batch-role_person\","
            + "\"environment\":[{\"name\":\"SUBMITTER\",\"value\":\"variable-person\"},"
            + "{\"name\":\"OTHER\",\"value\":\"nobody\"}]}";

    private static PersonRules rules(Evidence... order) {
        return new PersonRules(
                List.of(order),
                List.of("user", "owner"),
                List.of("user"),
                List.of(Pattern.compile("run-(?<user>\\w+)-.*")),
                List.of("SUBMITTER"),
                List.of(Pattern.compile(".*:role/batch-(?<user>\\w+)")),
                Set.of("svc-batch"));
    }

    private static @Nullable String login(PersonRules rules, String... fields) {
        return rules.login(BatchRecords.MAPPER.readValue("{" + String.join(",", fields) + "}", Job.class));
    }

    @Test
    void theFirstEvidenceThatNamesSomebodyDecides() {
        PersonRules all = rules(Evidence.values());
        assertThat(login(all, TAG, PARAMETER, NAME, CONTAINER)).isEqualTo("tag.person@example.org");
        assertThat(login(all, PARAMETER, NAME, CONTAINER)).isEqualTo("parameter-person");
        assertThat(login(all, NAME, CONTAINER)).isEqualTo("name_person");
        assertThat(login(all, CONTAINER)).isEqualTo("variable-person");
        assertThat(login(all, "\"jobName\":\"nightly\"")).isNull();
    }

    @Test
    void variablesAndRolesAreThoseOfWhateverTheJobRunsOn() {
        String variable = "[{\"name\":\"OTHER\",\"value\":\"nobody\"},{\"name\":\"SUBMITTER\",\"value\":\"Anna\"}]";
        String container = "{\"image\":\"r:4.3.1\",\"environment\":" + variable + "}";
        String ecs = "\"ecsProperties\":{\"taskProperties\":[{\"taskRoleArn\":\"arn:aws:iam::1:role/batch-bo\","
                + "\"containers\":[{\"image\":\"sidecar\"}," + container + "]}]}";
        String eks = "\"eksProperties\":{\"podProperties\":{\"containers\":[{\"env\":" + variable + "}]}}";
        String nodes = "\"nodeProperties\":{\"numNodes\":2,\"nodeRangeProperties\":[{\"targetNodes\":\"0:\","
                + "\"container\":{\"jobRoleArn\":\"arn:aws:iam::1:role/batch-bo\",\"environment\":" + variable + "}}]}";
        String nodesOfTasks =
                "\"nodeProperties\":{\"numNodes\":2,\"nodeRangeProperties\":[{\"targetNodes\":\"0:\"," + ecs + "}]}";
        for (String job : List.of(ecs, eks, nodes, nodesOfTasks)) {
            Job read = BatchRecords.MAPPER.readValue("{" + job + "}", Job.class);
            Job kept = read.keeping(Set.of(), Set.of("SUBMITTER"));
            assertThat(rules(Evidence.VARIABLE).login(kept)).as(job).isEqualTo("anna");
            assertThat(rules(Evidence.ROLE).login(kept)).as(job).isEqualTo(job.equals(eks) ? null : "bo");
            assertThat(BatchRecords.MAPPER.writeValueAsString(kept)).as(job).doesNotContain("nobody");
            Job without = read.keeping(Set.of(), Set.of());
            assertThat(BatchRecords.MAPPER.writeValueAsString(without)).as(job).doesNotContain("Anna");
        }
    }

    @Test
    void theOrderIsTheSites() {
        assertThat(login(rules(Evidence.ROLE, Evidence.TAG), TAG, CONTAINER)).isEqualTo("role_person");
        assertThat(login(rules(Evidence.NAME), TAG, PARAMETER, CONTAINER)).isNull();
    }

    @Test
    void accountsThatAreNoPersonsAreNobody() {
        assertThat(login(rules(Evidence.values()), "\"tags\":{\"user\":\" SVC-batch \"}", NAME))
                .isNull();
    }

    @Test
    void anEmptyTagNamesNobody() {
        assertThat(login(rules(Evidence.values()), "\"tags\":{\"user\":\" \"}", NAME))
                .isEqualTo("name_person");
        assertThat(login(rules(Evidence.values()), "\"tags\":{\"user\":\" \",\"Owner\":\"bo\"}", NAME))
                .isEqualTo("bo");
    }

    @Test
    void aPatternWithoutAPersonIsRefused() {
        assertThatThrownBy(() -> new PersonRules(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(Pattern.compile("run-.*")),
                        List.of(),
                        List.of(),
                        Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("run-.*")
                .hasMessageContaining("(?<user>");
    }
}

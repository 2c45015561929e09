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

package org.scewarehouse.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the generator counts of what it has made, against what the organisation's users know of it. No pipeline. */
class OrganisationNumbersTest {

    private static final DemoOrganisation ORGANISATION = new DemoOrganisation(DemoSettings.standard());
    private static final List<TruthTable> TABLES = ORGANISATION.tables();

    private static TruthTable table(String name) {
        return table(TABLES, name);
    }

    private static TruthTable table(List<TruthTable> tables, String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theOverviewComesOutExactly() {
        List<String> lines = table("overview").rows().stream()
                .map(row -> row.get("metric") + "," + whole(row, "all") + "," + whole(row, "without_platform_team"))
                .toList();
        assertThat(lines).containsExactlyElementsOf(lines("overview.csv"));
    }

    private static long whole(Map<String, @Nullable Object> row, String column) {
        double value = ((Number) Objects.requireNonNull(row.get(column))).doubleValue();
        assertThat(value).as(row.toString()).isEqualTo(Math.rint(value));
        return (long) value;
    }

    @Test
    void everyImageWithRHasAsManyContainersAndOwners() {
        List<String> lines = new ArrayList<>();
        for (Image image : new Images().ofR()) {
            String repository = image.repository().substring(image.repository().indexOf('/') + 1);
            table("runtime_version_split").rows().stream()
                    .filter(row -> repository.equals(row.get("repository"))
                            && image.tag().equals(row.get("tag")))
                    .forEach(row -> lines.add(image.tag() + "," + row.get("running_and_active_container_count") + ","
                            + row.get("running_and_active_owner_count")));
        }
        assertThat(lines).containsExactlyElementsOf(lines("r_versions.csv"));
    }

    @Test
    void everyDepartmentWorksAsOftenAsItsPeopleSay() {
        List<String> expected = lines("department_frequency.csv");
        List<String> lines = expected.stream()
                .map(line -> line.substring(0, line.indexOf(',')))
                .map(department -> table("department_frequency").rows().stream()
                        .filter(row -> department.equals(row.get("department")))
                        .map(row -> department + "," + row.get("daily") + "," + row.get("weekly") + ","
                                + row.get("monthly") + "," + row.get("less"))
                        .findFirst()
                        .orElse(department + " is missing"))
                .toList();
        assertThat(lines).containsExactlyElementsOf(expected);
    }

    @Test
    void theStoriesAreTrue() {
        List<String> told = ORGANISATION.stories().rows().stream()
                .map(row -> row.get("story") + ": " + row.get("value"))
                .toList();
        assertThat(told)
                .startsWith(
                        "core hours on AWS Batch in the period: 2971.0",
                        "containers that are nearly always idle: 3.0",
                        "percent of the time in which they are idle: 93.0",
                        "items: 75.0",
                        "items never deployed: 2.0",
                        "items not viewed in a year: 2.0",
                        "containers of one image in the period: 11.0")
                .contains(
                        "USD a container-day on a node of the pool ocean: 5.0",
                        "USD a container-day on a node of the pool ocean: 0.3125",
                        "schedules that work and that nobody reads: 1.0")
                .haveExactly(120, new Condition<>(story -> story.contains("who has left"), "a home left behind"))
                .haveAtLeast(5, new Condition<>(story -> story.contains("all of which failed"), "always failing"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void smallerOrganisationsOfOtherSeedsComeOutAsExactly(long seed) {
        double scale = 0.01 * (1 + seed);
        Quotas quotas = new Quotas(scale);
        List<TruthTable> tables =
                new DemoOrganisation(DemoSettings.upToLastDay(seed, scale, 30).withHistory(40)).tables();
        Map<String, Long> others = table(tables, "overview").rows().stream()
                .filter(row -> !String.valueOf(row.get("metric")).contains("GB"))
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.get("metric")), row -> whole(row, "without_platform_team")));
        assertThat(others).hasSize(8).allSatisfy((metric, count) -> {
            // With a history of 40 days more items than those seem not to be viewed.
            if (!metric.contains("not viewed")) {
                assertThat(count).as(metric).isEqualTo(quotas.ofOthers(metric));
            }
        });
        List<String> departments = Csv.resource("department_frequency.csv").stream()
                .map(row -> row.get(0))
                .toList();
        List<List<Integer>> expected = quotas.departments();
        for (int i = 0; i < departments.size(); i++) {
            String department = departments.get(i);
            long people = expected.get(i).stream().mapToInt(Integer::intValue).sum();
            assertThat(table(tables, "department_frequency").rows().stream()
                            .filter(row -> department.equals(row.get("department")))
                            .mapToLong(row -> Stream.of("daily", "weekly", "monthly", "less")
                                    .mapToLong(name -> (Long) Objects.requireNonNull(row.get(name)))
                                    .sum())
                            .sum())
                    .as(department)
                    .isEqualTo(people);
        }
    }

    private static List<String> lines(String file) {
        return Csv.resource(file).stream().map(row -> String.join(",", row)).toList();
    }
}

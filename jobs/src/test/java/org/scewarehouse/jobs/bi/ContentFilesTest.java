package org.scewarehouse.jobs.bi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scewarehouse.jobs.page.Question;
import org.yaml.snakeyaml.Yaml;

class ContentFilesTest {
    private static final Path FOLDER = Path.of("..", "infra", "metabase");
    private static final List<String> REPORTS = List.of(
            "platform_overview",
            "runtime_version_split",
            "runtime_version_trend",
            "runtime_migration",
            "runtime_lifetime",
            "container_idleness",
            "container_rightsizing",
            "container_lifecycle",
            "container_churn",
            "content_never_deployed",
            "content_not_viewed",
            "content_copies",
            "content_retention_due",
            "schedules_failing",
            "schedules_forgotten",
            "content_popular",
            "department_frequency",
            "active_users",
            "adoption_trend",
            "component_mix",
            "user_activity",
            "heavy_users",
            "queue_wait",
            "job_outcomes",
            "job_cost",
            "job_size",
            "utilisation_day",
            "package_adoption",
            "language_split",
            "internal_package_use",
            "storage_growth",
            "cost_and_carbon_month",
            "actions",
            "data_quality");

    /** {@code -Dgolden.update} writes the files anew. */
    @Test
    void theFilesAreThoseOfTheQuestions() throws IOException {
        Map<String, String> files = ContentFiles.of(Content.ofQuestions());
        if (System.getProperty("golden.update") != null) {
            for (String stale : written().keySet()) {
                Files.delete(FOLDER.resolve(stale));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = FOLDER.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        assertThat(written()).isEqualTo(files);
    }

    @Test
    void thereIsACardPerQuestionAndSixDashboards() {
        Content content = Content.ofQuestions();
        assertThat(content.cards()).hasSizeGreaterThan(Question.all().size());
        assertThat(content.cards())
                .extracting(Card::slug)
                .containsAll(Question.all().stream().map(Question::name).toList());
        assertThat(content.dashboards())
                .extracting(Dashboard::name)
                .containsExactly(
                        "Overview",
                        "Containers",
                        "Published content",
                        "Batch jobs",
                        "Code and packages",
                        "People, storage and cost");
        assertThat(content.cards()).extracting(Card::name).doesNotHaveDuplicates();
    }

    /** Each row of the table of reports but those that are asked with an argument: runtime_impact and my_stats. */
    @Test
    void everyReportIsShownByACard() {
        assertThat(Content.ofQuestions().cards()).extracting(Card::slug).containsAll(REPORTS);
        assertThat(Content.ofQuestions().cards())
                .as("how fresh it is")
                .anyMatch(card -> card.sql().contains("report.data_freshness"));
    }

    @Test
    void cardsDoNotLieOnOneAnother() {
        for (Dashboard dashboard : Content.ofQuestions().dashboards()) {
            Set<List<Integer>> taken = new HashSet<>();
            for (Dashboard.Place place : dashboard.places()) {
                for (int row = place.row(); row < place.row() + place.height(); row++) {
                    for (int column = place.column(); column < place.column() + place.width(); column++) {
                        assertThat(column).isLessThan(24);
                        assertThat(taken.add(List.of(row, column))).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void referencesLeadToFiles() {
        Set<String> cards = new HashSet<>();
        Set<String> named = new HashSet<>();
        for (String text : ContentFiles.of(Content.ofQuestions()).values()) {
            Map<String, Object> file = new Yaml().load(text);
            String id = String.valueOf(file.get("entity_id"));
            assertThat(id).matches("[A-Za-z0-9_-]{21}");
            if (file.containsKey("dataset_query")) {
                cards.add(id);
            }
            if (file.get("dashcards") instanceof List<?> places) {
                places.forEach(place -> named.add(String.valueOf(((Map<?, ?>) place).get("card_id"))));
            }
        }
        assertThat(named).isEqualTo(cards);
    }

    private static Map<String, String> written() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(FOLDER)) {
            for (Path file :
                    found.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                files.put(FOLDER.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}

package org.scewarehouse.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Which reports {@code sce demo --check} holds against the truth, so that a new one is not forgotten. */
class ReportsComparedTest {

    private static final Pattern VIEW = Pattern.compile("create or replace view report\\.(\\w+)");
    private static final Pattern ASKED = Pattern.compile("report\\.(\\w+)");

    /** Reports that no query of the check asks, and why. */
    private static final Map<String, String> NOT_COMPARED = Map.ofEntries(
            Map.entry("_metabase_metadata", "meanings of columns, no numbers"),
            Map.entry("setting", "settings, no numbers"),
            Map.entry("loaded_day", "the ledger, which tests of loads hold against what was loaded"),
            Map.entry("data_freshness", "the ledger as of now"),
            Map.entry("data_quality", "the truth knows of no gaps; tests of sources count them"),
            Map.entry("adoption_trend", "who is new or lost needs the period before, which the demo does not load"),
            Map.entry("component_mix", "the truth does not tell active days of Connect and GitLab by person yet"),
            Map.entry("container_time_left", "the truth does not tell when a rule would end a container yet"),
            Map.entry("content_copies", "the truth does not tell which items are copies yet"),
            Map.entry("content_not_viewed_by_others", "the truth does not tell views by others yet"),
            Map.entry("content_runtime", "the truth does not tell what items run on yet"),
            Map.entry("department_frequency", "compared person by person, before it is folded: person_frequency"),
            Map.entry("internal_package_use", "the truth does not tell which packages are the site's own yet"),
            Map.entry("language_split", "the truth does not tell shares of languages yet"),
            Map.entry("runtime_version_split_by_group", "the rows of runtime_version_split, by group"),
            Map.entry("runtime_version_trend", "what runtime_version_split counts, by month"));

    @Test
    void everyReportIsComparedWithTheTruthOrSaysWhyNot() throws IOException {
        Set<String> reports = names(VIEW, "classpath*:db/migration/R__*.sql");
        Set<String> compared = names(ASKED, "classpath*:org/scewarehouse/jobs/demo/check/*.sql");
        assertThat(reports).contains("platform_overview", "actions").hasSizeGreaterThan(40);
        assertThat(reports.stream().filter(report -> !compared.contains(report)))
                .containsExactlyInAnyOrderElementsOf(NOT_COMPARED.keySet());
    }

    private static Set<String> names(Pattern pattern, String place) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources(place)) {
            Matcher matcher = pattern.matcher(file.getContentAsString(StandardCharsets.UTF_8));
            names.addAll(matcher.results().map(found -> found.group(1)).collect(Collectors.toSet()));
        }
        return names;
    }
}

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
    private static final Map<String, String> NOT_COMPARED =
            Map.of("_metabase_metadata", "meanings of columns, no numbers");

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

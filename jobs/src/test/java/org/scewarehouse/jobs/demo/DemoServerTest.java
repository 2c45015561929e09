package org.scewarehouse.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;

class DemoServerTest {

    private static final DemoOrganisation TINY = new DemoOrganisation(
            new DemoSettings(3, 0.02, LocalDate.of(2024, 8, 7), 1, 5, Duration.ofMinutes(5), false));

    @Test
    void seriesAreSortedAndFulfilTheMatchers() {
        OrganisationSeries known = new OrganisationSeries(TINY);
        List<Labels> all = known.series(List.of(Matcher.equal(Labels.METRIC, CadvisorSeries.CPU)))
                .toList();
        assertThat(all).isSorted().hasSizeGreaterThan(10);
        List<Labels> nodes = known.series(
                        List.of(Matcher.equal(Labels.METRIC, CadvisorSeries.CPU), Matcher.equal("id", "/")))
                .toList();
        assertThat(nodes).isNotEmpty().allMatch(labels -> labels.value("pod") == null);
        assertThat(all).containsAll(nodes);
        assertThat(known.series(List.of(Matcher.equal(Labels.METRIC, "nobody_exposes_this"))))
                .isEmpty();
    }

    @Test
    void itAnswersOverHttp() throws Exception {
        try (DemoServer server = new DemoServer(TINY)) {
            HttpRequest query = HttpRequest.newBuilder(URI.create(server.prometheusUrl() + "/api/v1/query"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("query=kube_pod_info%5B1h%5D&time=1723032000"))
                    .build();
            String answer = HttpClient.newHttpClient()
                    .send(query, HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(answer).contains("\"success\"").contains("kube_pod_info");
        }
    }
}

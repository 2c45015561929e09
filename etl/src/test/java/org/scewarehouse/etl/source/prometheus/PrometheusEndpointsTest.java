package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.Endpoint;

class PrometheusEndpointsTest {

    @Test
    void asks_for_every_metric_that_the_transform_reads() {
        Set<String> asked = PrometheusEndpoints.all().stream()
                .flatMap(endpoint -> PrometheusEndpoints.metrics(endpoint.name()).stream())
                .map(PrometheusMetric::name)
                .collect(Collectors.toSet());
        Set<String> read = Stream.of(
                        Metrics.CADVISOR,
                        Metrics.POD,
                        Metrics.OWNERS,
                        Metrics.VOLUME,
                        Set.of(
                                Metrics.NODE_CORES,
                                Metrics.NODE_MEMORY,
                                Metrics.NODE_CAPACITY,
                                Metrics.NODE_ALLOCATABLE))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        assertThat(asked).containsAll(read);
    }

    @Test
    void asks_for_each_metric_once_per_endpoint_and_needs_only_CPU() {
        assertThat(PrometheusEndpoints.all())
                .allSatisfy(endpoint -> assertThat(PrometheusEndpoints.metrics(endpoint.name()))
                        .extracting(PrometheusMetric::request)
                        .doesNotHaveDuplicates());
        assertThat(PrometheusEndpoints.all().stream().filter(Endpoint::isRequired))
                .extracting(Endpoint::name)
                .containsExactly("container_cpu");
    }

    @Test
    void keeps_labels_by_name_or_by_how_they_begin() {
        PrometheusConnection connection = PrometheusConnection.of("http://localhost:9090");
        assertThat(Stream.of("namespace", "annotation_user", "label_app_kubernetes_io_name", "cluster"))
                .allMatch(connection::isKept);
        assertThat(Stream.of("annotation_stdin", "annotation_user_metadata", "label_secret", "annotation_user_"))
                .noneMatch(connection::isKept);
        assertThat(PrometheusTransformSettings.defaults().userLabels())
                .isNotEmpty()
                .allMatch(connection::isKept);
    }
}

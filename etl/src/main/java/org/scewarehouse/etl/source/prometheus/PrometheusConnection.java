package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.http.HttpSettings;

/**
 * How a Prometheus is asked; what its answers mean is no business of this.
 *
 * @param http where it answers and who asks
 * @param protocol how raw samples are asked for
 * @param edge how much is asked on both sides of a day
 * @param slice how much is asked at once where an answer is not streamed; halved where the server refuses
 * @param keptLabels names of the labels of {@code kube_pod_labels} and {@code kube_pod_annotations} that reach raw; a
 *     trailing {@code *} stands for any end. Only names that begin with {@code label_} or {@code annotation_} are
 *     subject to it, since only they can hold what a user wrote
 */
public record PrometheusConnection(
        HttpSettings http, Protocol protocol, Duration edge, Duration slice, List<String> keptLabels) {

    /** How raw samples are asked for. */
    public enum Protocol {
        /** By remote read, or by JSON where the server does not offer that. */
        AUTO,
        /** By remote read only. */
        REMOTE_READ,
        /** By instant queries with range selectors, answered in JSON. */
        JSON
    }

    /** Name of the source. */
    public static final String SOURCE = "prometheus";
    /** Prefix of the settings. */
    public static final String PROPERTY = "sce.sources.prometheus";

    /** The least that is asked at once. */
    static final Duration SHORTEST_SLICE = Duration.ofMinutes(1);

    private static final List<String> KEPT_LABELS = List.of(
            "annotation_user",
            "annotation_username",
            "annotation_name",
            "annotation_hub_jupyter_org_username",
            "label_hub_jupyter_org_username",
            "label_hub_jupyter_org_servername",
            "label_user",
            "label_username",
            "label_app",
            "label_component",
            "label_app_kubernetes_io_*",
            "label_launcher_instance_id",
            "label_pod_template_hash",
            "label_project",
            "label_job_runner_gitlab_com_*",
            "label_project_runner_gitlab_com_*",
            "label_batch_amazonaws_com_*",
            "label_batch_kubernetes_io_*");

    public PrometheusConnection {
        keptLabels = List.copyOf(keptLabels);
    }

    /** A server without credentials, everything else at its default. */
    public static PrometheusConnection of(String url) {
        return of(HttpSettings.of(SOURCE, PROPERTY, url));
    }

    /** Everything that is not HTTP at its default. */
    public static PrometheusConnection of(HttpSettings http) {
        return new PrometheusConnection(http, Protocol.AUTO, Duration.ofHours(2), Duration.ofHours(2), KEPT_LABELS);
    }

    /** With another protocol. */
    public PrometheusConnection withProtocol(Protocol other) {
        return new PrometheusConnection(http, other, edge, slice, keptLabels);
    }

    /** Everything wrong with these settings, each naming its property; empty if nothing is. Asks nobody. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>(http.faults());
        if (edge.isNegative()) {
            faults.add(PROPERTY + ".edge: expected a duration of 0 or more, got " + edge);
        }
        if (slice.compareTo(SHORTEST_SLICE) < 0) {
            faults.add(PROPERTY + ".slice: expected a duration of " + SHORTEST_SLICE + " or more, got " + slice);
        }
        return faults;
    }

    /** Whether a label of a metric whose labels users write may reach raw. */
    public boolean isKept(String label) {
        if (!label.startsWith("label_") && !label.startsWith("annotation_")) {
            return true;
        }
        return keptLabels.stream()
                .anyMatch(kept -> kept.endsWith("*")
                        ? label.startsWith(kept.substring(0, kept.length() - 1))
                        : label.equals(kept));
    }
}

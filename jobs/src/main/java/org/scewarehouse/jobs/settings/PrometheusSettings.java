package org.scewarehouse.jobs.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One Prometheus, or a system that answers like one, and how its answers are read. Defaults suit Posit Workbench,
 * JupyterHub and plain namespaces.
 *
 * @param url address with the path prefix, such as {@code https://mimir.example.org/prometheus}; null: not collected
 * @param protocol how samples are asked for
 * @param token bearer token
 * @param username name of basic authentication
 * @param password password of basic authentication
 * @param headers sent with every request, such as {@code X-Scope-OrgID}
 * @param caFile PEM file of the authority that signed the server's certificate; null means the JVM's own list
 * @param edge how far before and after its day the samples are read; a day is due once this has passed
 * @param slice how long a window one request by JSON asks for
 * @param connectTimeout limit for making a connection
 * @param readTimeout limit for the next byte of an answer
 * @param requestTimeout limit for one whole answer
 * @param since first day to load; null means as far back as the server answers completely
 * @param restateDays how many past days each run asks for again
 * @param maxParallelDays how many days of this source may run at the same time
 * @param optional whether a failure of this source leaves the run at "published with warnings"
 * @param cluster name of the cluster in {@code dim_compute_system}
 * @param replicaLabels labels that tell the replicas of a highly available pair apart
 * @param gapLimit a silence longer than this is not bridged
 * @param idleThreshold below this many cores a container is idle
 * @param idleThresholdByIde other thresholds by IDE
 * @param userLabels labels and annotations that name a pod's owner, the first present wins
 * @param environments pattern of a namespace to the name of its environment
 */
public record PrometheusSettings(
        @Nullable URI url,
        @DefaultValue("auto") Protocol protocol,
        @Nullable Secret token,
        @Nullable String username,
        @Nullable Secret password,
        @DefaultValue Map<String, Secret> headers,
        @Nullable Path caFile,
        @DefaultValue("2h") Duration edge,
        @DefaultValue("2h") Duration slice,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("60s") Duration readTimeout,
        @DefaultValue("30m") Duration requestTimeout,
        @Nullable LocalDate since,
        @DefaultValue("0") int restateDays,
        @DefaultValue("1") int maxParallelDays,
        @DefaultValue("false") boolean optional,
        @DefaultValue("default") String cluster,

        @DefaultValue({"prometheus_replica", "replica", "__replica__"})
        List<String> replicaLabels,

        @DefaultValue("10m") Duration gapLimit,
        @DefaultValue("0.05") double idleThreshold,
        @DefaultValue Map<String, Double> idleThresholdByIde,
        @DefaultValue({}) List<String> userLabels,
        @DefaultValue Map<String, String> environments) {

    /** How samples are asked for. */
    public enum Protocol {
        /** Remote read where the server has it, else JSON. */
        AUTO,
        REMOTE_READ,
        JSON
    }

    /** Whether this source is collected at all. */
    public boolean isConfigured() {
        return url != null;
    }
}

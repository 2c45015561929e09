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
 * @param answerTimeout limit for the first byte of an answer
 * @param readTimeout limit for the next byte of an answer
 * @param requestTimeout limit for one whole answer
 * @param since first day to load; null means as far back as the server answers completely
 * @param restateDays how many past days each run asks for again
 * @param maxParallelDays how many days of this source may run at the same time
 * @param optional whether a failure of this source leaves the run at "published with warnings"
 * @param cluster name of the cluster in {@code dim_compute_system}
 * @param clusterLabel label that names the cluster where one server watches several; null means one cluster
 * @param region region of the cluster, for carbon factors; null means unknown
 * @param replicaLabels labels that tell the replicas of a highly available pair apart
 * @param gapLimit a silence longer than this is not bridged
 * @param idleThreshold below this many cores a container is idle
 * @param idleThresholdByIde other thresholds by IDE
 * @param userLabels labels and annotations that name a pod's owner, the first present wins
 * @param serviceLogins accounts that are no persons; empty means the usual ones, such as root and rstudio-connect
 * @param userRules where no label holds the login: outcome and conditions over pod, namespace, claim, labels
 * @param kindRules ordered rules for the kind of a container; empty means those for Workbench, JupyterHub and others
 * @param environments pattern of a namespace to the name of its environment, such as {@code "ocean-.*": Ocean}; a
 *     namespace that fits none is its own environment
 * @param ideRules ordered rules for the IDE in an image; empty means the usual ones
 * @param volumeKindRules ordered rules for the kind of a volume; empty means the usual ones
 * @param keptLabels labels and annotations of pods that reach the lake; * stands for any end; empty means the usual ones
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
        @DefaultValue("3m") Duration answerTimeout,
        @DefaultValue("60s") Duration readTimeout,
        @DefaultValue("30m") Duration requestTimeout,
        @Nullable LocalDate since,
        @DefaultValue("0") int restateDays,
        @DefaultValue("1") int maxParallelDays,
        @DefaultValue("false") boolean optional,
        @DefaultValue("kubernetes") String cluster,
        @Nullable String clusterLabel,
        @Nullable String region,

        @DefaultValue({"prometheus_replica", "replica", "__replica__"})
        List<String> replicaLabels,

        @DefaultValue("10m") Duration gapLimit,
        @DefaultValue("0.05") double idleThreshold,
        @DefaultValue Map<String, Double> idleThresholdByIde,
        @DefaultValue({}) List<String> userLabels,
        @DefaultValue({}) List<String> serviceLogins,
        @DefaultValue({}) List<String> userRules,
        @DefaultValue({}) List<String> kindRules,
        @DefaultValue Map<String, String> environments,
        @DefaultValue({}) List<String> ideRules,
        @DefaultValue({}) List<String> volumeKindRules,
        @DefaultValue({}) List<String> keptLabels) {

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

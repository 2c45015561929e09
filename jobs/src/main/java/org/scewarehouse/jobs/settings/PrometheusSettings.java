package org.scewarehouse.jobs.settings;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.HttpLimits;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.source.prometheus.IdleLimits;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection.Protocol;
import org.scewarehouse.etl.source.prometheus.PrometheusTransformSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One Prometheus, or a system that answers like one: when and how it is asked, and how its answers are read. What is
 * null here has the default of {@link PrometheusConnection} or {@link PrometheusTransformSettings}, where the meaning
 * of each is written. Lists of labels and of logins replace the default; lists of rules come before it. A name with a
 * blank in it, as IDEs have, is written {@code "[Visual Studio Code]": 0.1}.
 *
 * @param url address with any path prefix, such as {@code https://mimir.example.org/prometheus}; null: not collected
 * @param connectTimeout limit for making a connection
 * @param answerTimeout limit from the request to the first line of the answer
 * @param readTimeout limit between two pieces of an answer
 * @param requestTimeout limit for one whole answer
 * @param since first day to load; null means as far back as the server answers completely
 * @param restateDays how many past days each run asks for again
 * @param maxParallelDays how many days of this source may run at the same time: counts as 1, since each builds upon the
 *     state of the one before
 * @param optional whether a failure of this source leaves the run at "done, with warnings"
 * @param idleLimit idle time after which the platform ends a container on its own; null means it has no such rule
 * @param idleLimitByEnvironment the same for single environments, by name
 * @param environments pattern of a namespace to the name of its environment, such as {@code "[ocean-.*]": Ocean}; a
 *     namespace that fits none is its own environment
 */
public record PrometheusSettings(
        @Nullable String url,
        @DefaultValue("auto") Protocol protocol,
        @Nullable Secret token,
        @Nullable String username,
        @Nullable Secret password,
        @DefaultValue Map<String, Secret> headers,
        @Nullable Path caFile,
        @Nullable Duration connectTimeout,
        @Nullable Duration answerTimeout,
        @Nullable Duration readTimeout,
        @Nullable Duration requestTimeout,
        @DefaultValue("2h") Duration edge,
        @Nullable Duration slice,
        @Nullable List<String> keptLabels,
        @Nullable LocalDate since,
        @DefaultValue("0") int restateDays,
        @DefaultValue("1") int maxParallelDays,
        @DefaultValue("false") boolean optional,
        @Nullable String cluster,
        @Nullable String clusterLabel,
        @Nullable String region,
        @Nullable Duration gapLimit,
        @Nullable Double idleThreshold,
        @DefaultValue Map<String, Double> idleThresholdByIde,
        @Nullable Duration idleLimit,
        @DefaultValue Map<String, Duration> idleLimitByEnvironment,
        @Nullable List<String> replicaLabels,
        @Nullable List<String> userLabels,
        @DefaultValue List<String> userRules,
        @Nullable Set<String> serviceLogins,
        @DefaultValue List<String> kindRules,
        @DefaultValue Map<String, String> environments,
        @DefaultValue List<String> ideRules,
        @DefaultValue List<String> volumeKindRules) {

    /** Whether this source is collected at all. */
    public boolean isConfigured() {
        return url != null;
    }

    /**
     * How the server is asked; may still hold faults, which it names itself.
     *
     * @throws IllegalStateException if this source is not configured
     */
    public PrometheusConnection connection() {
        if (url == null) {
            throw new IllegalStateException("sce.sources.prometheus.url is not set");
        }
        HttpSettings http = new HttpSettings(
                PrometheusConnection.SOURCE,
                PrometheusConnection.PROPERTY,
                url,
                token == null ? null : token.reveal(),
                username,
                password == null ? null : password.reveal(),
                Secret.revealed(headers),
                caFile,
                HttpLimits.given(connectTimeout, answerTimeout, readTimeout, requestTimeout));
        PrometheusConnection standard = PrometheusConnection.of(http);
        return new PrometheusConnection(
                http,
                protocol,
                edge,
                requireNonNullElse(slice, standard.slice()),
                kept(requireNonNullElse(keptLabels, standard.keptLabels())));
    }

    /** A label that names a pod's user is of no use unless it reaches the lake. */
    private List<String> kept(List<String> labels) {
        List<String> all = new ArrayList<>(labels);
        all.addAll(requireNonNullElse(userLabels, List.of()));
        return all.stream().distinct().toList();
    }

    /**
     * How the answers are read.
     *
     * @throws IllegalArgumentException if a rule is none
     */
    public PrometheusTransformSettings transform() {
        PrometheusTransformSettings standard = PrometheusTransformSettings.defaults();
        return new PrometheusTransformSettings(
                requireNonNullElse(cluster, standard.cluster()),
                clusterLabel,
                region,
                edge,
                requireNonNullElse(gapLimit, standard.gapLimit()),
                requireNonNullElse(idleThreshold, standard.idleThreshold()),
                idleThresholdByIde,
                new IdleLimits(idleLimit, idleLimitByEnvironment),
                requireNonNullElse(replicaLabels, standard.replicaLabels()),
                requireNonNullElse(userLabels, standard.userLabels()),
                before(userRules, standard.userRules()),
                requireNonNullElse(serviceLogins, standard.serviceLogins()),
                before(kindRules, standard.kindRules()),
                environmentRules(),
                before(ideRules, standard.ideRules()),
                before(volumeKindRules, standard.volumeKindRules()));
    }

    /** A rule is one line of words, so a blank in a name is written as an underscore there. */
    private List<String> environmentRules() {
        return environments.entrySet().stream()
                .map(entry -> entry.getValue().replace(' ', '_') + " namespace=" + entry.getKey())
                .toList();
    }

    private static List<String> before(List<String> own, List<String> standard) {
        List<String> all = new ArrayList<>(own);
        all.addAll(standard);
        return all;
    }
}

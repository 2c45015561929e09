package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a site may set about the transform, {@code sce.sources.prometheus.*}.
 *
 * @param cluster name of the cluster that the server watches
 * @param clusterLabel label that names the cluster, for a server that watches several; null = one cluster
 * @param region region of the cluster, for carbon factors; null = unknown
 * @param edge pairs of samples further apart are booked nowhere; also the margin around a day
 * @param gapLimit pairs of samples further apart are booked but not observed
 * @param idleThreshold rate in cores below which observed time is idle
 * @param idleThresholdByIde the same for single IDEs, by the names that {@code dim_container.ide_name} has
 * @param idleLimits how long a container may idle before the platform ends it
 * @param replicaLabels labels that tell HA replicas of Prometheus apart
 * @param userLabels labels and annotations that hold the login of a pod's user, best first
 * @param userRules rules whose outcome is the login, where no label holds it
 * @param serviceLogins accounts that are no persons, lower case
 * @param kindRules ordered rules whose outcome is the container's kind
 * @param environmentRules ordered rules over {@code namespace} whose outcome is the environment, with {@code _} for a
 *     blank; the reference file environments.csv comes first, the namespace itself last
 * @param ideRules ordered rules over {@code image} (last part of the repository, and tag) and labels; the outcome is
 *     the IDE, with {@code _} for a blank
 * @param volumeKindRules ordered rules over {@code claim} and {@code namespace}; the outcome is the volume's kind
 */
public record PrometheusTransformSettings(
        String cluster,
        @Nullable String clusterLabel,
        @Nullable String region,
        Duration edge,
        Duration gapLimit,
        double idleThreshold,
        Map<String, Double> idleThresholdByIde,
        IdleLimits idleLimits,
        List<String> replicaLabels,
        List<String> userLabels,
        List<String> userRules,
        Set<String> serviceLogins,
        List<String> kindRules,
        List<String> environmentRules,
        List<String> ideRules,
        List<String> volumeKindRules) {

    /** Checks every rule; a bad one is an {@link IllegalArgumentException} that quotes it. */
    public PrometheusTransformSettings {
        Objects.requireNonNull(cluster);
        idleThresholdByIde = Collections.unmodifiableMap(new TreeMap<>(idleThresholdByIde));
        serviceLogins = Collections.unmodifiableSet(new TreeSet<>(serviceLogins));
        replicaLabels = List.copyOf(replicaLabels);
        userLabels = List.copyOf(userLabels);
        userRules = List.copyOf(userRules);
        kindRules = List.copyOf(kindRules);
        environmentRules = List.copyOf(environmentRules);
        ideRules = List.copyOf(ideRules);
        volumeKindRules = List.copyOf(volumeKindRules);
        List.of(userRules, kindRules, environmentRules, ideRules, volumeKindRules)
                .forEach(Rule::parseAll);
        if (gapLimit.compareTo(edge) > 0 || gapLimit.isNegative() || gapLimit.isZero()) {
            throw new IllegalArgumentException("sce.sources.prometheus.gap-limit is " + gapLimit
                    + "; expected more than 0 and at most edge, " + edge);
        }
    }

    /** Defaults for Posit Workbench and Connect, JupyterHub, GitLab runners and AWS Batch on EKS. */
    public static PrometheusTransformSettings defaults() {
        return new PrometheusTransformSettings(
                "kubernetes",
                null,
                null,
                Duration.ofHours(2),
                Duration.ofMinutes(10),
                0.05,
                Map.of(),
                IdleLimits.NONE,
                List.of("prometheus_replica", "__replica__", "replica"),
                List.of(
                        "annotation_user",
                        "annotation_hub_jupyter_org_username",
                        "label_hub_jupyter_org_username",
                        "annotation_username",
                        "label_user",
                        "label_username"),
                List.of("${login} pod=jupyter-(?<login>[a-z0-9-]+?)(---[0-9a-f]{8})?(--.*)? owner="),
                Set.of("root", "nobody", "rstudio", "rstudio-connect", "rstudio-server", "posit-connect", "jovyan"),
                DefaultRules.KINDS,
                List.of(),
                DefaultRules.IDES,
                DefaultRules.VOLUME_KINDS);
    }

    /** The same with another cluster name. */
    public PrometheusTransformSettings withCluster(String name) {
        return new PrometheusTransformSettings(
                name,
                clusterLabel,
                region,
                edge,
                gapLimit,
                idleThreshold,
                idleThresholdByIde,
                idleLimits,
                replicaLabels,
                userLabels,
                userRules,
                serviceLogins,
                kindRules,
                environmentRules,
                ideRules,
                volumeKindRules);
    }

    /** The same with other idle limits. */
    public PrometheusTransformSettings withIdleLimits(IdleLimits limits) {
        return new PrometheusTransformSettings(
                cluster,
                clusterLabel,
                region,
                edge,
                gapLimit,
                idleThreshold,
                idleThresholdByIde,
                limits,
                replicaLabels,
                userLabels,
                userRules,
                serviceLogins,
                kindRules,
                environmentRules,
                ideRules,
                volumeKindRules);
    }

    /** The idle threshold of containers with that IDE. */
    double idleThreshold(@Nullable String ide) {
        return ide == null ? idleThreshold : idleThresholdByIde.getOrDefault(ide, idleThreshold);
    }

    /** Text that changes with every setting. */
    public String fingerprint() {
        return toString();
    }
}

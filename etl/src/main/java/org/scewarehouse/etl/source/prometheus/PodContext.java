package org.scewarehouse.etl.source.prometheus;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.ImageReference;

/**
 * Who and what a pod incarnation belongs to.
 *
 * @param pod the incarnation
 * @param marks labels and annotations by the names kube-state-metrics gives them
 * @param claims names of the claims it mounts
 * @param login login of its user; null = nobody known
 * @param workload what owns it, at least the pod itself
 * @param ownerKind kind of its direct owner; empty = none known
 */
record PodContext(
        Pod pod,
        Map<String, String> marks,
        Set<String> claims,
        @Nullable String login,
        Owners.Workload workload,
        String ownerKind) {

    static PodContext of(Pod pod, PodOwner podOwner, Owners owners) {
        Map<String, String> marks = pod.marks();
        Set<String> claims = pod.series(Metrics.POD_CLAIMS).stream()
                .map(s -> s.text("persistentvolumeclaim"))
                .filter(c -> !c.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        String kind = ownerLabel(pod, "owner_kind", "created_by_kind");
        String name = ownerLabel(pod, "owner_name", "created_by_name");
        String ownerKind = kind == null || kind.equals("<none>") ? "" : kind;
        String login = podOwner.login(pod.namespace(), pod.name(), ownerKind, marks, claims);
        Owners.Workload workload = owners.of(kind, name);
        if (workload == null && login != null && claims.size() == 1) {
            workload = new Owners.Workload(
                    "PersistentVolumeClaim", claims.iterator().next());
        }
        return new PodContext(
                pod,
                marks,
                claims,
                login,
                workload == null ? new Owners.Workload("Pod", pod.name()) : workload,
                ownerKind);
    }

    /** The controller is the owner that counts; kube_pod_info repeats it. */
    private static @Nullable String ownerLabel(Pod pod, String label, String infoLabel) {
        String controller = pod.series(Metrics.POD_OWNER).stream()
                .filter(s -> s.text("owner_is_controller").equals("true"))
                .max(Series.BY_LAST_SEEN)
                .map(s -> s.label(label))
                .orElse(null);
        if (controller != null) {
            return controller;
        }
        String owner = pod.label(Metrics.POD_OWNER, label);
        return owner == null ? pod.label(Metrics.POD_INFO, infoLabel) : owner;
    }

    /** What a rule may ask of one of its containers. */
    @Nullable
    String trait(String name, String container, @Nullable String image, boolean isSidecar) {
        return switch (name) {
            case "namespace" -> pod.namespace();
            case "pod" -> pod.name();
            case "container" -> container;
            case "image" -> image;
            case "owner" -> ownerKind;
            case "user" -> login;
            case "init" -> isSidecar ? "sidecar" : "";
            default -> marks.get(name);
        };
    }

    /** What the rules for projects may ask of it. */
    Map<String, String> projectEvidence(@Nullable String user) {
        Map<String, String> evidence = new HashMap<>();
        evidence.put("namespace", pod.namespace());
        if (user != null) {
            evidence.put("login", user);
        }
        // What kube-state-metrics calls label_x is label:x in the rules.
        marks.forEach((name, value) -> evidence.put(name.replaceFirst("_", ":"), value));
        return evidence;
    }

    /** The image the container was asked to run, else what the runtime reports; null where none is known. */
    @Nullable
    ImageReference image(String container, boolean isSidecar) {
        String metric = isSidecar ? Metrics.INIT_INFO : Metrics.CONTAINER_INFO;
        for (String label : new String[] {"image_spec", "image"}) {
            ImageReference image = latestImage(metric, container, label);
            if (image != null) {
                return image;
            }
        }
        return latestImage(Metrics.CPU, container, "image");
    }

    private @Nullable ImageReference latestImage(String metric, String container, String label) {
        return pod.series(metric, container).stream()
                .filter(s -> ImageReference.parse(s.label(label)) != null)
                .max(Series.BY_LAST_SEEN)
                .map(s -> ImageReference.parse(s.label(label)))
                .orElse(null);
    }
}

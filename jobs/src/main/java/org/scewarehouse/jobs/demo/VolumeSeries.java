package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Home drives: the claims always, and how full they are only while a pod mounts them. */
final class VolumeSeries {

    private static final long GB = 1_000_000_000L;

    private final KubeState kubeState;
    private final boolean isReplicated;
    private final List<Volume> volumes;

    /** A claim with the pods that mount it, by node. */
    private record Volume(
            String namespace, String claim, String region, long created, Map<Node, List<Pod>> podsByNode, long seed) {

        long requestedBytes() {
            return (20 + Math.floorMod(seed, 8) * 20) * GB;
        }

        /** Grows a little every hour, from a tenth to nine tenths of what was asked for. */
        long usedBytes(long at) {
            double full =
                    0.1 + 0.75 * Seeds.share(seed, 1) + 1e-6 * Math.floorDiv(at - created, DemoSettings.HOUR) % 0.05;
            return (long) (full * requestedBytes());
        }
    }

    VolumeSeries(KubeState kubeState, DemoSettings settings, List<Pod> pods, Map<String, Person> peopleByLogin) {
        this.kubeState = kubeState;
        this.isReplicated = settings.isTroubled();
        Map<String, Volume> byName = new TreeMap<>();
        for (Pod pod : pods) {
            Workload workload = pod.workload();
            Person person = peopleByLogin.get(workload.login());
            if (!workload.claim().isEmpty() && person != null) {
                String name = workload.namespace() + "/" + workload.claim();
                byName.computeIfAbsent(name, key -> volume(key, pod, person, settings))
                        .podsByNode()
                        .computeIfAbsent(pod.node(), node -> new ArrayList<>())
                        .add(pod);
            }
        }
        this.volumes = List.copyOf(byName.values());
    }

    private static Volume volume(String name, Pod first, Person person, DemoSettings settings) {
        long created = Math.min(first.created(), settings.from()) - DemoSettings.DAY;
        Workload workload = first.workload();
        return new Volume(
                workload.namespace(),
                workload.claim(),
                person.region(),
                created,
                new TreeMap<>(Comparator.comparing(Node::name)),
                Seeds.of(settings.seed(), "volume " + name, 0));
    }

    Stream<DemoSeries> used() {
        return mounted("kubelet_volume_stats_used_bytes", Volume::usedBytes);
    }

    Stream<DemoSeries> capacity() {
        return mounted("kubelet_volume_stats_capacity_bytes", (volume, at) -> volume.requestedBytes());
    }

    Stream<DemoSeries> files() {
        return mounted("kubelet_volume_stats_inodes_used", (volume, at) -> volume.usedBytes(at) / 40_000);
    }

    Stream<DemoSeries> info() {
        return volumes.stream()
                .flatMap(volume -> claim(
                        volume,
                        "kube_persistentvolumeclaim_info",
                        1,
                        "storageclass",
                        "efs-home-" + volume.region(),
                        "volumename",
                        "pvc-" + Long.toHexString(volume.seed()),
                        "volumemode",
                        "Filesystem"));
    }

    Stream<DemoSeries> created() {
        return volumes.stream()
                .flatMap(volume ->
                        claim(volume, "kube_persistentvolumeclaim_created", Math.floorDiv(volume.created(), 1000L)));
    }

    Stream<DemoSeries> requested() {
        return volumes.stream()
                .flatMap(volume -> claim(
                        volume, "kube_persistentvolumeclaim_resource_requests_storage_bytes", volume.requestedBytes()));
    }

    private Stream<DemoSeries> claim(Volume volume, String metric, double value, String... own) {
        String[] labels =
                Target.labels(Map.of("namespace", volume.namespace(), "persistentvolumeclaim", volume.claim()), own);
        return kubeState.constant(metric, volume.created(), Run.OPEN, value, labels);
    }

    private interface Measure {
        long at(Volume volume, long scrapedAt);
    }

    private Stream<DemoSeries> mounted(String metric, Measure measure) {
        return volumes.stream()
                .flatMap(volume -> volume.podsByNode().entrySet().stream().flatMap(mounts -> {
                    List<Mount> pods = mounts.getValue().stream().map(Mount::of).toList();
                    long from = pods.stream().mapToLong(Mount::from).min().orElse(0);
                    long to = pods.stream().mapToLong(Mount::to).max().orElse(0);
                    return Target.kubelet(mounts.getKey(), "/metrics", isReplicated)
                            .gauge(
                                    metric,
                                    from,
                                    to,
                                    at -> isMounted(pods, at) ? measure.at(volume, at) : Double.NaN,
                                    "namespace",
                                    volume.namespace(),
                                    "persistentvolumeclaim",
                                    volume.claim());
                }));
    }

    /** When a pod mounts a volume. */
    private record Mount(long from, long to) {
        static Mount of(Pod pod) {
            return new Mount(pod.firstStart(), pod.lastEnd());
        }
    }

    private static boolean isMounted(List<Mount> mounts, long at) {
        for (Mount mount : mounts) {
            if (at >= mount.from() && at < mount.to()) {
                return true;
            }
        }
        return false;
    }
}

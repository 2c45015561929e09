package org.scewarehouse.jobs.demo;

import java.util.Arrays;
import java.util.stream.Stream;

/** What kube-state-metrics shows of pods as a whole. */
final class PodSeries {

    private static final String[] PHASES = {"Pending", "Running", "Succeeded", "Failed", "Unknown"};

    private final KubeState kubeState;

    PodSeries(KubeState kubeState) {
        this.kubeState = kubeState;
    }

    Stream<DemoSeries> info(Pod pod) {
        Workload workload = pod.workload();
        return constant(
                pod,
                "kube_pod_info",
                pod.created(),
                1,
                "node",
                pod.node().name(),
                "host_ip",
                pod.node().address(),
                "created_by_kind",
                workload.controllerKind(),
                "created_by_name",
                workload.controllerName());
    }

    Stream<DemoSeries> owner(Pod pod) {
        Workload workload = pod.workload();
        return constant(
                pod,
                "kube_pod_owner",
                pod.created(),
                1,
                "owner_kind",
                workload.controllerKind(),
                "owner_name",
                workload.controllerName(),
                "owner_is_controller",
                workload.controllerKind().isEmpty() ? "" : "true");
    }

    Stream<DemoSeries> created(Pod pod) {
        return constant(pod, "kube_pod_created", pod.created(), pod.created() / 1000.0);
    }

    Stream<DemoSeries> startTime(Pod pod) {
        return constant(pod, "kube_pod_start_time", pod.created(), pod.created() / 1000.0);
    }

    /** When its last container ended, from then on. */
    Stream<DemoSeries> completion(Pod pod) {
        long completion = pod.completion();
        return completion == Run.OPEN
                ? Stream.empty()
                : constant(pod, "kube_pod_completion_time", completion, completion / 1000.0);
    }

    /** When it will be gone, from when it was told to go. */
    Stream<DemoSeries> deletion(Pod pod) {
        return pod.deletion() == Run.OPEN
                ? Stream.empty()
                : constant(pod, "kube_pod_deletion_timestamp", pod.deletion(), (pod.deletion() + Pod.GRACE) / 1000.0);
    }

    Stream<DemoSeries> phase(Pod pod) {
        return Stream.of(PHASES)
                .flatMap(phase -> kubeState.gauge(
                        "kube_pod_status_phase",
                        pod.created(),
                        pod.removed(),
                        at -> phase.equals(phase(pod, at)) ? 1 : 0,
                        labels(pod, "phase", phase)));
    }

    Stream<DemoSeries> annotations(Pod pod) {
        return constant(
                pod,
                "kube_pod_annotations",
                pod.created(),
                1,
                Target.labels(pod.workload().annotations()));
    }

    Stream<DemoSeries> podLabels(Pod pod) {
        return constant(
                pod,
                "kube_pod_labels",
                pod.created(),
                1,
                Target.labels(pod.workload().labels()));
    }

    Stream<DemoSeries> claims(Pod pod) {
        String claim = pod.workload().claim();
        return claim.isEmpty()
                ? Stream.empty()
                : constant(
                        pod,
                        "kube_pod_spec_volumes_persistentvolumeclaims_info",
                        pod.created(),
                        1,
                        "volume",
                        "home",
                        "persistentvolumeclaim",
                        claim);
    }

    private static String phase(Pod pod, long at) {
        if (at >= pod.completion()) {
            Run last = pod.containers().get(0).runs().get(0);
            return last.reason().equals("Completed") ? "Succeeded" : "Failed";
        }
        return at < pod.firstStart() ? "Pending" : "Running";
    }

    private Stream<DemoSeries> constant(Pod pod, String metric, long from, double value, String... own) {
        return kubeState.constant(metric, from, pod.removed(), value, labels(pod, own));
    }

    /** The labels of every series of a pod, and more. */
    static String[] labels(Pod pod, String... more) {
        String[] own = {"namespace", pod.workload().namespace(), "pod", pod.name(), "uid", pod.uid()};
        String[] all = Arrays.copyOf(own, own.length + more.length);
        System.arraycopy(more, 0, all, own.length, more.length);
        return all;
    }
}

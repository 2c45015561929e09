package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.MINUTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scewarehouse.jobs.demo.Node.Pool;

/** What the cluster runs for itself. */
final class SystemPods {

    private static final long MIB = 1L << 20;

    private final PodMaker maker;

    SystemPods(PodMaker maker) {
        this.maker = maker;
    }

    /** A proxy on every node, two name servers, and the monitoring, whose pod keeps its name when it is replaced. */
    List<Pod> pods() {
        DemoSettings settings = maker.settings();
        List<Pod> pods = new ArrayList<>();
        for (Node node : maker.cluster().nodes()) {
            long deletion = node.down() == Run.OPEN ? Run.OPEN : node.down() - MINUTE;
            String name = "kube-proxy-" + PodMaker.suffix(Seeds.stream(node.seed(), "proxy", 0), 5);
            Workload proxy = workload("kube-system", "DaemonSet", "kube-proxy", "DaemonSet", "kube-proxy");
            pods.add(pod(proxy, name, node, node.up(), deletion, recipe("kube-proxy", Images.KUBE_PROXY, 0.01, 100)));
        }
        long born = settings.from() - 100 * DAY;
        for (int i = 0; i < 2; i++) {
            Node node = maker.cluster().node(Pool.APOLLO, i, settings.from());
            String name = "coredns-76f75df574-" + PodMaker.suffix(Seeds.stream(settings.seed(), "coredns", i), 5);
            Workload coredns = workload("kube-system", "ReplicaSet", "coredns-76f75df574", "Deployment", "coredns");
            pods.add(pod(coredns, name, node, born + i * HOUR, Run.OPEN, recipe("coredns", Images.COREDNS, 0.03, 100)));
        }
        long replaced = settings.dayStart(settings.days() / 2) + 6 * HOUR;
        Node node = maker.cluster().node(Pool.APOLLO, 2, settings.from());
        Workload prometheus = workload("monitoring", "StatefulSet", "prometheus-k8s", "StatefulSet", "prometheus-k8s");
        Recipe server = recipe("prometheus", Images.PROMETHEUS, 0.6, 500);
        pods.add(pod(prometheus, "prometheus-k8s-0", node, born, replaced, server));
        pods.add(pod(prometheus, "prometheus-k8s-0", node, replaced + 45 * DemoSettings.SECOND, Run.OPEN, server));
        return pods;
    }

    private Pod pod(Workload workload, String name, Node node, long created, long deletion, Recipe recipe) {
        return maker.pod(workload, name, node, created, deletion, List.of(recipe), node.seed());
    }

    private Recipe recipe(String name, Image image, double cores, int millicores) {
        long seed = Seeds.of(maker.settings().seed(), name, 0);
        return Recipe.lasting(name, Kind.SYSTEM, image, millicores, 256 * MIB, Load.around(cores, seed));
    }

    private static Workload workload(
            String namespace, String controllerKind, String controllerName, String topKind, String topName) {
        Map<String, String> labels = Map.of("label_app_kubernetes_io_name", topName);
        return new Workload(
                namespace, namespace, controllerKind, controllerName, topKind, topName, "", Map.of(), labels, "");
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.SampleBlock;
import org.scewarehouse.etl.source.prometheus.wire.SeriesSink;

/** Sends each series to the pod, the volume or the node it belongs to, and notes what all of them tell together. */
final class SeriesRouter implements SeriesSink, Closeable {

    /** Marks the group of a namespace's owners, which sorts before its pods. */
    static final String OWNERS = "0";

    static final String POD = "1";

    private final PrometheusTransformSettings settings;
    private final PodOwner podOwner;
    final SeriesGroups pods;
    final SeriesGroups volumes;
    final SeriesGroups nodes;
    final Set<String> logins = new TreeSet<>();
    final Set<String> seenMetrics = new TreeSet<>();
    private long samples;

    private @Nullable Labels last;
    private byte @Nullable [] lastKey;
    private SeriesGroups lastGroups;

    SeriesRouter(
            PrometheusTransformSettings settings,
            DayWindow window,
            PodOwner podOwner,
            Path tempFolder,
            long memoryBytes) {
        this.settings = settings;
        this.podOwner = podOwner;
        this.pods = new SeriesGroups(tempFolder, memoryBytes * 3 / 4, window);
        this.volumes = new SeriesGroups(tempFolder, memoryBytes / 8, window);
        this.nodes = new SeriesGroups(tempFolder, memoryBytes / 8, window);
        this.lastGroups = pods;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a cheap test for the call before; equal labels may be routed anew
    public void series(Labels labels, SampleBlock block) {
        if (labels != last) {
            route(labels);
        }
        samples += block.count();
        if (lastKey != null) {
            lastGroups.add(lastKey, labels, block);
        }
    }

    /** Samples read so far. */
    long samples() {
        return samples;
    }

    private void route(Labels labels) {
        last = labels;
        lastKey = null;
        String metric = labels.metric();
        seenMetrics.add(metric);
        String namespace = Series.label(labels, "namespace");
        String pod = Series.label(labels, "pod");
        if (Metrics.OWNERS.contains(metric) && namespace != null) {
            send(pods, SeriesGroups.key(cluster(labels), namespace, OWNERS));
        } else if (Metrics.NODE.contains(metric) || (pod == null && isWholeNode(labels))) {
            send(nodes, SeriesGroups.key(cluster(labels), node(labels)));
        } else if (Metrics.VOLUME.contains(metric)) {
            routeVolume(labels, namespace);
        } else if (pod != null && namespace != null && isOfPod(labels, metric)) {
            send(pods, SeriesGroups.key(cluster(labels), namespace, POD, pod));
            if (metric.equals(Metrics.CPU) || metric.startsWith("kube_pod_")) {
                podOwner.logins(labels, logins::add);
            }
        }
    }

    private void routeVolume(Labels labels, @Nullable String namespace) {
        String claim = labels.value("persistentvolumeclaim");
        if (namespace != null && claim != null) {
            send(volumes, SeriesGroups.key(cluster(labels), namespace, claim));
            podOwner.logins(labels, logins::add);
        }
    }

    private void send(SeriesGroups groups, byte[] key) {
        lastGroups = groups;
        lastKey = key;
    }

    /** Of cAdvisor's series for a pod as a whole only those say something that its containers' do not. */
    private static boolean isOfPod(Labels labels, String metric) {
        if (!Metrics.CADVISOR.contains(metric)) {
            return Metrics.POD.contains(metric);
        }
        String container = Series.label(labels, "container");
        boolean isWholePod = container == null || container.equals("POD");
        return !isWholePod || Metrics.NETWORK.contains(metric) || metric.equals(Metrics.START);
    }

    private static boolean isWholeNode(Labels labels) {
        return labels.metric().equals(Metrics.CPU) && "/".equals(labels.value("id"));
    }

    private String cluster(Labels labels) {
        String cluster = settings.clusterLabel() == null ? null : labels.value(settings.clusterLabel());
        return cluster == null ? settings.cluster() : cluster;
    }

    private static String node(Labels labels) {
        String node = Series.label(labels, "node");
        String instance = labels.value("instance");
        return node != null ? node : instance == null ? "" : instance;
    }

    @Override
    public void close() {
        pods.close();
        volumes.close();
        nodes.close();
    }
}

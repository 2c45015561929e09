package org.scewarehouse.etl.source.prometheus;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.InOrder;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.SeriesReader;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.UserGroups;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimImage;
import org.scewarehouse.model.dim.DimPlatformRule;
import org.scewarehouse.model.dim.DimProject;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactCapacityDay;
import org.scewarehouse.model.fact.FactContainerDay;
import org.scewarehouse.model.fact.FactContainerHour;
import org.scewarehouse.model.fact.FactDemand5min;
import org.scewarehouse.model.fact.FactRightsizingDay;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.ContainerName;
import org.scewarehouse.model.hr.VolumeName;

/**
 * Turns a day of raw samples into rows. Series are sorted by pod while still compressed; then a few pod names at a time
 * are decoded and measured, so that memory holds those, the day's demand per environment and the day's logins.
 */
public final class PrometheusTransform {

    /** Pieces of work done at once; more would wait for the one thread that writes. */
    static final int AT_ONCE = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final PrometheusTransformSettings settings;
    private final Path tempFolder;
    private final long memoryBytes;

    /**
     * A transform with a site's settings.
     *
     * @param tempFolder where sorting spills
     * @param memoryBytes what sorting may keep in memory
     */
    public PrometheusTransform(PrometheusTransformSettings settings, Path tempFolder, long memoryBytes) {
        this.settings = settings;
        this.tempFolder = tempFolder;
        this.memoryBytes = memoryBytes;
    }

    /** The tables it writes, dimensions first. */
    public static List<TableSpec<?>> tables() {
        return List.of(
                Warehouse.table(DimUser.class),
                Warehouse.table(DimProject.class),
                Warehouse.table(DimComputeSystem.class),
                Warehouse.table(DimPlatformRule.class),
                Warehouse.table(DimImage.class),
                Warehouse.table(DimContainer.class),
                Warehouse.table(DimVolume.class),
                Warehouse.table(BridgeIdentity.class),
                Warehouse.table(ContainerName.class),
                Warehouse.table(VolumeName.class),
                Warehouse.table(FactContainerHour.class),
                Warehouse.table(FactContainerDay.class),
                Warehouse.table(FactDemand5min.class),
                Warehouse.table(FactRightsizingDay.class),
                Warehouse.table(FactVolumeDay.class),
                Warehouse.table(FactCapacityDay.class));
    }

    /**
     * Writes the rows and findings of a day; the caller commits them.
     *
     * @param earlier what was last known of each volume and of the activity of each container, as the last earlier day
     *     returned it; empty = nothing
     * @return the same at the end of the day
     * @throws org.scewarehouse.etl.SourceChanged where raw is not as documented
     */
    public byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        DayWindow window = DayWindow.of(day, settings.edge(), settings.gapLimit());
        PodOwner podOwner = new PodOwner(settings);
        try (SeriesRouter router = new SeriesRouter(settings, window, podOwner, tempFolder, memoryBytes)) {
            read(raw, router, progress);
            SortedMap<String, VolumeState> earlierVolumes = VolumeState.read(earlier);
            earlierVolumes.values().stream()
                    .flatMap(v -> Stream.ofNullable(v.login()))
                    .forEach(router.logins::add);
            Map<String, String> masks = new TreeMap<>();
            router.logins.forEach(login -> masks.put(
                    login, dimensions.identities().person(login, day.date()).mask()));
            StarRows star = new StarRows(settings, day, dimensions, dimensions.masker(masks, day.date()), rows::add);
            PodTransform podTransform = new PodTransform(settings, window, podOwner);
            ContainerActivity activity = new ContainerActivity(window, day.date(), earlier);
            ContainerEndings endings = new ContainerEndings(settings, dimensions.reference());
            ContainerHistory past = new ContainerHistory(dimensions.reference(), window.dayTo());
            ContainerRows containerRows = new ContainerRows(star, window, activity, endings, past);
            NodeTransform nodes = new NodeTransform(settings, window);
            router.nodes.forEach(
                    node -> nodes.add(node.name().get(0), node.name().get(1), node.byMetric()));
            Demand demand = new Demand(window.fiveMinutes(), new UserGroups(dimensions, day.date()));
            Map<String, @Nullable Double> cpuByCluster =
                    writePods(router, podTransform, containerRows, demand, progress);
            demand.write(day.date(), star::add);
            demand.writeRightsizing(day.date(), nodes::typical, star::add);
            VolumeTransform volumes = new VolumeTransform(star, window, podOwner, settings, earlierVolumes);
            router.volumes.forEach(volumes::write);
            byte[] volumeState = volumes.writeUnseen(router.seenMetrics.contains(Metrics.CLAIM_INFO));
            nodes.write(star, cpuByCluster);
            Findings.of(raw, router.seenMetrics, podTransform.droppedSeries()).forEach(rows::finding);
            return joined(volumeState, activity.state());
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static void read(RawZone.Reader raw, SeriesRouter router, Progress progress) {
        for (String endpoint : raw.endpoints()) {
            for (RawZone.PartFile part : raw.parts(endpoint)) {
                if (part.records() > 0) {
                    SeriesReader.read(part, router);
                }
                progress.advance("samples read", router.samples(), -1);
            }
        }
    }

    /**
     * Writes all pods and returns the CPU time of all containers of each cluster. Pods are measured side by side and
     * written in order.
     */
    private Map<String, @Nullable Double> writePods(
            SeriesRouter router,
            PodTransform transform,
            ContainerRows containerRows,
            Demand demand,
            Progress progress) {
        Map<String, @Nullable Double> cpuByCluster = new LinkedHashMap<>();
        NamespaceOwners owners = new NamespaceOwners();
        long[] pods = {0};
        Consumer<List<PodTransform.Container>> written = containers -> {
            for (PodTransform.Container container : containers) {
                Pod pod = container.context().pod();
                FactContainerDay row = containerRows.write(container);
                if (container.kind().equals("interactive")) {
                    String node = pod.label(Metrics.POD_INFO, "node");
                    demand.add(row.computeSystemKey(), pod.cluster(), node, row.userId(), container.use());
                }
                addCpu(cpuByCluster, pod.cluster(), row.cpuCoreSeconds());
                addClaims(router, container);
            }
            progress.advance("pods", ++pods[0], -1);
        };
        try (InOrder measured = new InOrder("measure pods", AT_ONCE, 2 * AT_ONCE)) {
            router.pods.forEach(group -> {
                List<String> name = group.name();
                if (name.get(2).equals(SeriesRouter.OWNERS)) {
                    owners.enter(name.get(0), name.get(1), group.byMetric());
                    return;
                }
                Owners inNamespace = owners.of(name.get(0), name.get(1));
                measured.begin(() -> transform.containers(pod(group), inNamespace), written);
            });
            measured.finish();
        }
        return cpuByCluster;
    }

    private static Pod pod(SeriesGroup group) {
        List<String> name = group.name();
        return new Pod(name.get(0), name.get(1), name.get(3), null, group.byMetric());
    }

    private static void addCpu(Map<String, @Nullable Double> byCluster, String cluster, @Nullable Double seconds) {
        if (seconds != null) {
            Double before = byCluster.get(cluster);
            byCluster.put(cluster, before == null ? seconds : (Double) (before + seconds));
        }
    }

    /** Tells the volumes that a pod mounts whose pod it is; the volumes are transformed after all pods. */
    private static void addClaims(SeriesRouter router, PodTransform.Container container) {
        String login = container.login();
        if (login == null) {
            return;
        }
        Pod pod = container.context().pod();
        for (String claim : container.context().claims()) {
            router.volumes.add(
                    SeriesGroups.key(pod.cluster(), pod.namespace(), claim),
                    Labels.of(Labels.METRIC, Metrics.CLAIM_USER, "login", login));
        }
    }

    /** Owners of the namespace at hand: they sort before its pods. */
    private static final class NamespaceOwners {
        private String cluster = "";
        private String namespace = "";
        private Owners owners = new Owners();

        void enter(String newCluster, String newNamespace, Map<String, List<Series>> byMetric) {
            cluster = newCluster;
            namespace = newNamespace;
            owners = new Owners();
            byMetric.values().forEach(series -> series.forEach(owners::add));
        }

        Owners of(String podCluster, String podNamespace) {
            return podCluster.equals(cluster) && podNamespace.equals(namespace) ? owners : new Owners();
        }
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.ImageReference;

/** From the series of one pod name to the use of its containers; pure. */
final class PodTransform {

    private final PrometheusTransformSettings settings;
    private final DayWindow window;
    private final PodOwner podOwner;
    private final SeriesChoice choice;
    private final List<Rule> kindRules;
    private final List<Rule> ideRules;

    PodTransform(PrometheusTransformSettings settings, DayWindow window, PodOwner podOwner) {
        this.settings = settings;
        this.window = window;
        this.podOwner = podOwner;
        this.choice = new SeriesChoice(settings.replicaLabels(), window.dayFrom(), window.dayTo());
        this.kindRules = Rule.parseAll(settings.kindRules());
        this.ideRules = Rule.parseAll(settings.ideRules());
    }

    /**
     * A container that ran in the day, and what is known of it.
     *
     * @param context its pod
     * @param kind its kind
     * @param image its image; null = unknown
     * @param ide IDE that runs in it; null = unknown
     * @param idleThreshold rate in cores below which it idles
     * @param use its measures
     */
    record Container(
            PodContext context,
            String kind,
            @Nullable ImageReference image,
            @Nullable String ide,
            double idleThreshold,
            ContainerUse use) {

        /** Login of the person it belongs to; content runs under an account that is not its viewer's. */
        @Nullable
        String login() {
            return kind.equals("content") ? null : context.login();
        }
    }

    /**
     * The containers of all incarnations of a pod name.
     *
     * @param pod all series under that name
     * @param owners owners in its namespace
     */
    List<Container> containers(Pod pod, Owners owners) {
        Map<String, List<Series>> once = new TreeMap<>(pod.byMetric());
        for (String metric : Metrics.CADVISOR) {
            once.computeIfPresent(metric, (m, series) -> choice.once(series));
        }
        List<Container> containers = new ArrayList<>();
        Pod whole = new Pod(pod.cluster(), pod.namespace(), pod.name(), null, once);
        for (Pod incarnation : Incarnations.of(whole)) {
            containers.addAll(ofIncarnation(PodContext.of(incarnation, podOwner, owners)));
        }
        return containers;
    }

    /** Series left out because another showed the same thing at the same time. */
    long droppedSeries() {
        return choice.dropped();
    }

    private List<Container> ofIncarnation(PodContext context) {
        Pod pod = context.pod();
        Map<String, Boolean> sidecarByInit = new TreeMap<>();
        for (Series init : pod.series(Metrics.INIT_INFO)) {
            sidecarByInit.merge(init.container(), init.text("restart_policy").equals("Always"), Boolean::logicalOr);
        }
        List<Container> containers = new ArrayList<>();
        for (String name : names(pod)) {
            boolean isInit = sidecarByInit.containsKey(name);
            boolean isSidecar = sidecarByInit.getOrDefault(name, false);
            Container container = isInit && !isSidecar ? null : container(context, name, isSidecar);
            if (container != null) {
                containers.add(container);
            }
        }
        // Traffic in an hour in which its container did not run has no row to stand in.
        containers.stream()
                .filter(c -> !c.kind().equals("sidecar"))
                .reduce(BinaryOperator.maxBy(Comparator.comparingLong(this::ranInDay)))
                .ifPresent(main -> ContainerMeasurement.bookNetwork(pod, main.use(), window));
        return containers;
    }

    private long ranInDay(Container container) {
        return container
                .use()
                .running()
                .within(window.dayFrom(), window.dayTo())
                .length();
    }

    private @Nullable Container container(PodContext context, String name, boolean isSidecar) {
        ImageReference image = context.image(name, isSidecar);
        String ide = Rule.first(ideRules, trait -> context.trait(trait, name, shortName(image), isSidecar));
        String ideName = ide == null ? null : ide.replace('_', ' ');
        double idleThreshold = settings.idleThreshold(ideName);
        ContainerUse use = ContainerMeasurement.of(context.pod(), name, window, idleThreshold, isSidecar);
        if (use == null) {
            return null;
        }
        String fullName = image == null ? null : image.repository() + ":" + image.tag();
        String kind = Rule.first(kindRules, trait -> context.trait(trait, name, fullName, isSidecar));
        return new Container(context, kind == null ? "unknown" : kind, image, ideName, idleThreshold, use);
    }

    private static @Nullable String shortName(@Nullable ImageReference image) {
        return image == null ? null : image.shortName();
    }

    private static Set<String> names(Pod pod) {
        Set<String> names = new TreeSet<>();
        for (List<Series> series : pod.byMetric().values()) {
            series.forEach(s -> names.add(s.container()));
        }
        names.remove("");
        return names;
    }
}

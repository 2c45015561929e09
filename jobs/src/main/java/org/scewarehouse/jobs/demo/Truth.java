package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is true of an organisation, from its own schedule: for each container what monitoring could have known of its
 * start and end, and the load between the scrapes that saw it.
 */
public final class Truth {

    private final DemoSettings settings;
    private final Scrapes kubeState;
    private final List<Pod> pods;
    private final HomeScans homes;
    private final BatchWork batch;
    private final Departments departments;
    private List<ContainerDay> containerDays = List.of();

    /** Where the owner of a login works on a day; empty where nobody knows the login. */
    @FunctionalInterface
    interface Departments {
        String of(String login, LocalDate day);
    }

    Truth(
            DemoSettings settings,
            Cluster cluster,
            List<Pod> pods,
            BatchWork batch,
            HomeScans homes,
            Departments departments) {
        this.departments = departments;
        this.settings = settings;
        this.kubeState = cluster.kubeStateScrapes();
        this.pods = pods;
        this.homes = homes;
        this.batch = batch;
    }

    /** Every container incarnation on every day on which it was seen to run, by day, pod uid and container. */
    public synchronized List<ContainerDay> containerDays() {
        if (containerDays.isEmpty()) {
            containerDays = madeContainerDays();
        }
        return containerDays;
    }

    private List<ContainerDay> madeContainerDays() {
        return pods.stream()
                .flatMap(pod -> pod.containers().stream().flatMap(container -> days(pod, container)))
                .sorted(Comparator.comparing(ContainerDay::day)
                        .thenComparing(ContainerDay::podUid)
                        .thenComparing(ContainerDay::containerName))
                .toList();
    }

    /** Its tables. */
    List<TruthTable> tables() {
        return Stream.concat(
                        TruthTables.of(containerDays(), settings.lastDay(), departments).stream(),
                        Stream.of(batch.truth(), homes.truth()))
                .toList();
    }

    /** Writes tables as CSV files into a folder. */
    static void write(Path folder, List<TruthTable> tables) {
        try {
            Files.createDirectories(folder);
            for (TruthTable table : tables) {
                Files.write(folder.resolve(table.name() + ".csv"), table.csv().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the truth to " + folder, e);
        }
    }

    private Stream<ContainerDay> days(Pod pod, PodContainer container) {
        if (pod.removed() < settings.dayStart(0)) {
            return Stream.empty();
        }
        ContainerTruth truth = new ContainerTruth(settings, pod, container);
        for (int i = 0; i < container.runs().size(); i++) {
            addRun(truth, pod, container, i);
        }
        return truth.days().stream();
    }

    private void addRun(ContainerTruth truth, Pod pod, PodContainer container, int index) {
        Run run = container.runs().get(index);
        Scrapes node = pod.node().scrapes();
        boolean isOnNode = node.hasAny(run.start(), run.end());
        long start = isOnNode ? run.start() : run.kubernetesStart();
        long lastSeen = node.last(start, run.end());
        boolean isInKubernetes = false;
        if (!container.isInit()) {
            isInKubernetes = kubeState.hasAny(run.kubernetesStart(), run.end())
                    || (isLast(container, index) && kubeState.hasAny(pod.completion(), pod.removed()));
            lastSeen = Math.max(lastSeen, kubeState.last(run.kubernetesStart(), run.end()));
        }
        if (!isOnNode && !isInKubernetes) {
            return;
        }
        long end = knownEnd(pod, container, index);
        long runningTo = end == Run.OPEN ? lastSeen : end;
        truth.addRun(start, runningTo);
        if (isOnNode) {
            truth.addCpu(CadvisorSeries.counter(settings, pod, container, run));
            truth.addMemory(node, run, runningTo);
        }
    }

    /**
     * The end that kube-state-metrics has shown: of a fallen run while the next one went on, of the last one after it,
     * or the announced deletion; {@link Run#OPEN} if none.
     */
    private long knownEnd(Pod pod, PodContainer container, int index) {
        Run run = container.runs().get(index);
        if (!isLast(container, index)) {
            Run next = container.runs().get(index + 1);
            return !container.isInit() && kubeState.hasAny(run.end(), Math.min(next.end(), pod.removed()))
                    ? run.end()
                    : Run.OPEN;
        }
        if (kubeState.hasAny(pod.completion(), pod.removed())) {
            return run.end();
        }
        return kubeState.hasAny(pod.deletion(), pod.removed()) ? pod.deletion() + Pod.GRACE : Run.OPEN;
    }

    private static boolean isLast(PodContainer container, int index) {
        return index == container.runs().size() - 1;
    }
}

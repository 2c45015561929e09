package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.SECOND;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Makes pods and names them as Kubernetes does. */
final class PodMaker {

    private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final DemoSettings settings;
    private final Cluster cluster;

    PodMaker(DemoSettings settings, Cluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
    }

    DemoSettings settings() {
        return settings;
    }

    Cluster cluster() {
        return cluster;
    }

    /**
     * A pod whose containers run from {@code created} on until it is deleted, which they obey within seconds.
     *
     * @param deletion when it is told to stop, some minutes after {@code created}; {@link Run#OPEN} if never
     */
    Pod pod(Workload workload, String name, Node node, long created, long deletion, List<Recipe> recipes, long seed) {
        SplittableRandom random = Seeds.stream(seed, "pod", created);
        long end = deletion == Run.OPEN ? Run.OPEN : deletion + seconds(random, 1, 29);
        long removed = end == Run.OPEN ? Run.OPEN : seen(created, end);
        List<PodContainer> containers = new ArrayList<>();
        for (Recipe recipe : recipes) {
            containers.add(recipe.container(runs(recipe, created, end, random), random.nextLong()));
        }
        return new Pod(workload, name, uid(random), node, created, deletion, removed, containers);
    }

    /** A pod that ends by itself after each container's time and is kept for a while to be looked at. */
    Pod finished(Workload workload, String name, Node node, long created, long kept, List<Recipe> recipes, long seed) {
        SplittableRandom random = Seeds.stream(seed, "pod", created);
        List<PodContainer> containers = new ArrayList<>();
        long last = created;
        for (Recipe recipe : recipes) {
            long start = created + seconds(random, 3, 40);
            Run run = run(start, start + recipe.length(), recipe.reason(), random);
            last = Math.max(last, run.end());
            containers.add(recipe.container(List.of(run), random.nextLong()));
        }
        long deletion = last + kept;
        long removed = seen(created, deletion + SECOND);
        return new Pod(workload, name, uid(random), node, created, deletion, removed, containers);
    }

    private static List<Run> runs(Recipe recipe, long created, long end, SplittableRandom random) {
        List<Run> runs = new ArrayList<>();
        long start = created + seconds(random, 4, 60);
        for (long fall : recipe.falls()) {
            if (fall > start + DemoSettings.HOUR && fall < end - DemoSettings.HOUR) {
                runs.add(run(start, fall, "OOMKilled", random));
                start = fall + seconds(random, 2, 40);
            }
        }
        runs.add(run(start, end, "Error", random));
        return runs;
    }

    /** Kubernetes writes down a start up to a second after it. */
    private static Run run(long start, long end, String reason, SplittableRandom random) {
        long reported = random.nextInt(3) == 0 && end - start > SECOND ? start + SECOND : start;
        return new Run(start, end, reported, hex(random, 64), reason);
    }

    /**
     * Finalizers keep a pod until kube-state-metrics has shown it once: of a pod that only a node saw nobody could say
     * whose it was, and the truth would depend on guessing.
     */
    private long seen(long created, long removed) {
        long shown = cluster.kubeStateScrapes().next(Math.max(created, settings.from()));
        return shown == Scrapes.NONE ? removed : Math.max(removed, shown / SECOND * SECOND + SECOND);
    }

    static long seconds(SplittableRandom random, int from, int to) {
        return (from + random.nextInt(to - from)) * SECOND;
    }

    /** The ends of names that Kubernetes generates. */
    static String suffix(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
        }
        return text.toString();
    }

    static String hex(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(HexFormat.of().toHexDigits(random.nextLong()));
        }
        return text.substring(0, length);
    }

    private static String uid(SplittableRandom random) {
        String hex = hex(random, 32);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a"
                + hex.substring(17, 20) + "-" + hex.substring(20);
    }
}

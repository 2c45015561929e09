package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.MINUTE;
import static org.scewarehouse.jobs.demo.DemoSettings.SECOND;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.scewarehouse.jobs.demo.Node.Pool;

/** The machines, their upgrade, and when each part of the monitoring is scraped. */
final class Cluster {

    private final DemoSettings settings;
    private final Map<Pool, List<Node>> nodesByPool = new EnumMap<>(Pool.class);
    private final Scrapes kubeStateScrapes;

    Cluster(DemoSettings settings) {
        this.settings = settings;
        this.kubeStateScrapes = scrapes("kube-state-metrics", 0, kubeStateGaps());
        grow(Pool.OCEAN, 40);
        grow(Pool.APOLLO, 24);
        grow(Pool.GPU, 4);
        grow(Pool.BATCH, 6);
    }

    /** All machines, those that the upgrade brings too. */
    List<Node> nodes() {
        return nodesByPool.values().stream().flatMap(List::stream).toList();
    }

    /** When kube-state-metrics is scraped. */
    Scrapes kubeStateScrapes() {
        return kubeStateScrapes;
    }

    /** When kube-state-metrics restarts and shows itself under another address; {@link Run#OPEN} if it does not. */
    long kubeStateRestart() {
        return settings.isTroubled() ? settings.dayStart(settings.days() / 2) + 10 * HOUR : Run.OPEN;
    }

    /** The machine that a number picks among those of the pool that are up for long enough to start something. */
    Node node(Pool pool, long number, long time) {
        List<Node> ready = nodes(pool).stream()
                .filter(node -> node.up() <= time && node.down() - 30 * MINUTE > time)
                .toList();
        return ready.get((int) Math.floorMod(number, (long) ready.size()));
    }

    /** The machine that takes the place of one that goes. */
    Node successor(Node node) {
        return nodes(node.pool()).stream()
                .filter(other -> other.number() == node.number() && other.generation() == node.generation() + 1)
                .findFirst()
                .orElseThrow();
    }

    /** When a machine is emptied for the upgrade; {@link Run#OPEN} if it is not. */
    static long drain(Node node) {
        return node.down() == Run.OPEN ? Run.OPEN : node.down() - 10 * MINUTE;
    }

    private List<Node> nodes(Pool pool) {
        return nodesByPool.getOrDefault(pool, List.of());
    }

    private void grow(Pool pool, double count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < settings.scaled(count); i++) {
            boolean isUpgraded = pool == Pool.OCEAN;
            long drain = settings.dayStart(Math.min(4, settings.days() - 1)) + 4 * HOUR + i * 12L * MINUTE % (6 * HOUR);
            long born = settings.from() - 40 * DAY - i * HOUR;
            nodes.add(node(pool, i, 0, born, isUpgraded ? drain + 10 * MINUTE : Run.OPEN));
            if (isUpgraded) {
                nodes.add(node(pool, i, 1, drain - 10 * MINUTE, Run.OPEN));
            }
        }
        nodes.sort(Comparator.comparing(Node::generation).thenComparing(Node::number));
        nodesByPool.put(pool, List.copyOf(nodes));
    }

    private Node node(Pool pool, int number, int generation, long up, long down) {
        String name = pool.name().toLowerCase(Locale.ROOT) + "-" + (number + 1) + (char) ('a' + generation);
        long seed = Seeds.of(settings.seed(), "node " + name, 0);
        Scrapes scrapes = scrapes("node " + name, 0, nodeGaps(pool, number));
        return new Node(
                name, pool, number, generation, up, down, pool.cores, pool.memoryBytes, pool.gpus, scrapes, seed);
    }

    private Scrapes scrapes(String target, long number, List<Scrapes.Gap> gaps) {
        long interval = settings.scrapeInterval().toMillis();
        SplittableRandom random = Seeds.stream(settings.seed(), "scrapes of " + target, number);
        return new Scrapes(settings.from(), settings.to(), interval, random.nextLong(interval), gaps);
    }

    private List<Scrapes.Gap> kubeStateGaps() {
        long restart = kubeStateRestart();
        return restart == Run.OPEN ? List.of() : List.of(new Scrapes.Gap(restart, restart + 11 * MINUTE));
    }

    /** Every node misses 25 minutes once; the first of each pool also misses more than the edge of a day. */
    private List<Scrapes.Gap> nodeGaps(Pool pool, int number) {
        if (!settings.isTroubled()) {
            return List.of();
        }
        SplittableRandom random = Seeds.stream(settings.seed(), "gaps of " + pool, number);
        long middle = settings.dayStart(settings.days() / 2);
        long begin = middle + random.nextLong(8 * HOUR) / SECOND * SECOND;
        Scrapes.Gap common = new Scrapes.Gap(begin, begin + 25 * MINUTE);
        Scrapes.Gap longer = new Scrapes.Gap(middle + 13 * HOUR, middle + 16 * HOUR);
        return Stream.of(common, longer).limit(number == 0 ? 2 : 1).toList();
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.fact.FactRightsizingDay;

/**
 * Fills nodes with containers drawn among those that ran at the same time, and counts how full they would have been:
 * what single containers ask for at once is not what their mean says.
 */
final class NodeDraws {

    static final int DRAWS = 1_000;

    /** Largest first, so that the numbers of containers on a node grow. */
    static final List<Integer> RESERVATIONS = List.of(16, 8, 4, 2, 1);

    private static final int STEPS_PER_NODE = 50;
    private static final int LAST_STEP = 2 * STEPS_PER_NODE;

    /** What Kubernetes lets run on a node unless told otherwise. */
    private static final int PODS_PER_NODE = 110;

    /**
     * A node.
     *
     * @param cores allocatable
     * @param bytes memory; null = unknown
     */
    record Node(double cores, @Nullable Double bytes) {

        int containers(int reservation) {
            return (int) Math.min(Math.floor(cores / reservation), PODS_PER_NODE);
        }
    }

    /**
     * One container over the cells of the day.
     *
     * @param cores mean cores used in each; NaN where it did not run, or nobody knows of its use
     * @param bytes mean memory used in each; NaN = unknown
     */
    record Demander(float[] cores, float[] bytes) {}

    private final Node node;
    private final boolean isMemoryKnown;
    private final SeededDraws draws;

    /** How many containers each reservation lets on the node. */
    private final int[] fitting;

    private final long[][] counts = new long[RESERVATIONS.size()][LAST_STEP + 1];
    private final long[][] exceeded = new long[RESERVATIONS.size()][LAST_STEP + 1];

    private NodeDraws(Node node, boolean isMemoryKnown, SeededDraws draws) {
        this.node = node;
        this.isMemoryKnown = isMemoryKnown;
        this.draws = draws;
        this.fitting = RESERVATIONS.stream().mapToInt(node::containers).toArray();
    }

    /**
     * The histograms of one environment and group; none where no reservation fits on a node, or nobody knows what any
     * container used. Drawn are those of which all is known that is known of any.
     */
    static List<FactRightsizingDay> rows(
            LocalDate day, long computeSystemKey, String group, List<Demander> containers, Node node, int cells) {
        boolean isMemoryKnown = node.bytes != null && containers.stream().anyMatch(NodeDraws::isMemoryKnown);
        NodeDraws histogram =
                new NodeDraws(node, isMemoryKnown, new SeededDraws(day + "/" + computeSystemKey + "/" + group));
        double[] cores = new double[containers.size()];
        double[] bytes = new double[containers.size()];
        for (int cell = 0; cell < cells; cell++) {
            int running = 0;
            for (Demander container : containers) {
                boolean isDrawn =
                        !Float.isNaN(container.cores[cell]) && !(isMemoryKnown && Float.isNaN(container.bytes[cell]));
                if (isDrawn) {
                    cores[running] = container.cores[cell];
                    bytes[running++] = container.bytes[cell];
                }
            }
            if (running > 0) {
                histogram.draw(cores, bytes, running);
            }
        }
        return histogram.rows(day, computeSystemKey, group);
    }

    private static boolean isMemoryKnown(Demander container) {
        for (int cell = 0; cell < container.cores.length; cell++) {
            if (!Float.isNaN(container.cores[cell]) && !Float.isNaN(container.bytes[cell])) {
                return true;
            }
        }
        return false;
    }

    private void draw(double[] cores, double[] bytes, int running) {
        int[] drawn = new int[fitting[fitting.length - 1]];
        double memory = node.bytes == null ? Double.POSITIVE_INFINITY : node.bytes;
        for (int draw = 0; draw < DRAWS; draw++) {
            draws.next(running, drawn);
            double coreSum = 0;
            double byteSum = 0;
            int next = 0;
            for (int i = 0; i < fitting.length; i++) {
                for (; next < fitting[i]; next++) {
                    coreSum += cores[drawn[next]];
                    byteSum += bytes[drawn[next]];
                }
                int step = Math.min(LAST_STEP, (int) (coreSum / node.cores * STEPS_PER_NODE));
                counts[i][step]++;
                exceeded[i][step] += byteSum > memory ? 1 : 0;
            }
        }
    }

    private List<FactRightsizingDay> rows(LocalDate day, long computeSystemKey, String group) {
        List<FactRightsizingDay> rows = new ArrayList<>();
        for (int i = RESERVATIONS.size() - 1; i >= 0; i--) {
            int containers = fitting[i];
            for (int step = 0; step <= LAST_STEP; step++) {
                if (containers > 0 && counts[i][step] > 0) {
                    rows.add(new FactRightsizingDay(
                            day,
                            computeSystemKey,
                            group,
                            ContainerRows.SOURCE,
                            RESERVATIONS.get(i),
                            step,
                            containers,
                            node.cores,
                            counts[i][step],
                            isMemoryKnown ? (Long) exceeded[i][step] : null));
                }
            }
        }
        return rows;
    }
}

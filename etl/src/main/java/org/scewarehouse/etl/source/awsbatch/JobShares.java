package org.scewarehouse.etl.source.awsbatch;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt ran: one share per node, each with its own time and resources.
 *
 * @param shares the nodes
 */
record JobShares(List<Share> shares) {

    /**
     * One node's, or several alike.
     *
     * @param nodes how many
     * @param start null = not started
     * @param end null = still running
     * @param resources of all of them together
     */
    record Share(int nodes, @Nullable Long start, @Nullable Long end, Resources resources) {

        /** Seconds within {@code [from, to)}. */
        double seconds(long from, long to) {
            if (start == null) {
                return 0;
            }
            long end1 = end == null ? to : Math.min(end, to);
            return Math.max(0, end1 - Math.max(start, from)) / 1000.0;
        }
    }

    /** What an amount comes to over {@code [from, to)}, in amount x seconds; null where unknown. */
    @Nullable
    Double integral(long from, long to, Function<Resources, @Nullable Double> amount) {
        double sum = 0;
        for (Share share : shares) {
            double seconds = share.seconds(from, to);
            Double each = amount.apply(share.resources());
            if (seconds > 0 && each == null) {
                return null;
            }
            sum += seconds == 0 || each == null ? 0 : seconds * each;
        }
        return sum;
    }

    /** Node seconds within {@code [from, to)}. */
    double nodeSeconds(long from, long to) {
        return shares.stream()
                .mapToDouble(share -> share.nodes() * share.seconds(from, to))
                .sum();
    }

    int nodes() {
        return shares.stream().mapToInt(Share::nodes).sum();
    }

    Resources resources() {
        return shares.stream().map(Share::resources).reduce(Resources.UNKNOWN, Resources::plus);
    }
}

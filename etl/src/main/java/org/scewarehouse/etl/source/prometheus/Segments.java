package org.scewarehouse.etl.source.prometheus;

import java.util.Arrays;
import java.util.List;

/**
 * Amounts over half-open stretches of time, in time order and not overlapping: what a counter grew, or a gauge held,
 * between two samples.
 */
final class Segments {

    private long[] froms = new long[64];
    private long[] tos = new long[64];
    private double[] amounts = new double[64];
    private boolean[] observed = new boolean[64];
    private int size;

    /**
     * Appends a segment, which starts no earlier than the last one ends.
     *
     * @param isObserved whether its two samples are at most the gap limit apart
     */
    void add(long from, long to, double amount, boolean isObserved) {
        if (from >= to || (size > 0 && from < tos[size - 1])) {
            throw new IllegalArgumentException("segment [" + from + ", " + to + ") is out of order");
        }
        if (size == froms.length) {
            froms = Arrays.copyOf(froms, size * 2);
            tos = Arrays.copyOf(tos, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
            observed = Arrays.copyOf(observed, size * 2);
        }
        froms[size] = from;
        tos[size] = to;
        amounts[size] = amount;
        observed[size++] = isObserved;
    }

    /**
     * The sum of several counters over time: their rates are added where they overlap, so that four single CPUs, or
     * the last moments of one incarnation and the first of the next, give one course of the whole container.
     */
    static Segments sum(List<Segments> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        long[] edges = parts.stream()
                .flatMapToLong(p ->
                        Arrays.stream(new long[][] {p.froms, p.tos}).flatMapToLong(a -> Arrays.stream(a, 0, p.size)))
                .sorted()
                .distinct()
                .toArray();
        int[] next = new int[parts.size()];
        Segments sum = new Segments();
        for (int i = 0; i + 1 < edges.length; i++) {
            sum.addSum(parts, next, edges[i], edges[i + 1]);
        }
        return sum;
    }

    private void addSum(List<Segments> parts, int[] next, long from, long to) {
        double amount = 0;
        boolean isCovered = false;
        boolean isObserved = false;
        for (int p = 0; p < next.length; p++) {
            Segments part = parts.get(p);
            while (next[p] < part.size && part.tos[next[p]] <= from) {
                next[p]++;
            }
            int at = next[p];
            if (at < part.size && part.froms[at] <= from) {
                isCovered = true;
                isObserved |= part.observed[at];
                amount += part.amounts[at] * ((to - from) / (double) (part.tos[at] - part.froms[at]));
            }
        }
        if (isCovered) {
            add(from, to, amount, isObserved);
        }
    }

    int size() {
        return size;
    }

    long from(int index) {
        return froms[index];
    }

    long to(int index) {
        return tos[index];
    }

    double amount(int index) {
        return amounts[index];
    }

    boolean isObserved(int index) {
        return observed[index];
    }
}

package org.scewarehouse.etl.source.prometheus;

/** CPU measures of one container over the cells of a day: used, highest rate, observed, idle and the seven bands. */
final class CpuUse {

    /** Lower ends of the bands above the first, in cores. */
    private static final double[] BAND_STARTS = {0.05, 1, 2, 4, 8, 16};

    private final Grid grid;
    final Amounts coreSeconds;
    final Amounts coresMax;
    /** Times are summed in milliseconds, which is exact: limits are held against them. */
    private final long[] observedMillis;

    private final long[] idleMillis;
    private final long[][] bandMillis;

    CpuUse(Grid grid) {
        this.grid = grid;
        this.coreSeconds = new Amounts(grid);
        this.coresMax = new Amounts(grid);
        this.observedMillis = new long[grid.size()];
        this.idleMillis = new long[grid.size()];
        this.bandMillis = new long[grid.size()][BAND_STARTS.length + 1];
    }

    /**
     * Books the growth of the counter. Growth counts wherever it falls; time is observed only while the container ran.
     *
     * @param idleThreshold rate in cores below which observed time is idle
     */
    void book(Segments growth, Intervals running, double idleThreshold) {
        int run = 0;
        for (int i = 0; i < growth.size(); i++) {
            long from = Math.max(growth.from(i), grid.from());
            long to = Math.min(growth.to(i), grid.to());
            if (from >= to) {
                continue;
            }
            double rate = growth.amount(i) * 1000.0 / (growth.to(i) - growth.from(i));
            bookGrowth(from, to, growth.amount(i), growth.to(i) - growth.from(i), rate);
            while (run < running.size() && running.to(run) <= from) {
                run++;
            }
            if (growth.isObserved(i)) {
                for (int r = run; r < running.size() && running.from(r) < to; r++) {
                    observe(Math.max(from, running.from(r)), Math.min(to, running.to(r)), rate, idleThreshold);
                }
            }
        }
    }

    private void bookGrowth(long from, long to, double amount, long length, double rate) {
        long begin = from;
        while (begin < to) {
            int cell = grid.index(begin);
            long end = Math.min(to, grid.end(cell));
            coreSeconds.add(cell, amount * ((end - begin) / (double) length));
            coresMax.raise(cell, rate);
            begin = end;
        }
    }

    private void observe(long from, long to, double rate, double idleThreshold) {
        int band = band(rate);
        long begin = from;
        while (begin < to) {
            int cell = grid.index(begin);
            long end = Math.min(to, grid.end(cell));
            observedMillis[cell] += end - begin;
            bandMillis[cell][band] += end - begin;
            if (rate < idleThreshold) {
                idleMillis[cell] += end - begin;
            }
            begin = end;
        }
    }

    private static int band(double rate) {
        int band = 0;
        while (band < BAND_STARTS.length && rate >= BAND_STARTS[band]) {
            band++;
        }
        return band;
    }

    double observedSeconds(int cell) {
        return observedMillis[cell] / 1000.0;
    }

    double idleSeconds(int cell) {
        return idleMillis[cell] / 1000.0;
    }

    double activeSeconds(int cell) {
        return (observedMillis[cell] - idleMillis[cell]) / 1000.0;
    }

    double bandSeconds(int cell, int band) {
        return bandMillis[cell][band] / 1000.0;
    }
}

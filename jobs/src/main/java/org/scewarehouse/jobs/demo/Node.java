package org.scewarehouse.jobs.demo;

/**
 * A machine of the cluster.
 *
 * @param pool what runs on it
 * @param generation 0, or 1 for the one that takes its place in the node upgrade
 * @param up first millisecond it is up
 * @param down first millisecond it is gone; {@link Run#OPEN} if it stays
 * @param scrapes when its kubelet is scraped
 */
record Node(
        String name,
        Pool pool,
        int number,
        int generation,
        long up,
        long down,
        int cores,
        long memoryBytes,
        int gpus,
        Scrapes scrapes,
        long seed) {

    /** Groups of machines with one purpose. */
    enum Pool {
        OCEAN(64, 512L << 30, 0),
        APOLLO(48, 384L << 30, 0),
        GPU(32, 256L << 30, 8),
        BATCH(96, 384L << 30, 0);

        final int cores;
        final long memoryBytes;
        final int gpus;

        Pool(int cores, long memoryBytes, int gpus) {
            this.cores = cores;
            this.memoryBytes = memoryBytes;
            this.gpus = gpus;
        }
    }

    /** Its address in the cluster, by which its kubelet is scraped. */
    String address() {
        return "10." + (20 + pool.ordinal()) + "." + (number + 1) + "." + (10 + generation);
    }

    /** Host and port of its kubelet. */
    String instance() {
        return address() + ":10250";
    }
}

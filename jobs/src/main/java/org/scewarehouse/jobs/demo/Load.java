package org.scewarehouse.jobs.demo;

/** How busy a container is. */
@FunctionalInterface
interface Load {

    /** Parts of a core in which load is counted. */
    int PARTS = 2048;

    /**
     * Parts of a core used from a scrape, or from the start, to the next scrape.
     *
     * @param scrapedAt time of that scrape or start
     */
    int parts(long scrapedAt);

    /**
     * Cores in parts. The number is odd, and the ends of CPU bands are whole cores: no load stands on the end of a
     * band, where the last bit of a division would decide.
     */
    static int parts(double cores) {
        return 2 * (int) (cores * (PARTS / 2)) + 1;
    }

    /** A load that varies around a mean, in cores. */
    static Load around(double cores, long seed) {
        return time -> parts(cores * (0.5 + Seeds.share(seed, time)));
    }
}

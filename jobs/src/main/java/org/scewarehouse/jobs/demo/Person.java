package org.scewarehouse.jobs.demo;

/**
 * Somebody who works, or has worked, on the platform.
 *
 * @param number from 0
 * @param login lower case
 * @param zoneMillis how far the person's clock is ahead of UTC
 * @param region where the home drive lies, {@code eu} or {@code us}
 * @param seed of the person's own random numbers
 * @param part what the person does on the platform
 * @param usesConnect whether the person views, and perhaps publishes, content
 */
record Person(
        int number,
        String login,
        String department,
        Frequency frequency,
        long zoneMillis,
        String region,
        long seed,
        Part part,
        boolean usesConnect) {

    /** Those who run the platform. */
    static final String PLATFORM_TEAM = "Platform team";

    /** What somebody does on the platform. */
    enum Part {
        /** Has a container in the period. */
        WORKS_IN_CONTAINERS,
        /** Views content only. */
        VIEWS,
        /** Has left before the period; a home and the past remain. */
        HAS_LEFT
    }

    /** How often somebody works on the platform: by the share of days, which lies above the one and not the other. */
    enum Frequency {
        DAILY(0.5, 1),
        WEEKLY(0.23, 0.5),
        MONTHLY(0.04, 0.23),
        LESS(-1, 0.04);

        final double above;
        final double most;

        Frequency(double above, double most) {
            this.above = above;
            this.most = most;
        }
    }

    boolean hasContainers() {
        return part == Part.WORKS_IN_CONTAINERS;
    }

    boolean isPlatformTeam() {
        return department.equals(PLATFORM_TEAM);
    }
}

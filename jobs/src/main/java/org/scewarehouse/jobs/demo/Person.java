package org.scewarehouse.jobs.demo;

/**
 * Somebody who works on the platform.
 *
 * @param number from 0
 * @param login lower case
 * @param zoneMillis how far the person's clock is ahead of UTC
 * @param region where the home drive lies, {@code eu} or {@code us}
 * @param seed of the person's own random numbers
 */
record Person(
        int number, String login, String department, Frequency frequency, long zoneMillis, String region, long seed) {

    /** Those who run the platform. */
    static final String PLATFORM_TEAM = "Platform team";

    /** How often somebody works on the platform, with the chance that they do on a weekday. */
    enum Frequency {
        DAILY(0.85),
        WEEKLY(0.4),
        MONTHLY(0.12),
        LESS(0.03);

        final double chance;

        Frequency(double chance) {
            this.chance = chance;
        }
    }
}

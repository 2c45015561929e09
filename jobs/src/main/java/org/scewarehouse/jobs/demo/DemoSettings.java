package org.scewarehouse.jobs.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What an organisation is grown from; equal settings give equal bytes.
 *
 * @param seed of all random numbers
 * @param scale size of the organisation: 1 is some 3,300 people with 2,002 interactive containers at the end
 * @param firstDay first whole day, UTC
 * @param days number of days
 * @param historyDays days before the last one of which Connect still knows visits and runs; not within the period
 * @param scrapeInterval time between two scrapes of one target
 * @param isTroubled whether the monitoring has troubles: two Prometheus replicas of which one misses scrapes,
 *     kube-state-metrics restarts, nodes that are not scraped for a while, counters that fall without a restart
 */
public record DemoSettings(
        long seed,
        double scale,
        LocalDate firstDay,
        int days,
        int historyDays,
        Duration scrapeInterval,
        boolean isTroubled) {

    /** Days without use after which the organisation's platform ends a container. */
    public static final int IDLE_LIMIT_DAYS = 7;

    /** Time with load on a day from which on a container counts as active on it: as the warehouse defaults to. */
    private static final long ACTIVE_MILLIS = 600_000;

    static final long SECOND = 1_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    /** How far the history of Connect reaches back from the last day unless told otherwise. */
    private static final int HISTORY_DAYS = 400;

    private static final LocalDate LAST_DAY = LocalDate.of(2024, 8, 8);

    /** Samples reach further than the days by more than the edge that the extraction of a day asks for. */
    private static final long MARGIN = 3 * HOUR;

    /** Checks what no organisation can be grown from. */
    public DemoSettings {
        if (!(scale > 0 && scale <= 1000)) {
            throw new IllegalArgumentException("--scale is " + scale + "; expected a number above 0, at most 1000");
        }
        if (days < 1 || days > 400) {
            throw new IllegalArgumentException("--days is " + days + "; expected 1 to 400");
        }
        if (historyDays < days || historyDays > 2000) {
            throw new IllegalArgumentException(
                    "--history is " + historyDays + "; expected at least --days, " + days + ", and at most 2000");
        }
        if (scrapeInterval.toSeconds() < 10 || scrapeInterval.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "the scrape interval is " + scrapeInterval + "; expected 10 s to 10 min");
        }
    }

    /** The days that the demo shows unless told otherwise: 2024-07-10 to 2024-08-08. */
    public static DemoSettings standard() {
        return upToLastDay(20240808, 1, 30);
    }

    /** So many days, the last of which is 2024-08-08, scraped every five minutes. */
    public static DemoSettings upToLastDay(long seed, double scale, int days) {
        LocalDate firstDay = LAST_DAY.minusDays(days - 1L);
        return new DemoSettings(
                seed, scale, firstDay, days, Math.max(days, HISTORY_DAYS), Duration.ofMinutes(5), false);
    }

    /** The same with another history. */
    public DemoSettings withHistory(int daysBack) {
        return new DemoSettings(seed, scale, firstDay, days, daysBack, scrapeInterval, isTroubled);
    }

    /** The options of the command that mean these settings. */
    String options() {
        return "--seed " + seed + " --scale " + scale + " --days " + days + " --history " + historyDays;
    }

    /** The first day of which Connect still knows visits, entries of its audit log and runs. */
    public LocalDate historyFirstDay() {
        return lastDay().minusDays(historyDays);
    }

    /** The last day. */
    public LocalDate lastDay() {
        return firstDay.plusDays(days - 1L);
    }

    /** The night in which a day is loaded: 03:00 UTC of the next one. */
    public static Instant night(LocalDate day) {
        return day.plusDays(1).atTime(3, 0).toInstant(ZoneOffset.UTC);
    }

    /** Whether a day with so many seconds of load is an active one: by milliseconds, in which it is measured. */
    static boolean isActive(double seconds) {
        return Math.round(seconds * 1000) >= ACTIVE_MILLIS;
    }

    /** Start of a day of the period, from 0. */
    long dayStart(int day) {
        return firstDay.toEpochDay() * DAY + day * DAY;
    }

    /** First millisecond that the monitoring remembers. */
    long from() {
        return dayStart(0) - MARGIN;
    }

    /** First millisecond that has not happened yet. */
    long to() {
        return dayStart(days) + MARGIN;
    }

    /** A count at scale 1, brought to this scale. */
    int scaled(double count) {
        return (int) Math.max(1, Math.round(count * scale));
    }
}

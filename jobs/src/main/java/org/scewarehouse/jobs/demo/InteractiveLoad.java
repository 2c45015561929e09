package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.MINUTE;

import java.util.SplittableRandom;

/**
 * The load of a container that a person works in. On the days of its plan, of UTC, there are bursts in the person's
 * working hours, fewer at lunch, and now and then a simulation that is left running overnight where the next day is one
 * of them too. At all other times it is idle: no work reaches into a day that is not planned.
 */
final class InteractiveLoad implements Load {

    private static final long SLOT = 5 * MINUTE;
    private static final double BURST_SHARE = 0.35;
    private static final double IDLE_CORES = 0.02;
    /** Slots of a day that end well before midnight, as does what is counted from their last scrape on. */
    private static final int SLOTS = (int) (DAY / SLOT) - 3;

    private final long seed;
    private final double coresMax;
    private final long firstDay;
    private final WorkDay[] days;

    /**
     * A day of work.
     *
     * @param start first slot of the day
     * @param length slots from the first to the end of work
     * @param busy how many of them are bursts
     * @param lunch first slot of nine without bursts; -1 = none
     * @param night cores of a simulation from the end of work on; 0 = none
     * @param morning slot of the next day in which that ends
     */
    private record WorkDay(int start, int length, int busy, int lunch, double night, int morning) {

        static final WorkDay AWAY = new WorkDay(0, 0, 0, -1, 0, 0);

        boolean isBusy(int slot) {
            int place = slot - start;
            boolean isAtWork = place >= 0 && place < length;
            boolean isAtLunch = lunch >= 0 && slot >= lunch && slot < lunch + 9;
            return isAtWork && !isAtLunch && (long) place * busy % length < busy;
        }
    }

    InteractiveLoad(DemoSettings settings, long seed, ContainerPlan plan, double coresMax) {
        this.seed = seed;
        this.coresMax = coresMax;
        this.firstDay = settings.firstDay().toEpochDay();
        this.days = new WorkDay[settings.days()];
        for (int i = 0; i < days.length; i++) {
            days[i] = plan.activeDays().get(i) ? day(settings, plan, i) : WorkDay.AWAY;
        }
    }

    private WorkDay day(DemoSettings settings, ContainerPlan plan, int day) {
        SplittableRandom random = Seeds.stream(seed, "day", firstDay + day);
        long zone = plan.owner().zoneMillis();
        int start = (int) ((7 * HOUR + random.nextLong(3 * HOUR) - zone) / SLOT);
        if (plan.busyShare() > 0) {
            double share =
                    plan.busyShare() * settings.days() / plan.activeDays().cardinality();
            return new WorkDay(start, SLOTS - start, (int) Math.round(share * DAY / SLOT), -1, 0, 0);
        }
        int length = Math.min(SLOTS - start, (int) ((2 * HOUR + random.nextLong(7 * HOUR)) / SLOT));
        int lunch = (int) ((11 * HOUR + random.nextLong(2 * HOUR) - zone) / SLOT);
        boolean isNight = random.nextDouble() < 0.06 && plan.activeDays().get(day + 1);
        double cores = isNight ? coresMax * (0.5 + random.nextDouble() / 2) : 0;
        return new WorkDay(start, length, (int) (length * BURST_SHARE), lunch, cores, 12 + random.nextInt(120));
    }

    @Override
    public int parts(long scrapedAt) {
        int day = (int) (scrapedAt / DAY - firstDay);
        if (day < 0 || day >= days.length) {
            return idle(scrapedAt);
        }
        int slot = (int) (scrapedAt % DAY / SLOT);
        WorkDay today = days[day];
        if (today.night > 0 && slot >= today.start + today.length) {
            return Load.parts(today.night * (0.95 + Seeds.share(seed, scrapedAt) / 20));
        }
        if (day > 0 && days[day - 1].night > 0 && slot < days[day - 1].morning) {
            return Load.parts(days[day - 1].night * (0.95 + Seeds.share(seed, scrapedAt) / 20));
        }
        return today.isBusy(slot) ? busy(scrapedAt) : idle(scrapedAt);
    }

    private int idle(long scrapedAt) {
        return Load.parts(IDLE_CORES * Seeds.share(seed, scrapedAt));
    }

    /** Small bursts are common and large ones rare. */
    private int busy(long scrapedAt) {
        double share = Seeds.share(seed, scrapedAt);
        return Load.parts(0.06 + (coresMax - 0.06) * share * share * share);
    }
}

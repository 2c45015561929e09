package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.MINUTE;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * The load of a container that a person works in: idle most of the time, bursts in working hours, fewer at lunch, and
 * now and then a simulation that is left running overnight.
 */
final class InteractiveLoad implements Load {

    private static final double BURST_SHARE = 0.35;
    private static final double LUNCH_BURST_SHARE = 0.08;
    private static final double IDLE_CORES = 0.02;

    private final long seed;
    private final long zoneMillis;
    private final double coresMax;
    private final long firstDay;
    private final PersonDay[] days;

    /**
     * A day of the person in the container; times are of the person's clock, and a stretch that does not take place
     * is empty.
     */
    private record PersonDay(long workFrom, long workTo, long lunchFrom, long simulationTo, double simulationCores) {

        static final PersonDay AWAY = new PersonDay(0, 0, 0, 0, 0);

        double burstShare(long time) {
            if (time < workFrom || time >= workTo) {
                return 0;
            }
            return time >= lunchFrom && time < lunchFrom + 45 * MINUTE ? LUNCH_BURST_SHARE : BURST_SHARE;
        }

        boolean isSimulating(long time) {
            return time >= workTo && time < simulationTo;
        }
    }

    /**
     * The load over the days of the settings.
     *
     * @param chance that the person works in it on a weekday
     * @param coresMax what it may use
     */
    InteractiveLoad(DemoSettings settings, long seed, Person person, double chance, double coresMax) {
        this.seed = seed;
        this.zoneMillis = person.zoneMillis();
        this.coresMax = coresMax;
        this.firstDay = settings.firstDay().toEpochDay() - 2;
        this.days = new PersonDay[settings.days() + 4];
        for (int i = 0; i < days.length; i++) {
            days[i] = day(firstDay + i, chance);
        }
    }

    private PersonDay day(long epochDay, double chance) {
        SplittableRandom random = Seeds.stream(seed, "day", epochDay);
        DayOfWeek weekday = LocalDate.ofEpochDay(epochDay).getDayOfWeek();
        boolean isWeekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
        if (random.nextDouble() >= (isWeekend ? chance / 15 : chance)) {
            return PersonDay.AWAY;
        }
        long start = epochDay * DAY + 7 * HOUR + random.nextLong(3 * HOUR);
        long end = start + 2 * HOUR + random.nextLong(7 * HOUR);
        long lunch = epochDay * DAY + 11 * HOUR + random.nextLong(2 * HOUR);
        boolean isSimulating = random.nextDouble() < 0.06;
        long simulationEnd = isSimulating ? end + 4 * HOUR + random.nextLong(14 * HOUR) : end;
        return new PersonDay(start, end, lunch, simulationEnd, coresMax * (0.5 + random.nextDouble() / 2));
    }

    @Override
    public int parts(long scrapedAt) {
        long time = scrapedAt + zoneMillis;
        int index = (int) (Math.floorDiv(time, DAY) - firstDay);
        PersonDay today = days[index];
        PersonDay yesterday = index > 0 ? days[index - 1] : PersonDay.AWAY;
        double share = Seeds.share(seed, scrapedAt);
        if (today.isSimulating(time) || yesterday.isSimulating(time)) {
            double cores = (today.isSimulating(time) ? today : yesterday).simulationCores();
            return Load.parts(cores * (0.95 + share / 20));
        }
        double burst = today.burstShare(time);
        return Load.parts(share < burst ? 0.06 + (coresMax - 0.06) * cube(share / burst) : IDLE_CORES * share);
    }

    /** Small bursts are common and large ones rare. */
    private static double cube(double share) {
        return share * share * share;
    }
}

package org.scewarehouse.jobs.demo;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;
import org.scewarehouse.etl.simulator.Weather;

/**
 * What goes wrong while an organisation is loaded: requests fail all the time, all servers are away for some nights in
 * a row, and some nights are killed in the middle and run again. The last night is spared what no later one could heal.
 */
public final class Chaos {

    private static final double FAILING_REQUESTS = 0.03;
    private static final int OUTAGE_NIGHTS = 4;
    /** Every so many nights one is killed. */
    private static final int KILLED_EVERY = 3;

    private static final int LATEST_KILL_MILLIS = 12_000;

    private final DemoSettings settings;
    private final boolean isCalm;
    private final Weather weather;

    private Chaos(DemoSettings settings, boolean isCalm) {
        this.settings = settings;
        this.isCalm = isCalm;
        this.weather = isCalm ? Weather.fair() : new Weather(settings.seed(), FAILING_REQUESTS);
    }

    /** Nothing goes wrong. */
    public static Chaos none(DemoSettings settings) {
        return new Chaos(settings, true);
    }

    /** Everything that can go wrong and heal does. */
    public static Chaos full(DemoSettings settings) {
        return new Chaos(settings, false);
    }

    /** The weather of all servers. */
    public Weather weather() {
        return weather;
    }

    /** Takes the servers away in the nights of the outage, and brings them back after it. */
    public void begin(LocalDate day) {
        weather.away(isAway(day));
    }

    /** Whether a night may end without having done its work. */
    boolean isForgiven(LocalDate day) {
        return !isCalm && day.isBefore(settings.lastDay());
    }

    /** Whether the servers are away in the night of a day: what they tell of the moment only is lost. */
    boolean isAway(LocalDate day) {
        int night = (int) (day.toEpochDay() - settings.firstDay().toEpochDay());
        int first = settings.days() / 3;
        int nights = Math.min(OUTAGE_NIGHTS, settings.days() - first - 2);
        return !isCalm && night >= first && night < first + nights;
    }

    /** After which time the night of a day is killed; empty if it is left alone. */
    public Optional<Duration> kill(LocalDate day) {
        SplittableRandom random = Seeds.stream(settings.seed(), "kill", day.toEpochDay());
        boolean isKilled = !isCalm && Math.floorMod(day.toEpochDay(), KILLED_EVERY) == 1;
        return isKilled ? Optional.of(Duration.ofMillis(2000 + random.nextInt(LATEST_KILL_MILLIS))) : Optional.empty();
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When each interactive container was last active, carried from day to day as long as it runs. Only the day right
 * before counts: what happened on a day that is not loaded is unknown.
 */
final class ContainerActivity {

    /** A state is text, one thing a line; lines of this class begin so. */
    static final String LINE = "active ";

    private static final Pattern FORMAT = Pattern.compile(LINE + "(\\S+) (\\d+) (-?\\d+)");

    private final DayWindow window;
    private final LocalDate day;
    private final SortedMap<Long, Long> earlier = new TreeMap<>();
    private final SortedMap<Long, Long> now = new TreeMap<>();

    /**
     * For one day.
     *
     * @param state of the last earlier day; lines that are not of this class are left alone
     */
    ContainerActivity(DayWindow window, LocalDate day, byte[] state) {
        this.window = window;
        this.day = day;
        String yesterday = day.minusDays(1).toString();
        new String(state, StandardCharsets.UTF_8).lines().forEach(line -> {
            Matcher matcher = FORMAT.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(yesterday)) {
                earlier.put(Long.valueOf(matcher.group(2)), Long.valueOf(matcher.group(3)));
            }
        });
    }

    /**
     * The last moment of the last active day of a container, up to the end of this day; that of its start where it
     * started this day and was not active yet. Null where neither was seen.
     *
     * @param isActiveDay whether this day was one with enough active time
     * @param idleThreshold rate in cores from which on time is active
     */
    @Nullable
    Long last(long containerKey, ContainerUse use, boolean isActiveDay, double idleThreshold) {
        Long last = isActiveDay ? lastMoment(use, idleThreshold) : earlier.get(containerKey);
        Long started = use.startedAt();
        if (last == null && started != null && window.isInDay(started)) {
            last = started;
        }
        if (last != null && use.endedUpTo(window.dayTo()) == null) {
            now.put(containerKey, last);
        }
        return last;
    }

    private @Nullable Long lastMoment(ContainerUse use, double idleThreshold) {
        Segments growth = use.growth();
        for (int i = growth.size() - 1; i >= 0; i--) {
            double rate = growth.amount(i) * 1000.0 / (growth.to(i) - growth.from(i));
            boolean isInDay = growth.from(i) < window.dayTo() && growth.to(i) > window.dayFrom();
            if (isInDay && growth.isObserved(i) && rate >= idleThreshold) {
                return Math.min(growth.to(i), window.dayTo());
            }
        }
        return null;
    }

    /** What to carry to the next day: the containers that still run. */
    byte[] state() {
        StringBuilder lines = new StringBuilder();
        now.forEach((key, millis) -> lines.append(LINE)
                .append(day)
                .append(' ')
                .append(key)
                .append(' ')
                .append(millis)
                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}

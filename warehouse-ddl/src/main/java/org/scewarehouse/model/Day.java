package org.scewarehouse.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day of the reporting zone: the half-open interval {@code [from, to)}, of 23 or 25 hours where clocks change.
 *
 * @param date the calendar day
 * @param zone the reporting zone, {@code sce.zone}
 */
public record Day(LocalDate date, ZoneId zone) implements Comparable<Day> {

    /** First instant of the day. */
    public Instant from() {
        return date.atStartOfDay(zone).toInstant();
    }

    /** First instant after the day. */
    public Instant to() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** The day {@code days} later in the same zone. */
    public Day plusDays(long days) {
        return new Day(date.plusDays(days), zone);
    }

    @Override
    public int compareTo(Day other) {
        return date.compareTo(other.date);
    }

    @Override
    public String toString() {
        return date.toString();
    }
}

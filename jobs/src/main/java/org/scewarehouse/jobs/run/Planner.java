package org.scewarehouse.jobs.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;

/**
 * Decides which days of a source are to be done, from the ledger and from how far back the source answers. A pure
 * function of what it is given: a missed schedule heals because the ledger is asked, not the calendar of the last run.
 *
 * @param source the source
 * @param zone the reporting zone
 * @param now the instant of planning
 * @param since first day to be loaded, {@code sce.sources.<name>.since}; null = as far back as the source answers
 * @param reachDay first day that the source still answers completely
 * @param oldestDay day of the oldest record that the source has, where a first run begins
 * @param ledger state of each day that the ledger knows
 * @param isRawKept whether complete raw of a day stands in the lake
 */
public record Planner(
        Source source,
        ZoneId zone,
        Instant now,
        @Nullable LocalDate since,
        LocalDate reachDay,
        LocalDate oldestDay,
        NavigableMap<LocalDate, LoadState> ledger,
        Predicate<LocalDate> isRawKept) {

    /** The last day whose edge has passed. */
    public static LocalDate lastDue(Source source, ZoneId zone, Instant now) {
        return now.minus(source.edge()).atZone(zone).toLocalDate().minusDays(1);
    }

    /** When the day becomes due. */
    public static Instant dueAt(Source source, Day day) {
        return day.to().plus(source.edge());
    }

    /**
     * Everything that is missing, failed, stale or inside the restatement window, oldest first. A day is decided about
     * when the stream comes to it, by what the ledger holds then.
     */
    public Stream<PlannedDay> nightly() {
        LocalDate last = lastDue(source, zone, now);
        return Stream.iterate(firstDay(), d -> !d.isAfter(last), d -> d.plusDays(1))
                .map(d -> nightly(d, last))
                .flatMap(Optional::stream);
    }

    /** A day that is to be rebuilt from its raw, whatever became of it and whether or not the source still answers. */
    public static PlannedDay fromRaw(Source source, Day day) {
        return new PlannedDay(source.name(), day, Action.REBUILD, "asked for, from raw", true, false);
    }

    /**
     * What a request for exactly this day comes to; empty if it is published and not forced. A forced day that the
     * source no longer has is rebuilt from the raw that is kept.
     */
    public Optional<PlannedDay> requested(LocalDate date, boolean isForced) {
        if (isForced && isAnswered(date)) {
            return Optional.of(new PlannedDay(
                    source.name(), new Day(date, zone), Action.LOAD, "asked for, by force", true, false));
        }
        if (isForced && isRawKept.test(date)) {
            return Optional.of(fromRaw(source, new Day(date, zone)));
        }
        LoadState state = ledger.get(date);
        boolean isStatedLost = state == LoadState.LOST && !isAnswered(date) && !isRawKept.test(date);
        if (state == LoadState.PUBLISHED || isStatedLost) {
            return Optional.empty();
        }
        return Optional.of(missing(date, "asked for"));
    }

    private LocalDate firstDay() {
        // A day that was asked for in vain says nothing of where collecting began.
        Optional<LocalDate> collected = ledger.entrySet().stream()
                .filter(entry -> entry.getValue() != LoadState.LOST && entry.getValue() != LoadState.NOT_EXPECTED)
                .map(Map.Entry::getKey)
                .findFirst();
        if (collected.isPresent()) {
            return since == null ? collected.get() : since;
        }
        // Before anything was ever collected nothing can be lost: a first run begins where the source has data.
        LocalDate first = oldestDay.isBefore(reachDay) ? reachDay : oldestDay;
        return since == null || since.isBefore(first) ? first : since;
    }

    private Optional<PlannedDay> nightly(LocalDate date, LocalDate last) {
        LoadState state = ledger.get(date);
        if (state == null) {
            return Optional.of(missing(date, "not loaded yet"));
        }
        return switch (state) {
            case PUBLISHED ->
                ChronoUnit.DAYS.between(date, last) < source.restateDays() && isAnswered(date)
                        ? Optional.of(planned(date, Action.RESTATE, "inside the restatement window"))
                        : Optional.empty();
            case NOT_EXPECTED -> Optional.empty();
            case LOST ->
                isAnswered(date) || isRawKept.test(date)
                        ? Optional.of(missing(date, "was lost, can be had again"))
                        : Optional.empty();
            case STALE -> Optional.of(planned(date, Action.REBUILD, "what it was built from has changed"));
            case FAILED -> Optional.of(missing(date, "failed before"));
            case PENDING, RUNNING -> Optional.of(missing(date, "was not finished"));
        };
    }

    private PlannedDay missing(LocalDate date, String reason) {
        if (isRawKept.test(date)) {
            return planned(date, Action.REBUILD, reason + "; its raw is kept");
        }
        return isAnswered(date) ? planned(date, Action.LOAD, reason) : beyondReach(date);
    }

    private PlannedDay beyondReach(LocalDate date) {
        return planned(date, Action.DECLARE_LOST, "the source answers completely only from " + reachDay);
    }

    private boolean isAnswered(LocalDate date) {
        return !date.isBefore(reachDay);
    }

    private PlannedDay planned(LocalDate date, Action action, String reason) {
        return new PlannedDay(source.name(), new Day(date, zone), action, reason, false, false);
    }
}

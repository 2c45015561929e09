package org.scewarehouse.jobs.run;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;

/**
 * Decides which days of a source are to be done, from the ledger and from how far back the source answers. A pure
 * function of what it is given: a missed schedule heals because the ledger is asked, not the calendar of the last run.
 *
 * <p>A day that the source cannot answer for and of which no raw is kept is never built, since an empty answer would
 * pass for a quiet day: it is not expected where the source's own history begins later and nothing was collected
 * before, and else lost.
 *
 * @param source the source
 * @param zone the reporting zone
 * @param now the instant of planning
 * @param since first day to be loaded, {@code sce.sources.<name>.since}; null = as far back as the source answers
 * @param reachDay first day that the source still answers completely
 * @param oldestDay day of the oldest record that the source has
 * @param beginDay day where a first run begins, unless {@code reachDay} is later
 * @param ledger what the ledger knows of each day
 * @param isRawKept whether complete raw of a day stands in the lake
 * @param isRawRemoved whether raw of a day was kept once, and is kept no longer
 * @param isIncomplete whether a published day lacks something that the source may still give
 */
public record Planner(
        Source source,
        ZoneId zone,
        Instant now,
        @Nullable LocalDate since,
        LocalDate reachDay,
        LocalDate oldestDay,
        LocalDate beginDay,
        NavigableMap<LocalDate, LoadRow> ledger,
        Predicate<LocalDate> isRawKept,
        Predicate<LocalDate> isRawRemoved,
        Predicate<LocalDate> isIncomplete) {

    /** To see what a day lacks its raw must be read, so older ones are not looked at every night. */
    private static final Duration LOOKED_AT = Duration.ofDays(30);

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
        LocalDate first = firstDay();
        List<LocalDate> before =
                since == null ? List.copyOf(ledger.headMap(first, false).keySet()) : List.of();
        Stream<LocalDate> days = Stream.iterate(first, d -> !d.isAfter(last), d -> d.plusDays(1));
        return Stream.concat(before.stream().map(this::beforeFirst), days.map(d -> nightly(d, last)))
                .flatMap(Optional::stream);
    }

    /** A day that is to be rebuilt from its raw, whatever became of it and whether or not the source still answers. */
    public static PlannedDay fromRaw(Source source, Day day) {
        return new PlannedDay(source.name(), day, Action.REBUILD, "asked for, from raw", true, false);
    }

    /**
     * What a request for exactly this day comes to; empty if it is published and not forced, or if it is stated already
     * that it cannot be had. A forced day that the source no longer has is rebuilt from the raw that is kept.
     */
    public Optional<PlannedDay> requested(LocalDate date, boolean isForced) {
        if (isForced && isAnswered(date)) {
            return Optional.of(new PlannedDay(
                    source.name(), new Day(date, zone), Action.LOAD, "asked for, by force", true, false));
        }
        if (isForced && (isRawKept.test(date) || isRawRemoved.test(date))) {
            return Optional.of(fromRaw(source, new Day(date, zone)));
        }
        LoadState state = state(date);
        boolean isGivenUp = state == LoadState.LOST || state == LoadState.NOT_EXPECTED;
        if (state == LoadState.PUBLISHED || (isGivenUp && !canBeHad(date))) {
            return Optional.empty();
        }
        return missing(date, "asked for");
    }

    /**
     * The first day that nightly plans: where collecting began. Days that were asked for in vain say nothing of that.
     */
    public LocalDate firstDay() {
        Optional<LocalDate> collected = ledger.values().stream()
                .filter(LoadRow::isCollected)
                .map(LoadRow::day)
                .findFirst();
        if (collected.isPresent()) {
            return since == null ? collected.get() : since;
        }
        // Before anything was ever collected nothing can be lost: a first run begins where the source has data.
        LocalDate first = beginDay.isBefore(reachDay) ? reachDay : beginDay;
        return since == null || since.isBefore(first) ? first : since;
    }

    /** Whoever marked the day stale has said why. */
    private String staleReason(LocalDate date) {
        LoadRow row = ledger.get(date);
        String message = row == null ? null : row.message();
        return message == null ? "what it was built from has changed" : message;
    }

    private Optional<PlannedDay> nightly(LocalDate date, LocalDate last) {
        LoadState state = state(date);
        if (state == null) {
            return missing(date, "not loaded yet");
        }
        return switch (state) {
            case PUBLISHED ->
                isAnswered(date) ? restated(date, last).filter(day -> !isRawRemoved.test(date)) : Optional.empty();
            case NOT_EXPECTED -> Optional.empty();
            case LOST -> canBeHad(date) ? missing(date, "was lost, can be had again") : Optional.empty();
            case STALE -> missing(date, staleReason(date));
            case FAILED -> missing(date, "failed before");
            case PENDING, RUNNING -> missing(date, "was not finished");
        };
    }

    private Optional<PlannedDay> restated(LocalDate date, LocalDate last) {
        if (isUnsettled(date, last)) {
            return Optional.of(planned(date, Action.RESTATE, "inside the restatement window"));
        }
        return wasAskedLately(date) && isIncomplete.test(date)
                ? Optional.of(planned(date, Action.RESTATE, "something could not be asked for before"))
                : Optional.empty();
    }

    /**
     * Whether what came late may be missing: inside the restatement window, or last asked for before the window had
     * passed, since no run came afterwards.
     */
    private boolean isUnsettled(LocalDate date, LocalDate last) {
        if (source.restateDays() == 0 || ChronoUnit.DAYS.between(date, last) < source.restateDays()) {
            return source.restateDays() > 0;
        }
        LoadRow row = ledger.get(date);
        Instant settled = dueAt(source, new Day(date, zone).plusDays(source.restateDays() - 1L));
        return row != null && row.extractedAt() != null && row.extractedAt().isBefore(settled);
    }

    private boolean wasAskedLately(LocalDate date) {
        LoadRow row = ledger.get(date);
        return row == null || row.extractedAt() == null || row.extractedAt().isAfter(now.minus(LOOKED_AT));
    }

    /** Such a day was asked for by its date; if that was in vain, it is not held against the source. */
    private Optional<PlannedDay> beforeFirst(LocalDate date) {
        boolean isOpen = state(date) != LoadState.LOST && state(date) != LoadState.NOT_EXPECTED;
        if (canBeHad(date)) {
            return isOpen ? missing(date, "was asked for") : Optional.empty();
        }
        String reason = "was asked for in vain, before anything was collected";
        return isOpen ? Optional.of(planned(date, Action.DECLARE_NOT_EXPECTED, reason)) : Optional.empty();
    }

    private Optional<PlannedDay> missing(LocalDate date, String reason) {
        if (isRawKept.test(date)) {
            return Optional.of(planned(date, Action.REBUILD, reason + "; its raw is kept"));
        }
        LoadRow row = ledger.get(date);
        boolean isStanding = row != null && row.isStanding();
        if (isRawRemoved.test(date)) {
            return isStanding
                    ? Optional.empty()
                    : Optional.of(planned(date, Action.REBUILD, reason + "; its raw was removed, see sce.retention"));
        }
        if (isAnswered(date)) {
            return Optional.of(planned(date, Action.LOAD, reason));
        }
        // What stands is not given up because nothing better can be had.
        return isStanding ? Optional.empty() : Optional.of(beyondReach(date));
    }

    private PlannedDay beyondReach(LocalDate date) {
        if (date.isBefore(oldestDay) && oldestDay.isAfter(reachDay)) {
            boolean isFirst = ledger.headMap(date, false).values().stream().noneMatch(LoadRow::isCollected);
            String oldest = "the oldest record of the source is of " + oldestDay;
            return isFirst
                    ? planned(date, Action.DECLARE_NOT_EXPECTED, oldest + ", and nothing older was ever collected")
                    : planned(date, Action.DECLARE_LOST, oldest + ", so it was emptied or installed anew since");
        }
        return planned(date, Action.DECLARE_LOST, "the source answers completely only from " + reachDay);
    }

    private @Nullable LoadState state(LocalDate date) {
        LoadRow row = ledger.get(date);
        return row == null ? null : row.state();
    }

    private boolean canBeHad(LocalDate date) {
        return isAnswered(date) || isRawKept.test(date);
    }

    private boolean isAnswered(LocalDate date) {
        return !date.isBefore(reachDay) && !date.isBefore(oldestDay);
    }

    private PlannedDay planned(LocalDate date, Action action, String reason) {
        return new PlannedDay(source.name(), new Day(date, zone), action, reason, false, false);
    }
}

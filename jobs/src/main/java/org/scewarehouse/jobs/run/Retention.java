package org.scewarehouse.jobs.run;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.load.Removal;
import org.scewarehouse.etl.load.Removal.Subject;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.settings.RetentionSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what {@code sce.retention} keeps no longer, day by day, so that a run that dies leaves the rest to the next
 * one. Only days that are published or given up go, and never what a restatement may still ask for; what is noted of
 * them in lake and ledger keeps them from being taken for missing.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** A day extracted longer ago than this was looked at by earlier runs often enough. */
    private static final Duration LOOKED_AT = Duration.ofDays(60);

    private final RetentionSettings settings;
    private final Removal warehouse;

    Retention(RetentionSettings settings, Removal warehouse) {
        this.settings = settings;
        this.warehouse = warehouse;
    }

    /** Whether it was removed of the source-day, which stands as it was published. */
    boolean isRemoved(Source source, LocalDate day, Subject subject) {
        return warehouse.isRemoved(source.name(), day, subject);
    }

    /** Removes what is of the source's days. The caller holds the source, or works at days that it holds. */
    void ofSource(RunContext context, Source source) {
        deleteSuperseded(context, source);
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), context.zone());
        LocalDate settled = Planner.lastDue(
                        source, context.zone(), context.clock().instant())
                .minusDays(source.restateDays());
        before(settings.rawDays(), today).ifPresent(before -> {
            LocalDate end = before.isBefore(settled) ? before : settled;
            each(context, source, Subject.RAW, end, day -> {
                context.lake().removed().remove(source.name(), day, today, endpoints(source));
                warehouse.note(source.name(), day, Subject.RAW);
            });
            removeAbandoned(context, source, end);
        });
        before(settings.curatedDays(), today)
                .ifPresent(before -> each(context, source, Subject.CURATED, before, day -> {
                    context.lake().curated().remove(source.name(), day, source.tables());
                    warehouse.note(source.name(), day, Subject.CURATED);
                }));
        before(settings.hourFactsDays(), today)
                .ifPresent(before -> each(
                        context, source, Subject.HOUR_FACTS, before, day -> warehouse.hourFacts(source.name(), day)));
    }

    /** Removes what belongs to no source-day. */
    void ofWarehouse(RunContext context) {
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), context.zone());
        before(settings.hrDays(), today).map(warehouse::texts).ifPresent(count -> tell("rows of schema hr", count));
        before(settings.batchDays(), today)
                .map(day -> day.atStartOfDay(context.zone()).toInstant())
                .map(warehouse::executions)
                .ifPresent(count -> tell("executions of Spring Batch", count));
    }

    /** The first day whose containers are kept by the hour. */
    static LocalDate hoursFrom(RetentionSettings settings, LocalDate today) {
        return before(settings.hourFactsDays(), today).orElse(LocalDate.MIN);
    }

    private static Optional<LocalDate> before(@Nullable Integer days, LocalDate today) {
        return Optional.ofNullable(days).map(today::minusDays);
    }

    /** Days that another run works at are left to it, and such as it has marked stale meanwhile. */
    private void each(
            RunContext context, Source source, Subject subject, LocalDate before, Consumer<LocalDate> removal) {
        List<LocalDate> due = warehouse.due(source.name(), subject, before);
        int removed = 0;
        for (LocalDate day : due) {
            if (context.termination().isRequested()) {
                break; // What is left is left to the next run.
            }
            Optional<SourceLocks.Held> lock = context.locks().day(source.name(), day);
            if (lock.isPresent()) {
                try (SourceLocks.Held held = lock.get()) {
                    if (warehouse.isDue(source.name(), subject, day)) {
                        removal.accept(day);
                        removed++;
                    }
                }
            }
        }
        if (removed > 0) {
            LOG.info(
                    "{}: retention removed {} of {} days; due were {} to {}",
                    source.name(),
                    subject,
                    removed,
                    due.get(0),
                    due.get(due.size() - 1));
        }
    }

    /** Of a day that was given up after a run had begun with it, what that run kept is of no use, and names people. */
    private static void removeAbandoned(RunContext context, Source source, LocalDate before) {
        context.ledger().rows(source.name(), Planning.FIRST_DAY, before).stream()
                .filter(Retention::isAbandoned)
                .map(LoadRow::day)
                .forEach(day -> context.locks().day(source.name(), day).ifPresent(lock -> {
                    try (SourceLocks.Held held = lock) {
                        context.ledger()
                                .row(source.name(), day)
                                .filter(Retention::isAbandoned)
                                .ifPresent(row -> context.lake()
                                        .removed()
                                        .removeAbandoned(source.name(), day, endpoints(source)));
                    }
                }));
    }

    private static List<String> endpoints(Source source) {
        return source.endpoints().stream().map(Endpoint::name).toList();
    }

    private static boolean isAbandoned(LoadRow row) {
        return row.attempt() > 0 && (row.state() == LoadState.LOST || row.state() == LoadState.NOT_EXPECTED);
    }

    /** Attempts that a later one has replaced are kept for a while, in case that one was a mistake. */
    private void deleteSuperseded(RunContext context, Source source) {
        Instant now = context.clock().instant();
        Duration kept = Duration.ofDays(settings.supersededRawDays());
        Instant since = now.minus(kept).minus(LOOKED_AT);
        LocalDate tomorrow = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(2);
        for (LoadRow row : context.ledger().rows(source.name(), Planning.FIRST_DAY, tomorrow)) {
            boolean isRecent = row.extractedAt() != null && row.extractedAt().isAfter(since);
            if (row.attempt() > 1 && isRecent) {
                context.lake().raw().deleteReplaced(source.name(), row.day(), now.minus(kept));
            }
        }
    }

    private static void tell(String what, long count) {
        if (count > 0) {
            LOG.info("retention removed {} {}", count, what);
        }
    }
}

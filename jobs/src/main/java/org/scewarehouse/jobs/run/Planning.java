package org.scewarehouse.jobs.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.SourceRow;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;

/** What a planner needs to know of one source, asked once: its reach; and the ledger, read again when it changes. */
final class Planning {

    static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final RunContext context;
    private final Source source;
    private final Instant now;
    private final Reach reach;
    private final Set<LocalDate> doubtful;
    private final NavigableMap<LocalDate, LoadRow> ledger = new TreeMap<>();
    private final Planner planner;

    private Planning(RunContext context, ConfiguredSource configured, Instant now, Reach reach) {
        this.context = context;
        this.source = configured.source();
        this.now = now;
        this.reach = reach;
        this.doubtful = context.ledger().daysWithDropsOrWarnings(source.name());
        this.planner = new Planner(
                source,
                context.zone(),
                now,
                configured.since(),
                reachDay(),
                dayOf(reach.oldest()),
                dayOf(reach.begin()),
                ledger,
                this::isRawKept,
                date -> context.lake().removed().of(source.name(), date).isPresent(),
                this::isIncomplete);
        refresh(FIRST_DAY);
    }

    /**
     * Asks the source how far back it answers.
     *
     * @throws SourceMisconfigured if it has no records at all: that is no evidence that days are lost, nor that nothing
     *     happened on them
     */
    static Planning of(RunContext context, ConfiguredSource configured) {
        Instant now = context.clock().instant();
        String name = configured.source().name();
        Reach reach = configured.source().reach(now);
        if (!reach.hasRecords()) {
            throw new SourceMisconfigured(name + ": " + reach.reason() + ", so nothing is built and no day is given up;"
                    + " check that this is the right server and that it collects: "
                    + ConfiguredSource.remedy(name) + ", see ./sce check");
        }
        return new Planning(context, configured, now, reach);
    }

    Planner planner() {
        return planner;
    }

    /** Reads the ledger again from a day on; the planner goes on with what it holds now. */
    void refresh(LocalDate from) {
        LocalDate end = now.atZone(context.zone()).toLocalDate().plusDays(1);
        context.ledger().rows(source.name(), from, end).forEach(row -> ledger.put(row.day(), row));
    }

    /** Whether nothing later was ever published, so that the day, asked for the first time, can make nothing stale. */
    boolean isAheadOfAll(PlannedDay planned) {
        return planned.action() == Action.LOAD
                && ledger.tailMap(planned.day().date(), true).values().stream().noneMatch(LoadRow::isStanding);
    }

    /** Lets {@code status} and the reports know from which day on anything can be missing. */
    void note() {
        context.ledger()
                .source(new SourceRow(
                        source.name(),
                        planner.firstDay(),
                        source.edge(),
                        known(planner.reachDay()),
                        known(planner.oldestDay()),
                        reach.reason(),
                        now));
    }

    private static @Nullable LocalDate known(LocalDate day) {
        return day.equals(FIRST_DAY) ? null : day;
    }

    /** The first whole day in the reach. */
    private LocalDate reachDay() {
        LocalDate day = dayOf(reach.from());
        return reach.from().isAfter(new Day(day, context.zone()).from()) ? day.plusDays(1) : day;
    }

    private LocalDate dayOf(Instant instant) {
        return instant.isBefore(EARLIEST)
                ? FIRST_DAY
                : instant.atZone(context.zone()).toLocalDate();
    }

    /** Reading raw of every day each night would take long in a bucket; what lacks something was warned about. */
    private boolean isIncomplete(LocalDate date) {
        try {
            return doubtful.contains(date) && source.isIncomplete(context.lake().raw(), date);
        } catch (DataRejected e) {
            return false; // What is published stands, whatever has damaged its raw since.
        }
    }

    /** Also where a file that says so is damaged: the day then fails by itself, and names the file. */
    private boolean isRawKept(LocalDate date) {
        try {
            return context.lake()
                    .raw()
                    .current(source.name(), date)
                    .map(raw -> source.endpoints().stream()
                            .filter(endpoint -> !endpoint.isOptionalSnapshot())
                            .allMatch(endpoint -> raw.endpoints().contains(endpoint.name())))
                    .orElse(false);
        } catch (DataRejected e) {
            return true;
        }
    }
}

package org.scewarehouse.jobs.run;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.model.Day;

/** Does many days of many sources at once: those first that say who people are, then all others side by side. */
final class Backfill implements Lanes.Order {

    private final Workplace workplace;
    private final BatchSession batch;
    private final BackfillRequest request;
    private final Console console;

    Backfill(Workplace workplace, BatchSession batch, BackfillRequest request, Console console) {
        this.workplace = workplace;
        this.batch = batch;
        this.request = request;
        this.console = console;
    }

    ExitCode run() {
        request.sources().forEach(workplace::source); // each is configured, or refused
        List<ConfiguredSource> chosen = workplace.sources().stream()
                .filter(source -> isChosen(source.source().name()))
                .toList();
        return PeopleFirst.run(
                chosen,
                sources -> new Lanes(workplace.knowingPeople(), batch, this, request.workers(), console).run(sources));
    }

    private boolean isChosen(String source) {
        boolean isDone = request.share().count() > 1 && PeopleFirst.has(source); // before the work was shared
        return !isDone && (request.sources().isEmpty() || request.sources().contains(source));
    }

    @Override
    public String name() {
        return "backfill";
    }

    @Override
    public Optional<List<PlannedDay>> days(DayRuns days, ConfiguredSource source, int number) {
        List<PlannedDay> planned = request.isFromRaw() ? kept(source.source(), number) : asked(days, source, number);
        return planned.isEmpty() ? Optional.empty() : Optional.of(planned);
    }

    @Override
    public boolean isAlone() {
        return !request.isFromRaw(); // What asks no source is kept apart day by day.
    }

    @Override
    public int most() {
        return request.isFromRaw() ? request.workers() : 1;
    }

    @Override
    public ExitCode ended(ConfiguredSource source, List<DayOutcome> outcomes) {
        return RunReport.code(outcomes, source.isOptional());
    }

    private List<PlannedDay> asked(DayRuns days, ConfiguredSource source, int number) {
        if (!request.share().has(number)) {
            return List.of();
        }
        List<PlannedDay> planned =
                days.requested(source, request.of(source.source().name()));
        if (planned.isEmpty()) {
            console.line(source.source().name() + "  nothing to do: its days are published, lost or not expected");
        }
        return planned;
    }

    /** Days of which raw is kept. A source whose days depend on each other is never shared. */
    private List<PlannedDay> kept(Source source, int number) {
        RunContext context = workplace.context();
        List<LocalDate> kept = context.lake().raw().days(source.name()).stream()
                .filter(day -> !day.isBefore(request.from()) && !day.isAfter(request.to()))
                .filter(day -> context.lake().removed().of(source.name(), day).isEmpty())
                .sorted()
                .toList();
        long asked = request.from().until(request.to(), ChronoUnit.DAYS) + 1;
        if (kept.size() < asked) {
            console.line(source.name() + "  raw is kept of " + kept.size() + " of these " + asked + " days");
        }
        return IntStream.range(0, kept.size())
                .filter(i -> request.share().has(source.keepsState() ? number : i))
                .mapToObj(i -> Planner.fromRaw(source, new Day(kept.get(i), context.zone())))
                .toList();
    }
}

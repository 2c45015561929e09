package org.scewarehouse.jobs.run;

import java.util.List;
import java.util.Optional;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.DayOutcome.State;

/**
 * Loads what the lake holds and the warehouse does not, such as all of it into an empty warehouse, several source-days
 * at once; no source is asked.
 */
final class Restore implements Lanes.Order {

    private final int workers;
    private final Console console;

    Restore(int workers, Console console) {
        this.workers = workers;
        this.console = console;
    }

    /** Loads these sources. */
    ExitCode run(Workplace workplace, BatchSession batch, List<ConfiguredSource> sources) {
        return PeopleFirst.run(
                sources, some -> new Lanes(workplace.knowingPeople(), batch, this, workers, console).run(some));
    }

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public Optional<List<PlannedDay>> days(DayRuns days, ConfiguredSource source, int number) {
        return Optional.of(days.restorable(source.source()));
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public int most() {
        return workers;
    }

    /** Days that the lake states lost are stated lost again, which is no news. */
    @Override
    public ExitCode ended(ConfiguredSource source, List<DayOutcome> outcomes) {
        long loaded = outcomes.stream()
                .filter(outcome -> outcome.rows() != null && outcome.state() != State.UNCHANGED)
                .count();
        List<DayOutcome> told = outcomes.stream()
                .filter(outcome -> outcome.state() != State.LOST)
                .toList();
        int lost = outcomes.size() - told.size();
        console.line(source.source().name() + "  " + loaded + " days loaded from the lake"
                + (lost == 0 ? "" : ", " + lost + " stated lost as the lake has them"));
        return RunReport.code(told, false);
    }
}

package org.scewarehouse.jobs.run;

import java.util.List;
import java.util.Optional;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;

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

    /** Loads these sources, of which those go first, and one by one, that say who people are. */
    ExitCode run(Workplace workplace, BatchSession batch, List<ConfiguredSource> sources) {
        ExitCode code = ExitCode.DONE;
        for (ConfiguredSource first : sources.stream().filter(Restore::isFirst).toList()) {
            code = code.and(lanes(workplace, batch).run(List.of(first)));
        }
        List<ConfiguredSource> others =
                sources.stream().filter(source -> !isFirst(source)).toList();
        return code.and(lanes(workplace, batch).run(others));
    }

    private static boolean isFirst(ConfiguredSource source) {
        return Backfill.FIRST.contains(source.source().name());
    }

    private Lanes lanes(Workplace workplace, BatchSession batch) {
        return new Lanes(workplace.knowingPeople(), batch, this, workers, console);
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
        console.line(source.source().name() + "  " + outcomes.size() + " days loaded from the lake");
        return RunReport.code(
                outcomes.stream()
                        .filter(outcome -> outcome.state() != DayOutcome.State.LOST)
                        .toList(),
                false);
    }
}

package org.scewarehouse.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.scewarehouse.jobs.ExitCode;

/** The order of sources: those one by one that say who people are, then all others, which know these people. */
final class PeopleFirst {

    /** Sources whose rows decide how those of others are built. */
    private static final Set<String> SOURCES = Set.of("hr", "reference");

    private PeopleFirst() {}

    static boolean has(String source) {
        return SOURCES.contains(source);
    }

    /**
     * Does the work of all sources.
     *
     * @param work for a few of them, of which none waits for another; begun when what goes before has ended
     */
    static ExitCode run(List<ConfiguredSource> sources, Function<List<ConfiguredSource>, ExitCode> work) {
        ExitCode code = ExitCode.DONE;
        List<ConfiguredSource> others = new ArrayList<>();
        for (ConfiguredSource source : sources) {
            if (has(source.source().name())) {
                code = code.and(work.apply(List.of(source)));
            } else {
                others.add(source);
            }
        }
        return others.isEmpty() ? code : code.and(work.apply(others));
    }
}

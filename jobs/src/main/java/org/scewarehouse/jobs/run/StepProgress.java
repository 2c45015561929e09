package org.scewarehouse.jobs.run;

/** Where a run reports how far its steps are; called often and from several threads. */
@FunctionalInterface
public interface StepProgress {

    /** Where nobody watches. */
    StepProgress NONE = (work, step, unit, done, total) -> {};

    /**
     * The step has done {@code done} of {@code total} units.
     *
     * @param work the source-day
     * @param step the step in words, such as {@code extract container_cpu}
     * @param unit what is counted, such as {@code samples}
     * @param done units done
     * @param total all units, or -1 if unknown
     */
    void advance(SourceDay work, String step, String unit, long done, long total);
}

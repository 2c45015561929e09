package org.scewarehouse.etl.source;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/**
 * A system that the warehouse collects from. Extraction talks to the system and keeps its answers; the transform is
 * pure: equal raw, settings and dimensions give equal rows, with no clock and no network.
 */
public interface Source {

    /** Name in the ledger, in raw and on the command line, such as {@code aws_batch}. */
    String name();

    /** What is asked of the system, each part observed on its own. */
    List<Endpoint> endpoints();

    /** The tables the transform writes, dimensions first. */
    List<TableSpec<?>> tables();

    /** How much is asked on both sides of a day; the day is due once this much time has passed since its end. */
    Duration edge();

    /** How many past days are asked again each night because the system delivers late. */
    int restateDays();

    /**
     * How far back the system still answers completely.
     *
     * @throws org.scewarehouse.etl.SourceUnavailable if it does not answer at all
     */
    Reach reach(Instant now);

    /**
     * Asks one endpoint for one day and keeps the answers, part by part; parts that are there already are not asked
     * again. Completes the attempt as its last act.
     *
     * @throws org.scewarehouse.etl.SourceUnavailable where asking again later may help
     * @throws org.scewarehouse.etl.SourceChanged where an answer is not as documented
     */
    void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress);

    /**
     * Whether the transform carries values forward: it gets the source's own state of the last earlier day, kept in
     * {@link org.scewarehouse.etl.lake.StateZone}. Such a source's days are built in order, and a day whose past has
     * changed is stale.
     */
    default boolean keepsState() {
        return false;
    }

    /**
     * The endpoint whose answer the transform itself holds back where it is much smaller than those of earlier days;
     * empty where there is none. An operator's word that it is right is then kept in raw, as
     * {@link org.scewarehouse.etl.lake.AcceptedShrink}.
     */
    default Optional<String> heldBackEndpoint() {
        return Optional.empty();
    }

    /**
     * Whether what is in force of a day lacks something that the system may still give, of which its findings have a
     * drop or a warning: such a day is asked again each night, until it lacks nothing, the system no longer answers for
     * it, or nobody has asked for a month.
     */
    default boolean isIncomplete(RawZone raw, LocalDate day) {
        return false;
    }

    /**
     * Turns a day's raw answers into rows and findings; the caller commits them and keeps the state.
     *
     * @param earlier state of the last earlier day; empty where there is none, or none is kept
     * @return state of this day; empty for a source that keeps none
     * @throws org.scewarehouse.etl.SourceChanged where an answer is not as documented
     * @throws org.scewarehouse.etl.DataRejected where a rule of this product is broken
     */
    byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress);

    /** Text that changes whenever a setting does on which the transform depends. */
    String settingsFingerprint();
}

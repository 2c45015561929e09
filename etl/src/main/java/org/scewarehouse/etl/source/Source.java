package org.scewarehouse.etl.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
     * Turns a day's raw answers into rows and findings; the caller commits them.
     *
     * @throws org.scewarehouse.etl.SourceChanged where an answer is not as documented
     * @throws org.scewarehouse.etl.DataRejected where a rule of this product is broken
     */
    void transform(Day day, RawZone.Reader raw, Dimensions dimensions, CuratedZone.Writer rows, Progress progress);

    /**
     * Whether the transform also needs the source's own state of the last earlier day, kept in
     * {@link org.scewarehouse.etl.lake.StateZone}. Such a source's days are built in order, and a
     * day is built anew when that state has changed.
     */
    default boolean keepsState() {
        return false;
    }

    /**
     * As {@link #transform(Day, RawZone.Reader, Dimensions, CuratedZone.Writer, Progress)}, for a source that
     * {@linkplain #keepsState keeps state}.
     *
     * @param earlier state of the last earlier day; empty where there is none
     * @return state of this day; empty for a source that keeps none
     */
    default byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        transform(day, raw, dimensions, rows, progress);
        return new byte[0];
    }

    /** Text that changes whenever a setting does on which the transform depends. */
    String settingsFingerprint();
}

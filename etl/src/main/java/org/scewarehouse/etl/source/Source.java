package org.scewarehouse.etl.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.EarlierDay;
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
     * The tables of the last earlier day that the transform reads again to carry values forward; none for a source
     * whose days stand alone. A source with any is built in day order, and a day whose past has changed is stale.
     */
    default List<TableSpec<?>> carriedTables() {
        return List.of();
    }

    /**
     * Turns a day's raw answers into rows and findings; the caller commits them.
     *
     * @param earlier the last earlier day that is built; empty if there is none or {@link #carriedTables} is
     * @throws org.scewarehouse.etl.SourceChanged where an answer is not as documented
     * @throws org.scewarehouse.etl.DataRejected where a rule of this product is broken
     */
    void transform(
            Day day,
            RawZone.Reader raw,
            Optional<EarlierDay> earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress);

    /** Text that changes whenever a setting does on which the transform depends. */
    String settingsFingerprint();
}

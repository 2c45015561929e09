package org.scewarehouse.jobs.run;

import java.time.Clock;
import java.time.ZoneId;
import org.scewarehouse.etl.load.Ledger;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.load.WarehouseLoader;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.jobs.Termination;

/**
 * What every source-day of a run shares.
 *
 * @param zone the reporting zone
 * @param lake both zones of the lake
 * @param dimensions identities, reference data, keys
 * @param loader publishes into the warehouse
 * @param ledger states of source-days
 * @param locks keeps runs apart
 * @param progress hears how far steps are
 * @param termination tells when to stop
 * @param clock the run's clock
 * @param lineage hears of each source-day
 * @param retention how long what is kept
 * @param codeVersion version of the product
 */
public record RunContext(
        ZoneId zone,
        Lake lake,
        Dimensions dimensions,
        WarehouseLoader loader,
        Ledger ledger,
        SourceLocks locks,
        StepProgress progress,
        Termination termination,
        Clock clock,
        Lineage lineage,
        Retention retention,
        String codeVersion) {

    /** The same with other dimensions. */
    RunContext with(Dimensions others) {
        return new RunContext(
                zone,
                lake,
                others,
                loader,
                ledger,
                locks,
                progress,
                termination,
                clock,
                lineage,
                retention,
                codeVersion);
    }

    /** Ends the work with {@link Stopped} if the process was asked to stop. */
    void checkStop() {
        if (termination.isRequested()) {
            throw new Stopped();
        }
    }
}

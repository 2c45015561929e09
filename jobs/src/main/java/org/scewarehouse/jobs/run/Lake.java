package org.scewarehouse.jobs.run;

import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.DecisionZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.RemovedRaw;
import org.scewarehouse.etl.lake.StateZone;

/**
 * The zones of the lake.
 *
 * @param raw answers as the sources gave them
 * @param removed raw that is kept no longer
 * @param curated star-schema Parquet, one file per table, day and source
 * @param state what sources carry from day to day
 * @param decisions what people have decided about identities
 */
public record Lake(RawZone raw, RemovedRaw removed, CuratedZone curated, StateZone state, DecisionZone decisions) {}

package org.scewarehouse.jobs.run;

import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;

/**
 * Both zones of the lake.
 *
 * @param raw answers as the sources gave them
 * @param curated star-schema Parquet, one file per table, day and source
 */
public record Lake(RawZone raw, CuratedZone curated) {}

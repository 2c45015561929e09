package org.scewarehouse.etl.load;

/**
 * What a load did.
 *
 * @param isUnchanged whether the warehouse held these very rows already, so that the facts were left alone
 * @param rows rows of facts that the warehouse now holds of the source-day; of a source that has none, such as HR, the
 *     rows of its slices of dimensions and listings, for HR all versions of all people
 */
public record LoadResult(boolean isUnchanged, long rows) {}

package org.scewarehouse.jobs.bi;

import java.util.List;

/**
 * How Metabase differed from what the warehouse offers.
 *
 * @param told all of it, in the order in which it was found
 * @param left how many of these Metabase alone can put right, by syncing or being given rights
 */
public record Differences(List<String> told, int left) {}

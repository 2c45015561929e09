/**
 * A strict stand-in for a Connect server: content, users, visits and runs of a world that is grown from a seed, served
 * with the documented paging, limits, nulls and refusals, as servers of 2023 and of 2026 do.
 */
@NullMarked
package org.scewarehouse.etl.simulator.connect;

import org.jspecify.annotations.NullMarked;

/**
 * What every part of the ETL shares: the three kinds of error and the row.
 *
 * <p>Times are half-open intervals, unknown is null and never 0, and nothing here reads a clock.
 */
@NullMarked
package org.scewarehouse.etl;

import org.jspecify.annotations.NullMarked;

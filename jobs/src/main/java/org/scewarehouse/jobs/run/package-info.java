/**
 * The run protocol: which days are due, one Spring Batch job per source-day, locks, restart, and what a run came to.
 */
@NullMarked
package org.scewarehouse.jobs.run;

import org.jspecify.annotations.NullMarked;

/**
 * What sources share that ask a system for JSON records: questions asked once in a run, or for many things at a time,
 * and answers kept as lines of raw, by day.
 */
@NullMarked
package org.scewarehouse.etl.source.answers;

import org.jspecify.annotations.NullMarked;

/**
 * A simulated organisation with known truth, and the demo that lets the real job find it.
 *
 * <p>{@link org.scewarehouse.jobs.demo.DemoOrganisation} lives its weeks from a seed: people make containers, use them,
 * forget them; jobs, pipelines and content come and go; a node upgrade re-creates pods. What a Prometheus server would
 * have scraped of it is generated when it is asked for, and what the warehouse must find is computed from the same
 * schedule ({@link org.scewarehouse.jobs.demo.Truth}) without a line of the pipeline's code.
 *
 * <p>Times are epoch milliseconds and stretches are half-open. Load is counted in whole 2048ths of a core and changes
 * only when a node is scraped, so that CPU time is exact to the last bit however a day is cut.
 */
@NullMarked
package org.scewarehouse.jobs.demo;

import org.jspecify.annotations.NullMarked;

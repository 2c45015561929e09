/**
 * AWS Batch: every job attempt, from the API (2016-08-10, signed requests) and from an archive of its state changes.
 *
 * <p><b>Authentication.</b> The default credentials chain of the AWS SDK; {@code batch:ListJobs} and
 * {@code batch:Describe*} on {@code *}. <b>Limits.</b> 100 ids per describe, one status per listing, throttled at rates
 * that are not published: see {@link org.scewarehouse.etl.source.awsbatch.DescribePace}. <b>Retention.</b> Finished
 * jobs stay for at least seven days, so a day is asked for within that time or never. <b>Lateness.</b> A day is asked
 * again for two nights: a job that went back to the queue while it was listed may be missed once, an event may arrive
 * late.
 *
 * <p><b>Which day.</b> The raw of a day holds every job that lived in it, from its submission to its end, with all of
 * its attempts; a job over several days is in the raw of each. Jobs are listed and described once per run, whatever
 * number of days is asked; each queue is a part of raw, so that a run that is stopped goes on with the others. A queue
 * that cannot be listed is a gap: its days are asked again each night, and what was told of it before stays. The
 * archive tells of changes only, so a job that changes nothing on a day is carried forward in the source's state.
 *
 * <p><b>Left out.</b> Parents of arrays (their children are the jobs), job definitions beyond what jobs tell of them,
 * command lines, environments, secrets, mount points: only what {@link org.scewarehouse.etl.source.awsbatch.Job} names
 * reaches raw, and of parameters and variables those that settings list. Capacity is unknown: {@code maxvCpus} is a
 * limit. <b>Personal data.</b> Tags, job names, reasons and role names may hold logins; in {@code mart} known ones are
 * masked.
 */
@NullMarked
package org.scewarehouse.etl.source.awsbatch;

import org.jspecify.annotations.NullMarked;

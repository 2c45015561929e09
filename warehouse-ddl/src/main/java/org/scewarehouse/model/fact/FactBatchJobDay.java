package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Each day's share of job attempts. */
@Table(
        grain = "one job attempt x day, with that day's share",
        about = "Rows: days on which the attempt ran, started or ended, and for the first attempt the day "
                + "of submission. Jobs that run on at the end of the day have their share: nothing waits for "
                + "their end. Jobs running over a range = distinct batch_job_key with is_running.",
        key = {"day", "batch_job_key"},
        kind = Table.Kind.FACT)
public record FactBatchJobDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column("Job attempt: the same key in mart.fact_batch_job")
        long batchJobKey,

        @Column(value = "Queue or partition it was submitted to; 0 = unknown", references = "dim_queue")
        long queueKey,

        @Column(
                value = "Job definition it was made of; 0 = unknown, -1 = the scheduler has none",
                references = "dim_job_definition")
        long jobDefinitionKey,

        @Column(value = "Image it ran; 0 = unknown, -1 = no container", references = "dim_image")
        long imageKey,

        @Column(
                value = "Person who ran it as they were on that day; 0 = nobody known",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Person who ran it, durable: join dim_user_now for the person as they are now; 0 = nobody "
                        + "known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column(value = "Cluster or account it ran on", references = "dim_compute_system")
        long computeSystemKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("The scheduler's own id of the job; of an array child with its index")
        String jobId,

        @Column("1 for the first attempt; a job that is tried again has a row for each")
        int attemptNumber,

        @Column("Name of the job, logins masked") String jobName,

        @Column("Whether the job was submitted on that day; first attempts only")
        boolean isSubmitted,

        @Column("Whether the attempt started on that day") boolean isStarted,

        @Column("Whether the attempt ended on that day") boolean isEnded,

        @Column("Whether it ran for some time on that day") boolean isRunning,

        @Column("Cores allocated, all nodes together; null = unknown") @Nullable
        Double coreCount,

        @Column(
                value = "Running time within the day; null = unknown, since its times contradict each other",
                measure = true)
        @Nullable
        Double wallSeconds,

        @Column(value = "Cores x running time within the day, summed over nodes; null = unknown", measure = true)
        @Nullable
        Double cpuAllocatedCoreSeconds,

        @Column(
                value = "CPU time used, in proportion to the running time within the day; null = unknown (AWS "
                        + "Batch)",
                measure = true)
        @Nullable
        Double cpuCoreSeconds,

        @Column(value = "GPUs x running time within the day, summed over nodes; null = unknown", measure = true)
        @Nullable
        Double gpuSeconds,

        @Column(value = "Running time within the day summed over nodes; null = unknown", measure = true) @Nullable
        Double nodeSeconds,

        @Column(
                value = "Requested memory x running time within the day, summed over nodes; null = unknown",
                measure = true)
        @Nullable
        Double memoryRequestByteSeconds,

        @Column(
                value = "Wait, booked once: on the day the attempt started; null on other days, or unknown",
                measure = true)
        @Nullable
        Double waitSeconds,

        @Column(
                value = "Wait since eligible, booked once: on the day the attempt started; null on other days, or "
                        + "unknown",
                measure = true)
        @Nullable
        Double eligibleWaitSeconds) {}

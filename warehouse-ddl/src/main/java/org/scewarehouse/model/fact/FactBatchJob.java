package org.scewarehouse.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Finished job attempts. */
@Table(
        grain = "one finished job attempt, on the day it ended",
        about = "AWS Batch, Slurm, LSF. Children of arrays are jobs, the arrays are not; a multi-node job "
                + "is one row with the sum of its nodes. A job that never got a node has a row with "
                + "is_started = false and no times or core time: count it, do not average it.",
        key = {"day", "batch_job_key"},
        kind = Table.Kind.FACT)
public record FactBatchJob(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column("Job attempt: the same key in mart.fact_batch_job_day")
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

        @Column("Job id of the array it is a child of; null = not a child") @Nullable
        String arrayJobId,

        @Column("Its place in the array; null = not a child") @Nullable
        Integer arrayIndex,

        @Column("When the job was submitted; null = unknown") @Nullable
        Instant submittedAt,

        @Column("When nothing but resources held it back; null = unknown (AWS Batch)") @Nullable
        Instant eligibleAt,

        @Column("When the attempt started; null = never, or unknown") @Nullable
        Instant startedAt,

        @Column("When the attempt ended") Instant endedAt,

        @Column("succeeded, failed, cancelled, timeout, out_of_memory, node_fail or preempted, of the " + "attempt")
        String jobState,

        @Column("Reason that the scheduler gives, logins masked; null = none") @Nullable
        String reasonText,

        @Column("Exit code; null = unknown") @Nullable Integer exitCode,

        @Column("Whether it got a node") boolean isStarted,

        @Column("Nodes; null = unknown") @Nullable Integer nodeCount,

        @Column("Cores allocated, all nodes together; fractions on Fargate; null = unknown") @Nullable
        Double coreCount,

        @Column("GPUs allocated, all nodes together; null = unknown") @Nullable
        Double gpuCount,

        @Column("Memory requested, all nodes together; null = unknown") @Nullable
        Double memoryRequestBytes,

        @Column("Most memory used; null = unknown (AWS Batch)") @Nullable
        Double memoryBytesMax,

        @Column(
                value = "Start minus submission; of a later attempt: minus the end of the one before; null = never "
                        + "started, or unknown",
                measure = true)
        @Nullable
        Double waitSeconds,

        @Column(value = "Start minus eligible; null = unknown", measure = true) @Nullable
        Double eligibleWaitSeconds,

        @Column(value = "End minus start; null = never started, or unknown", measure = true) @Nullable
        Double wallSeconds,

        @Column(value = "Cores x wall time, summed over nodes; null = never started, or unknown", measure = true)
        @Nullable
        Double cpuAllocatedCoreSeconds,

        @Column(value = "CPU time used, in core seconds; null = unknown (AWS Batch)", measure = true) @Nullable
        Double cpuCoreSeconds,

        @Column(value = "GPUs x wall time, summed over nodes; null = never started, or unknown", measure = true)
        @Nullable
        Double gpuSeconds,

        @Column(value = "Wall time summed over nodes; null = never started, or unknown", measure = true) @Nullable
        Double nodeSeconds) {}

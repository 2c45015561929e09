package org.scewarehouse.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Pipelines. */
@Table(
        grain = "one pipeline",
        about = "On the day it was created, as it was when last asked for: one that runs beyond the restatement window "
                + "stays unfinished. Times are those of its jobs, retried ones included.",
        key = {"day", "pipeline_key"},
        kind = Table.Kind.FACT)
public record FactPipeline(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column("Hash of the server's number of the pipeline; no other row has it")
        long pipelineKey,

        @Column(value = "Repository as it was on that day", references = "dim_repository")
        long repositoryKey,

        @Column(
                value = "Whose jobs they are as they were on that day; 0 = nobody known",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Whose jobs they are, durable: join dim_user_now for the person as they are now; "
                        + "0 = nobody known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("What started it: push, schedule, web, merge_request_event ..., as given; unknown = not given")
        String triggerName,

        @Column("success, failed, canceled, skipped, running ..., as given")
        String outcome,

        @Column("When it was created") Instant createdAt,

        @Column("When its first job began; null = none did") @Nullable
        Instant startedAt,

        @Column("When its last job ended; null = none did, or one still runs") @Nullable
        Instant finishedAt,

        @Column(value = "Seconds from its creation to its first job; null = none began", measure = true) @Nullable
        Double waitSeconds,

        @Column(value = "Seconds in which at least one of its jobs ran; null = unknown", measure = true) @Nullable
        Double runSeconds,

        @Column(value = "Jobs, retried ones included", measure = true)
        long jobCount,

        @Column(value = "Of these, those that failed", measure = true)
        long failedJobCount,

        @Column(value = "Seconds of all jobs; null = no job began", measure = true) @Nullable
        Double jobSeconds) {}

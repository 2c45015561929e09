package org.scewarehouse.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Renders, scheduled runs and builds of published content. */
@Table(
        grain = "one render, scheduled run or build of a content item that came to its end",
        about = "On the day it ended; a killed one on the day of its last heartbeat. Processes of interactive "
                + "applications are none.",
        key = {"day", "run_key"},
        kind = Table.Kind.FACT)
public record FactContentRun(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column("Hash of item and job; no other row has it") long runKey,

        @Column(value = "Content item", references = "dim_content")
        long contentKey,

        @Column(value = "Schedule it ran on; -1 = none", references = "dim_schedule")
        long scheduleKey,

        @Column(
                value = "Owner of the item as they were on that day; 0 = nobody known",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Owner of the item, durable: join dim_user_now for the person as they are now; "
                        + "0 = nobody known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("scheduled, render, build (packages restored, Git fetched) or other")
        String runKind,

        @Column("The server's word for what it did, as given")
        String tagName,

        @Column("succeeded, failed, aborted (ended without an exit code) or skipped")
        String outcome,

        @Column("When it was queued; null = not queued") @Nullable
        Instant queuedAt,

        @Column("When it began; null = never") @Nullable Instant startedAt,
        @Column("When it ended, or gave its last heartbeat") Instant endedAt,

        @Column(
                value = "Seconds from queue to start; null = not queued, or the times contradict each other",
                measure = true)
        @Nullable
        Double waitSeconds,

        @Column(
                value = "Seconds from start to end; null = never began, or the times contradict each other",
                measure = true)
        @Nullable
        Double runSeconds,

        @Column("Exit code; null = none") @Nullable Integer exitCode) {}

package org.scewarehouse.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** How schedules do. */
@Table(
        grain = "one schedule x day, as at day end",
        about = "What its runs up to then say, carried from day to day.",
        key = {"day", "schedule_key"},
        kind = Table.Kind.FACT)
public record FactScheduleDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(value = "Schedule", references = "dim_schedule")
        long scheduleKey,

        @Column(value = "Content item it renders", references = "dim_content")
        long contentKey,

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

        @Column(value = "Runs that ended on the day", measure = true)
        long runCount,

        @Column(value = "Of these, those that failed or were aborted", measure = true)
        long failedRunCount,

        @Column(value = "Seconds they ran", measure = true) double runSeconds,

        @Column("Whether its last finished run failed; null = it has none that is known") @Nullable
        Boolean isFailing,

        @Column("End of the first of its failures in a row; null = not failing or not known") @Nullable
        Instant failingSinceAt,

        @Column("Failures since its last success; null = not known") @Nullable
        Long failuresInRowCount,

        @Column("End of its last success; null = none is known") @Nullable
        Instant lastSuccessAt,

        @Column("End of its last run; null = none is known") @Nullable
        Instant lastRunAt,

        @Column("When it runs next; null = never or unknown") @Nullable
        Instant nextRunAt,

        @Column("Whether it has no next run; null = the day has no list of schedules") @Nullable
        Boolean isDead) {}

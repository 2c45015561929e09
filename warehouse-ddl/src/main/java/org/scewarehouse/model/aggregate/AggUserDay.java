package org.scewarehouse.model.aggregate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What each person did on a day. */
@Table(
        grain = "one person x component x source x day",
        about = "Sums of the facts of that day, rewritten in the transaction that publishes them. Core time belongs to "
                + "one component: on a cluster that Prometheus shows on the day it is that of its containers, by kind, "
                + "and jobs there bring none; elsewhere it is that of the jobs.",
        key = {"day", "user_id", "component_name", "source"},
        kind = Table.Kind.DERIVED)
public record AggUserDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(
                value = "Person as they were on that day; 0 = nobody known, -1 = a system itself",
                references = "dim_user")
        long userKey,

        @Column(
                value = "Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, "
                        + "-1 = a system itself",
                references = "dim_user_now")
        long userId,

        @Column("containers (interactive ones), batch, connect_viewer, connect_publisher, gitlab; connect (pods of "
                + "content) and platform (system, sidecar and unknown containers) have core time only")
        String componentName,

        @Column("Source system the row comes from") String source,

        @Column("Whether the person was active: containers, at least the active minutes over all of theirs; batch, "
                + "submitted a job; connect_viewer, visited an item of somebody else; connect_publisher, uploaded; "
                + "gitlab, authored a commit other than a merge")
        boolean isActive,

        @Column("Seconds their containers ran; null = no containers") @Nullable
        Double runningSeconds,

        @Column("Of these, observed; null = no containers") @Nullable
        Double observedSeconds,

        @Column("Of these, not idle; null = no containers") @Nullable
        Double activeSeconds,

        @Column("Of these, idle; null = no containers") @Nullable
        Double idleSeconds,

        @Column("CPU time used, core seconds; null = unknown, or booked elsewhere") @Nullable
        Double cpuCoreSeconds,

        @Column("CPU time kept from others, core seconds; null = unknown, or booked elsewhere") @Nullable
        Double cpuAllocatedCoreSeconds,

        @Column("Jobs submitted; null = no scheduler") @Nullable
        Long submittedJobCount,

        @Column("Visits, their own items included and monitors apart; null = no content server") @Nullable
        Long visitCount,

        @Column("Bundles uploaded to items they own; null = no content server") @Nullable
        Long uploadCount,

        @Column("Commits authored, merges apart; null = no repositories") @Nullable
        Long commitCount) {}

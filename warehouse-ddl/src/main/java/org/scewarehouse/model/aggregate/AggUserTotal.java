package org.scewarehouse.model.aggregate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What each person ever did. */
@Table(
        grain = "one person x component x source",
        about = "Sums of agg_user_day over all days, rewritten with it. People do not add up over components or "
                + "sources: count distinct user_id.",
        key = {"user_id", "component_name", "source"},
        kind = Table.Kind.DERIVED)
public record AggUserTotal(
        @Column(
                value = "Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, "
                        + "-1 = a system itself",
                references = "dim_user_now")
        long userId,

        @Column("As in agg_user_day") String componentName,
        @Column("Source system the row comes from") String source,

        @Column("First day with a row in agg_user_day; of component containers, with one running")
        LocalDate firstSeenOn,

        @Column("Last such day") LocalDate lastSeenOn,

        @Column("Days on which the person was active") long activeDayCount,

        @Column("First of these; null = none") @Nullable LocalDate firstActiveOn,
        @Column("Last of these; null = none") @Nullable LocalDate lastActiveOn,

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

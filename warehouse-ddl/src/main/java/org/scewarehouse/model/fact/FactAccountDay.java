package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Accounts that were active on the content server. */
@Table(
        grain = "one window x day: accounts active in the days before",
        about = "As the content server itself counts them, whose idea of activity is its own. Semi-additive: never "
                + "summed over days or windows.",
        key = {"day", "source", "window_day_count"},
        kind = Table.Kind.FACT)
public record FactAccountDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("Days of the window that ends with the day: 1, 7, 30 or 365")
        int windowDayCount,

        @Column("Accounts active in the window; null = not said") @Nullable
        Long accountCount,

        @Column("Of these, administrators; null = not said") @Nullable
        Long administratorCount,

        @Column("Of these, publishers; null = not said") @Nullable
        Long publisherCount,

        @Column("Of these, viewers; null = not said") @Nullable
        Long viewerCount) {}

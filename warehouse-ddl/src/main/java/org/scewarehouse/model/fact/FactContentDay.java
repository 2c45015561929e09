package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What happened to a content item on a day. */
@Table(
        grain = "one content item x day",
        about = "Each item of the day's listing, and each that an event names. Counts of visits leave monitors out. "
                + "Columns of the listing are null for days before the first night.",
        key = {"day", "content_key"},
        kind = Table.Kind.FACT)
public record FactContentDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(value = "Content item", references = "dim_content")
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

        @Column(value = "Visits by anyone, monitors apart", measure = true)
        long visitCount,

        @Column(value = "Visits by its owner", measure = true)
        long ownerVisitCount,

        @Column(value = "Visits by nobody known, monitors apart", measure = true)
        long anonymousVisitCount,

        @Column(value = "Visits by monitors; null = not told from visits by nobody known", measure = true) @Nullable
        Long monitorVisitCount,

        @Column("Different people who visited it, the owner included; does not add up over days or items")
        long visitorCount,

        @Column(value = "Length of its Shiny sessions in seconds; null = none is known", measure = true) @Nullable
        Double sessionSeconds,

        @Column(value = "Renders and scheduled runs that ended; null = unknown", measure = true) @Nullable
        Long runCount,

        @Column(value = "Of these, those that failed or were aborted; null = unknown", measure = true) @Nullable
        Long failedRunCount,

        @Column(value = "Seconds they ran; 0 = none; null = unknown", measure = true) @Nullable
        Double runSeconds,

        @Column(value = "Bundles uploaded on the day; null = unknown", measure = true) @Nullable
        Long uploadCount,

        @Column("Bundles kept at day end; null = unknown; semi-additive: never summed over days") @Nullable
        Long bundleCount,

        @Column("Bytes of all bundles at day end; null = unknown; semi-additive: never summed over days") @Nullable
        Long bundleBytes,

        @Column("Whether the day's complete listing has the item; null = there was none") @Nullable
        Boolean isListed,

        @Column("As in dim_content, at day end; null = unknown") @Nullable
        String deploymentState) {}

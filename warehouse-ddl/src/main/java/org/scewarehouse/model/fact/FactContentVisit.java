package org.scewarehouse.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Visits of published content. */
@Table(
        grain = "one visit of a content item",
        about = "On the day it began. A hit of the same person on the same item 60 seconds or less after the previous "
                + "hit belongs to the same visit; anonymous hits are never merged across user agents.",
        key = {"day", "visit_key"},
        kind = Table.Kind.FACT)
public record FactContentVisit(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column("Hash of item, visitor and start; no other row has it")
        long visitKey,

        @Column(value = "Content item", references = "dim_content")
        long contentKey,

        @Column(
                value = "Visitor as they were on that day; 0 = nobody known",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Visitor, durable: join dim_user_now for the person as they are now; 0 = nobody known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("First hit, or start of the Shiny session") Instant startedAt,

        @Column(value = "Hits of the visit on that day", measure = true)
        long hitCount,

        @Column(
                value = "Length of the Shiny session, some 15 s too long by its reconnect time-out; null = no session, "
                        + "still open or lost",
                measure = true)
        @Nullable
        Double sessionSeconds,

        @Column("Whether the visitor had not signed in") boolean isAnonymous,
        @Column("Whether the visitor owns the item") boolean isOwner,

        @Column("Whether the user agent is that of a monitor (sce.sources.connect.monitor-user-agents)")
        boolean isMonitor) {}

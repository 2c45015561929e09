package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Entries of an audit log. */
@Table(
        grain = "one person x action x day",
        about = "Counts of the content server's audit log; what an entry says is not kept.",
        key = {"day", "user_id", "action_name"},
        kind = Table.Kind.FACT)
public record FactAuditDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(
                value = "Who acted, as they were on that day; 0 = nobody known, -1 = the server itself",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Who acted, durable: join dim_user_now for the person as they are now; "
                        + "0 = nobody known, -1 = the server",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("The server's word for what was done, as given")
        String actionName,

        @Column(value = "Entries", measure = true) long entryCount) {}

package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Schedules that render content. */
@Table(
        grain = "one variant of a content item that runs on a schedule",
        about = "From the server's list of schedules; where it offers none, from the scheduled runs alone.",
        key = {"schedule_key"},
        natural = {"content_key", "variant_key"},
        kind = Table.Kind.DIMENSION)
public record DimSchedule(
        @Column("Surrogate key; 0 = unknown, -1 = run on no schedule")
        long scheduleKey,

        @Column(value = "Content item it renders", references = "dim_content")
        long contentKey,

        @Column("The server's key of the variant; empty = not said")
        String variantKey,

        @Column("minute, hour, day, week ...; null = known from runs only") @Nullable
        String scheduleType,

        @Column("Rule as given; null = unknown") @Nullable String scheduleRule,

        @Column("Time zone of the rule; null = unknown") @Nullable
        String timezoneName,

        @Column("Whether its result is mailed; null = unknown") @Nullable
        Boolean sendsMail,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

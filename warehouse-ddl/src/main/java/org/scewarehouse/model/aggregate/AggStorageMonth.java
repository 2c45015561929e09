package org.scewarehouse.model.aggregate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What the volumes of each person held in a month. */
@Table(
        grain = "one person x project x cluster x month",
        about = "Sums of volume_day_counted, so that a home counts once and whole file systems do not. The transaction "
                + "that changes a day removes its month, and the run that did so ends with making it anew; "
                + "report.storage_month reads the days of a month that is not here.",
        key = {"month", "compute_system_key", "user_id", "project_key"},
        kind = Table.Kind.DERIVED)
public record AggStorageMonth(
        @Column(value = "First day of the month", references = "dim_date")
        LocalDate month,

        @Column(value = "Cluster the volumes are mounted on; 0 = unknown", references = "dim_compute_system")
        long computeSystemKey,

        @Column(
                value = "Person who owns them, durable: join dim_user_now for the person as they are now; "
                        + "0 = nobody known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project they are booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column("First day of the month with such a volume") LocalDate firstSeenOn,
        @Column("Last such day") LocalDate lastSeenOn,

        @Column("Bytes used at day end, summed over days and volumes; null = never measured") @Nullable
        Double usedByteDays) {}

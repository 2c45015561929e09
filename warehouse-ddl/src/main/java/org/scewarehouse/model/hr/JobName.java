package org.scewarehouse.model.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Original texts of batch jobs. */
@Table(
        schema = "hr",
        grain = "one job attempt some of whose texts are masked in mart",
        about = "The texts as given; a job without a row here has nothing masked.",
        key = {"batch_job_key"},
        kind = Table.Kind.DIMENSION)
public record JobName(
        @Column("Key of mart.fact_batch_job and mart.fact_batch_job_day")
        long batchJobKey,

        @Column("Name of the job as given") String jobName,

        @Column("Name of the queue as given; null = unknown") @Nullable
        String queueName,

        @Column("Name of the job definition as given; null = none") @Nullable
        String jobDefinitionName,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Queues of batch schedulers. */
@Table(
        grain = "one queue of a batch scheduler",
        about = "AWS Batch job queues, Slurm and LSF partitions and queues.",
        key = {"queue_key"},
        kind = Table.Kind.DIMENSION)
public record DimQueue(
        @Column("Surrogate key; 0 = unknown, -1 = not applicable")
        long queueKey,

        @Column("Name of the queue, logins masked") String queueName,

        @Column(value = "Cluster or account it belongs to", references = "dim_compute_system")
        long computeSystemKey,

        @Column("Priority among queues, the greater first; null = unknown") @Nullable
        Integer priorityNumber,

        @Column("ENABLED or DISABLED; null = unknown") @Nullable
        String queueState,

        @Column("Compute environments that it places jobs on, in order, separated by commas; null = unknown") @Nullable
        String computeEnvironmentNames,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What batch jobs are made of. */
@Table(
        grain = "one revision of a job definition",
        about = "AWS Batch only: other schedulers have none.",
        key = {"job_definition_key"},
        kind = Table.Kind.DIMENSION)
public record DimJobDefinition(
        @Column("Surrogate key; 0 = unknown, -1 = not applicable")
        long jobDefinitionKey,

        @Column("Name without revision, logins masked") String jobDefinitionName,

        @Column("Revision; null = unknown") @Nullable Integer revisionNumber,

        @Column("EC2, FARGATE or EKS, by the jobs made of it; null = unknown") @Nullable
        String platformName,

        @Column(value = "Account it belongs to", references = "dim_compute_system")
        long computeSystemKey,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

package org.scewarehouse.model.dim;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Prices. */
@Table(
        grain = "one rate of one compute system, valid from a day",
        about = "From the reference file prices.csv.",
        key = {"rate_key"},
        natural = {"compute_system_name", "rate_kind", "resource_name", "valid_from"},
        kind = Table.Kind.DIMENSION)
public record DimRate(
        @Column("Surrogate key") long rateKey,
        @Column("Cluster or account; * = any") String computeSystemName,
        @Column("illustrative, node or billed") String rateKind,

        @Column("core_hour, gpu_hour, storage_gib_month or node_day")
        String resourceName,

        @Column("Price in USD per unit of the resource") BigDecimal amountUsd,
        @Column("First day") LocalDate validFrom,
        @Column("Day after the last; 9999-12-31 = open") LocalDate validTo,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}

package org.scewarehouse.model.dim;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Carbon factors. */
@Table(
        grain = "one region, valid from a day",
        about = "From the reference file carbon_factors.csv.",
        key = {"carbon_factor_key"},
        natural = {"region_name", "factor_set_name", "valid_from"},
        kind = Table.Kind.DIMENSION)
public record DimCarbonFactor(
        @Column("Surrogate key") long carbonFactorKey,
        @Column("Region; * = any") String regionName,

        @Column("Name of the factor set, printed with every number")
        String factorSetName,

        @Column("Grid intensity, kg CO2e per kWh") BigDecimal gridKgPerKwh,
        @Column("Power of an idle vCPU, W") BigDecimal minWattsPerVcpu,
        @Column("Power of a busy vCPU, W") BigDecimal maxWattsPerVcpu,
        @Column("Power usage effectiveness of the site") BigDecimal pueRatio,

        @Column("First day") LocalDate validFrom,
        @Column("Day after the last; 9999-12-31 = open") LocalDate validTo,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn,

        @Column("Power of a GPU that is allocated, W; null = unknown, and energy is without it") @Nullable
        BigDecimal wattsPerGpu) {}

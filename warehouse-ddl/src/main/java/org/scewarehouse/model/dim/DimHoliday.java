package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Public holidays. */
@Table(
        grain = "one public holiday x country x site",
        about = "By the reference file holidays.csv, as it was on the last loaded day. Those that hold everywhere are "
                + "in dim_date too; report.is_working_day answers for a country and site.",
        key = {"day", "country_name", "site_name"},
        kind = Table.Kind.LISTING)
public record DimHoliday(
        @Column(value = "Day of the holiday", references = "dim_date")
        LocalDate day,

        @Column("Country it holds in; * = every country") String countryName,

        @Column("Site it holds at; * = every site of the country")
        String siteName,

        @Column("Name of the holiday") String holidayName) {}

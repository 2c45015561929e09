package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Calendar. */
@Table(
        grain = "one day",
        about = "2015 to 2040, and 9999-12-31 for open ends.",
        key = {"day"},
        kind = Table.Kind.DERIVED)
public record DimDate(
        @Column("The date; also the key") LocalDate day,
        @Column("Calendar year") int yearNumber,
        @Column("Quarter, 1 to 4") int quarterNumber,
        @Column("Month, 1 to 12") int monthNumber,
        @Column("First day of the month") LocalDate monthStartDate,
        @Column("English name of the month") String monthName,
        @Column("1 to 31") int dayOfMonth,
        @Column("Year of the ISO week") int isoYearNumber,
        @Column("ISO week, 1 to 53") int isoWeekNumber,
        @Column("1 = Monday to 7 = Sunday") int isoDayOfWeek,
        @Column("English name of the weekday") String dayName,
        @Column("Saturday or Sunday") boolean isWeekend,

        @Column("Public holiday that holds everywhere, by the reference file holidays.csv")
        boolean isHoliday,

        @Column("Name of the holiday; null = none") @Nullable
        String holidayName,

        @Column("Neither weekend nor holiday") boolean isWorkingDay) {}

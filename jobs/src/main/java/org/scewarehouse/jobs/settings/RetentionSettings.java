package org.scewarehouse.jobs.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many days each kind of data is kept, counted from the day that it is of; null means for ever.
 *
 * @param rawDays answers of the sources, of days that are published; without them a day cannot be built again
 * @param supersededRawDays answers that later ones have replaced, counted from when these were fetched
 * @param curatedDays the lake's rows of days that are published, which other engines read and {@code rebuild} loads
 * @param hourFactsDays containers by the hour in the warehouse; their days stay
 * @param hrDays original texts in schema {@code hr}, counted from when they were seen last
 * @param batchDays Spring Batch's rows of executions that have ended
 */
public record RetentionSettings(
        @Nullable Integer rawDays,
        @DefaultValue("7") int supersededRawDays,
        @Nullable Integer curatedDays,
        @Nullable Integer hourFactsDays,
        @Nullable Integer hrDays,
        @Nullable Integer batchDays) {

    /** What is wrong with them, each with the property's name. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        check("raw-days", rawDays, faults);
        check("superseded-raw-days", supersededRawDays, faults);
        check("curated-days", curatedDays, faults);
        check("hour-facts-days", hourFactsDays, faults);
        check("hr-days", hrDays, faults);
        check("batch-days", batchDays, faults);
        return faults;
    }

    private static void check(String name, @Nullable Integer days, List<String> faults) {
        if (days != null && days < 1) {
            faults.add("sce.retention." + name + " = " + days
                    + ": expected 1 or more; what is to be kept for ever has no such setting");
        }
    }
}

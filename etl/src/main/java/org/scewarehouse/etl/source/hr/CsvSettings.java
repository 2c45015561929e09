package org.scewarehouse.etl.source.hr;

import java.nio.charset.Charset;
import java.time.DayOfWeek;
import java.util.Set;

/**
 * How a folder of dated files is read.
 *
 * @param location the folder or bucket, for messages
 * @param delimiter what stands between two fields
 * @param charset encoding of the files
 * @param missingDays what becomes of a day that has no file
 * @param weekdays days of the week on which a file is to come; on others it may
 */
public record CsvSettings(
        String location, char delimiter, Charset charset, MissingDays missingDays, Set<DayOfWeek> weekdays) {

    public CsvSettings {
        weekdays = Set.copyOf(weekdays);
    }

    /** What becomes of a day without a file. */
    public enum MissingDays {
        /** Once a later day has one, the day keeps the people of the day before, as a stated gap. */
        CARRY,
        /** It fails until its file is there. */
        WAIT
    }
}

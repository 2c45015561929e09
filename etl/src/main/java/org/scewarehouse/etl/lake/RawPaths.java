package org.scewarehouse.etl.lake;

import java.time.LocalDate;
import java.util.Locale;

/** Where the raw zone keeps what. */
final class RawPaths {

    private RawPaths() {}

    /** What all keys about whole days of the source begin with; the day and a slash follow. */
    static String days(String source) {
        return "raw/source=" + source + "/day=";
    }

    /** The file that says which attempts are in force. */
    static String current(String source, LocalDate day) {
        return days(source) + day + "/_current.json";
    }

    /** The file that says why the source-day cannot be had. */
    static String lost(String source, LocalDate day) {
        return days(source) + day + "/_lost.json";
    }

    /** The file that says that raw of the source-day was kept, and was removed. */
    static String removed(String source, LocalDate day) {
        return days(source) + day + "/_removed.json";
    }

    /** The folder of all attempts of an endpoint of a source-day. */
    static String endpoint(String source, String endpoint, LocalDate day) {
        return "raw/source=" + source + "/endpoint=" + endpoint + "/day=" + day + "/";
    }

    /** The folder of one of them. */
    static String attempt(String source, String endpoint, LocalDate day, int attempt) {
        return endpoint(source, endpoint, day) + String.format(Locale.ROOT, "attempt=%04d/", attempt);
    }
}

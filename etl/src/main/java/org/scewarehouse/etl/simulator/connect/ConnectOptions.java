package org.scewarehouse.etl.simulator.connect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What kind of server is simulated.
 *
 * @param version as it states; empty = hidden
 * @param hasHits whether it lists hits
 * @param listsSchedules whether content can be listed with schedules
 * @param listsPackages whether it lists packages of the whole server
 * @param listsStorage whether it says what bundles take, and how many accounts are active
 * @param hasNumericIds whether ids are numbers, as in earlier versions
 * @param retention how long visits and log entries are kept; null = for ever
 * @param throttledEvery of so many requests one is refused as too many; 0 = none
 * @param pathPrefix path before {@code /__api__}; empty = none
 */
public record ConnectOptions(
        String version,
        boolean hasHits,
        boolean listsSchedules,
        boolean listsPackages,
        boolean listsStorage,
        boolean hasNumericIds,
        @Nullable Duration retention,
        int throttledEvery,
        String pathPrefix) {

    /** Key of an administrator. */
    public static final String ADMINISTRATOR_KEY = "administrators-key";

    /** Key of a publisher, account 2, who is shown own content only. */
    public static final String PUBLISHER_KEY = "publishers-key";

    /** A server of 2026. */
    public static ConnectOptions of2026() {
        return new ConnectOptions("2026.01.0", true, true, true, true, false, null, 0, "");
    }

    /** A server of 2023: visits and sessions apart, no schedules, no packages, numbers for ids. */
    public static ConnectOptions of2023() {
        return new ConnectOptions("", false, false, false, false, true, null, 0, "");
    }

    /** That refuses one of so many requests. */
    public ConnectOptions throttling(int every) {
        return with(retention, every, pathPrefix);
    }

    /** Behind a path. */
    public ConnectOptions under(String prefix) {
        return with(retention, throttledEvery, prefix);
    }

    /** That keeps visits for so long. */
    public ConnectOptions keeping(Duration time) {
        return with(time, throttledEvery, pathPrefix);
    }

    private ConnectOptions with(@Nullable Duration time, int every, String prefix) {
        return new ConnectOptions(
                version, hasHits, listsSchedules, listsPackages, listsStorage, hasNumericIds, time, every, prefix);
    }
}

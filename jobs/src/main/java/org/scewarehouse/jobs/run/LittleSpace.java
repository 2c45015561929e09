package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.nio.file.FileStore;
import java.util.HashSet;
import java.util.Set;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.WrittenFolder;
import org.slf4j.LoggerFactory;

/** Tells of disks that a run may fill up: a day that finds one full is not published, and is done by a later run. */
final class LittleSpace {

    /** About what raw of a day takes where thousands of containers run. */
    private static final long LEAST_BYTES = 512L << 20;

    private LittleSpace() {}

    /** Tells of each disk once, by the first folder on it. */
    static void tell(Settings settings, Console console) {
        Set<FileStore> seen = new HashSet<>();
        for (WrittenFolder folder : WrittenFolder.of(settings)) {
            try {
                FileStore disk = folder.disk();
                if (seen.add(disk) && disk.getUsableSpace() < LEAST_BYTES) {
                    console.error("Only " + (disk.getUsableSpace() >> 20) + " MiB are free in " + folder.path() + " ("
                            + folder.setting() + "): make room, before a day fails for want of it.");
                }
            } catch (IOException e) { // whoever writes there will say so
                LoggerFactory.getLogger(LittleSpace.class).debug("How much is free", e);
            }
        }
    }
}

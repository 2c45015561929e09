package org.scewarehouse.etl.source.homedrive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.SourceFiles;
import org.scewarehouse.model.Day;

/** The files of a folder or bucket, by the day in their names. */
final class ScanFolder {

    private static final Pattern NAME =
            Pattern.compile("[^/]*?(?<![0-9])(\\d{4})-?(\\d{2})-?(\\d{2})\\.csv", Pattern.CASE_INSENSITIVE);

    private final ObjectStore store;
    private final HomeDriveSettings settings;
    private final InstantSource clock;
    private final String codeVersion;

    ScanFolder(ObjectStore store, HomeDriveSettings settings, InstantSource clock, String codeVersion) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    /** Back to the first file. */
    Reach reach(Instant now) {
        NavigableMap<LocalDate, String> files = files(HomeDriveSettings.SOURCE);
        if (files.isEmpty()) {
            return Reach.withoutRecords(
                    now, "no file whose name ends with a day, such as home_drives_20260820.csv, is there");
        }
        Instant first = files.firstKey().atStartOfDay(settings.zone()).toInstant();
        return new Reach(first, first, "the first scan is of " + files.firstKey() + ", the last of " + files.lastKey());
    }

    /** Keeps the day's scan; nothing where a later day has one, since then none is to come. */
    void extract(Day day, RawZone.Writer raw, Progress progress) {
        String who = HomeDriveSettings.SOURCE + " " + day + ", " + settings.location();
        NavigableMap<LocalDate, String> files = files(who);
        String file = files.get(day.date());
        if (file == null && files.higherKey(day.date()) == null) {
            throw new SourceUnavailable(who + ": expected a file whose name ends with the day, such as home_drives_"
                    + day.date().toString().replace("-", "") + ".csv, got none; run again when the scan is done, and"
                    + " check " + HomeDriveSettings.PROPERTY + ".path");
        }
        if (file != null && !raw.has(file)) {
            new ScanFile(who + "/" + file, store, file).keep(raw, progress);
        }
        raw.complete(day.from(), day.to(), clock.instant(), codeVersion);
    }

    private NavigableMap<LocalDate, String> files(String who) {
        NavigableMap<LocalDate, String> files = new TreeMap<>();
        for (String key : SourceFiles.asked(who, HomeDriveSettings.PROPERTY + ".path", () -> store.list(""))) {
            LocalDate day = day(key);
            String other = day == null ? null : files.put(day, key);
            if (other != null) {
                throw new SourceChanged(
                        who + ": expected one file a day, got " + other + " and " + key + "; remove one of them");
            }
        }
        return files;
    }

    /** The day that the name ends with; null for files that are none of ours, and those of subfolders. */
    private static @Nullable LocalDate day(String key) {
        Matcher name = NAME.matcher(key);
        if (!name.matches()) {
            return null;
        }
        try {
            return LocalDate.of(number(name, 1), number(name, 2), number(name, 3));
        } catch (DateTimeException e) {
            return null; // no day of the calendar, so no day ever asks for it
        }
    }

    private static int number(Matcher name, int group) {
        return Integer.parseInt(name.group(group));
    }
}

package org.scewarehouse.etl.source.hr;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.SourceFiles;
import org.scewarehouse.model.Day;

/**
 * Files {@code hr_workers_YYYYMMDD.csv} in a folder or bucket, each a full snapshot of the day in its name. A file is
 * there once {@code .sha256} or {@code .done} with its name is: before, it may still be growing.
 */
public final class CsvDrop implements HrExtract {

    private static final String PREFIX = "hr_workers_";
    private static final String SUFFIX = ".csv";

    private final ObjectStore store;
    private final CsvSettings settings;
    private final CsvSnapshot snapshot;

    /** Over a store whose keys are the names of the files. */
    public CsvDrop(ObjectStore store, CsvSettings settings, HrParseSettings parse) {
        this.store = store;
        this.settings = settings;
        this.snapshot = new CsvSnapshot(store, settings, parse);
    }

    @Override
    public Endpoint.Kind endpointKind() {
        return Endpoint.Kind.AS_OF;
    }

    @Override
    public Reach reach(Instant now, ZoneId zone) {
        Listing listing = list();
        if (listing.files.isEmpty()) {
            throw new SourceUnavailable(HrSource.NAME + ", " + settings.location() + ": expected files " + PREFIX
                    + "YYYYMMDD" + SUFFIX + " with a marker .sha256 or .done, got none; check " + HrSource.PROPERTY
                    + ".path and whether HR has delivered");
        }
        LocalDate first = listing.files.firstKey();
        Instant from = first.atStartOfDay(zone).toInstant();
        return new Reach(from, from, "the oldest file is of " + first + ", the newest of " + listing.files.lastKey());
    }

    @Override
    public void extract(Day day, RawZone.Writer raw, Progress progress) {
        Listing listing = list();
        File file = listing.files.get(day.date());
        if (file != null) {
            if (!raw.has(file.key)) {
                snapshot.keep(day, file.key, announced(day, file), raw, progress);
            }
            return;
        }
        boolean isPassedOver =
                settings.missingDays() == CsvSettings.MissingDays.CARRY && listing.files.higherKey(day.date()) != null;
        boolean isExpected = settings.weekdays().contains(day.date().getDayOfWeek());
        if (!isPassedOver && isExpected) {
            throw new SourceUnavailable(HrSource.NAME + " " + day + ", " + settings.location() + ": expected "
                    + name(day.date()) + " and its marker, got "
                    + (listing.unmarked.contains(day.date()) ? "no marker yet: it may still be written" : "neither")
                    + "; run again when HR has delivered. Where no file is due on some days of the week, set "
                    + HrSource.PROPERTY + ".weekdays");
        }
    }

    /** The check sum that was delivered with the file; null where only a marker was. */
    private @Nullable String announced(Day day, File file) {
        if (file.checksumKey == null) {
            return null;
        }
        String text = store.read(file.checksumKey)
                .map(content -> new String(content, StandardCharsets.UTF_8).strip())
                .orElse("");
        String sum = text.isEmpty() ? "" : text.split("\\s", 2)[0].toLowerCase(java.util.Locale.ROOT);
        if (!sum.matches("[0-9a-f]{64}")) {
            throw new SourceChanged(HrSource.NAME + " " + day + ", " + file.checksumKey
                    + ": expected 64 hexadecimal digits first, as sha256sum writes them, got " + text.length()
                    + " other characters; have the file written again");
        }
        return sum;
    }

    private Listing list() {
        List<String> keys = SourceFiles.asked(
                HrSource.NAME + ", " + settings.location(), HrSource.PROPERTY + ".path", () -> store.list(PREFIX));
        Set<String> all = new HashSet<>(keys);
        Listing listing = new Listing(new TreeMap<>(), new HashSet<>());
        for (String key : keys) {
            LocalDate date = date(key);
            if (date == null) {
                continue;
            }
            String bare = key.substring(0, key.length() - SUFFIX.length());
            String checksum = all.contains(key + ".sha256")
                    ? key + ".sha256"
                    : all.contains(bare + ".sha256") ? bare + ".sha256" : null;
            if (checksum != null || all.contains(key + ".done") || all.contains(bare + ".done")) {
                listing.files.put(date, new File(key, checksum));
            } else {
                listing.unmarked.add(date);
            }
        }
        return listing;
    }

    private static @Nullable LocalDate date(String key) {
        if (!key.matches(PREFIX + "\\d{8}" + SUFFIX.replace(".", "\\."))) {
            return null;
        }
        try {
            String digits = key.substring(PREFIX.length(), PREFIX.length() + 8);
            return LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            return null; // no day of the calendar, so no day ever asks for it
        }
    }

    private static String name(LocalDate date) {
        return PREFIX + date.format(DateTimeFormatter.BASIC_ISO_DATE) + SUFFIX;
    }

    private record File(String key, @Nullable String checksumKey) {}

    private record Listing(NavigableMap<LocalDate, File> files, Set<LocalDate> unmarked) {}
}

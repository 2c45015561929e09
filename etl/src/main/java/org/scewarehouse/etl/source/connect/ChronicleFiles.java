package org.scewarehouse.etl.source.connect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.ParquetRecords;
import org.scewarehouse.etl.source.SourceFiles;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Files that Chronicle has written: {@code curated/v2/connect/DATASET/date=YYYY-MM-DD/*.parquet}. */
final class ChronicleFiles {

    static final String USERS = "user_list";
    static final String CONTENT = "content_list";
    static final String VISITS = "content_visits_totals_by_user";
    static final String SESSIONS = "shiny_usage_totals_by_user";

    private static final String ROOT = "curated/v2/connect/";
    private static final Pattern FILE = Pattern.compile("([^/]+)/date=(\\d{4}-\\d{2}-\\d{2})/.*\\.parquet");

    private final ObjectStore store;
    private final Map<String, NavigableMap<LocalDate, List<String>>> files;

    private ChronicleFiles(ObjectStore store, Map<String, NavigableMap<LocalDate, List<String>>> files) {
        this.store = store;
        this.files = files;
    }

    /**
     * Lists what is there.
     *
     * @throws SourceUnavailable if it cannot be listed now
     * @throws SourceMisconfigured if it must not be
     */
    static ChronicleFiles list(ObjectStore store) {
        Map<String, NavigableMap<LocalDate, List<String>>> files = new TreeMap<>();
        for (String key : reading(() -> store.list(ROOT))) {
            Matcher name = FILE.matcher(key.substring(ROOT.length()));
            LocalDate date = name.matches() ? date(name.group(2)) : null;
            if (date != null) {
                files.computeIfAbsent(name.group(1), dataset -> new TreeMap<>())
                        .computeIfAbsent(date, day -> new ArrayList<>())
                        .add(key);
            }
        }
        return new ChronicleFiles(store, files);
    }

    /** Null for what is no day of the calendar, for which nobody asks. */
    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static <T> T reading(Supplier<T> reading) {
        return SourceFiles.asked("files of Chronicle", ChronicleExtract.PROPERTY, reading);
    }

    /** First day of any data set. */
    Optional<LocalDate> first() {
        return files.values().stream().map(NavigableMap::firstKey).min(LocalDate::compareTo);
    }

    /** Last day of any data set. */
    Optional<LocalDate> last() {
        return files.values().stream().map(NavigableMap::lastKey).max(LocalDate::compareTo);
    }

    boolean has(String dataset, LocalDate day) {
        return dates(dataset).containsKey(day);
    }

    /**
     * Whether no file of visits or sessions means that nobody came: not before the first of them, since lists of
     * accounts may reach farther back, nor on a day of which nothing was written.
     */
    boolean tellsOfUse(LocalDate day) {
        boolean hasBegun = Stream.of(dates(VISITS), dates(SESSIONS)).anyMatch(dates -> dates.floorKey(day) != null);
        return hasBegun && files.keySet().stream().anyMatch(dataset -> has(dataset, day));
    }

    /** The day whose list serves that one: the same, else the last before, else the first after; null = none. */
    @Nullable
    LocalDate nearest(String dataset, LocalDate day) {
        NavigableMap<LocalDate, List<String>> dates = dates(dataset);
        return Stream.of(dates.floorKey(day), dates.ceilingKey(day))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private NavigableMap<LocalDate, List<String>> dates(String dataset) {
        NavigableMap<LocalDate, List<String>> dates = files.get(dataset);
        return dates == null ? new TreeMap<>() : dates;
    }

    /**
     * Gives the records of a day on, with these columns alone.
     *
     * @param required columns that must be there
     */
    void read(String dataset, LocalDate day, Set<String> columns, Set<String> required, Consumer<ObjectNode> taker) {
        for (String key : dates(dataset).getOrDefault(day, List.of())) {
            reading(() -> {
                ParquetRecords.read(store, key, columns, required, values -> taker.accept(json(values)));
                return key;
            });
        }
    }

    private static ObjectNode json(Map<String, Object> values) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> {
            if (value instanceof Long number) {
                record.put(name, number);
            } else if (value instanceof Double number) {
                record.put(name, number);
            } else if (value instanceof Boolean truth) {
                record.put(name, truth);
            } else {
                record.put(name, value instanceof Instant at ? at.toString() : String.valueOf(value));
            }
        });
        return record;
    }
}

package org.scewarehouse.etl.source.connect;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Keys;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.PackageVersion;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimContent;
import org.scewarehouse.model.dim.DimSchedule;
import org.scewarehouse.model.fact.FactContentDay;
import org.scewarehouse.model.fact.FactScheduleDay;
import org.scewarehouse.model.hr.ContentName;

/** Writes items and schedules that facts of the day name, each once, and what happened to them. */
final class ContentRows {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    final LocalDate day;
    private final Keys keys;
    private final ConnectPeople people;
    private final Masker masker;
    private final ConnectState state;
    private final Consumer<Record> rows;
    private final Map<String, DayCounts> counts = new TreeMap<>();
    private final Map<String, Long> contentKeys = new HashMap<>();
    private final Set<Long> written = new HashSet<>();

    ContentRows(
            LocalDate day, Keys keys, ConnectPeople people, Masker masker, ConnectState state, Consumer<Record> rows) {
        this.day = day;
        this.keys = keys;
        this.people = people;
        this.masker = masker;
        this.state = state;
        this.rows = rows;
    }

    Keys keys() {
        return keys;
    }

    void add(Record row) {
        rows.accept(row);
    }

    long key(String entity, @Nullable String... natural) {
        return keys.key(entity, natural);
    }

    long person(@Nullable String guid) {
        return people.userId(guid);
    }

    /** The text without logins. */
    @Nullable
    String masked(@Nullable String text) {
        return masker.maskOrNull(text);
    }

    /** Counts of the item; who asks makes a row of the item's day. */
    DayCounts counts(String guid) {
        return counts.computeIfAbsent(guid, key -> new DayCounts());
    }

    @Nullable
    String ownerGuid(String guid) {
        ConnectRecords.Content content = state.item(guid).content();
        return content == null ? null : content.ownerGuid();
    }

    /** Key of the item, which is written at the end: runs that are still to come change its state. */
    long content(String guid) {
        return contentKeys.computeIfAbsent(guid, name -> keys.key("content", name));
    }

    /** Writes the items that were named, as they are at the end of the day. */
    void writeItems() {
        contentKeys.forEach((guid, key) -> write(key, guid));
    }

    private void write(long key, String guid) {
        ConnectState.Item item = state.item(guid);
        ConnectRecords.Content content = item.content();
        String name = content == null ? null : content.name();
        String title = content == null ? null : content.title();
        rows.accept(new ContentName(key, guid, name, title, day, day));
        String mode = content == null || content.appMode() == null ? "unknown" : content.appMode();
        String rVersion = content == null ? null : content.rVersion();
        String python = content == null ? null : content.pyVersion();
        String quarto = content == null ? null : content.quartoVersion();
        rows.accept(new DimContent(
                key,
                guid,
                masked(name),
                masked(title),
                mode,
                type(mode, content == null ? null : content.contentCategory()),
                people.userId(ownerGuid(guid)),
                content == null ? null : content.accessType(),
                deploymentState(item),
                content == null ? null : ConnectTimes.parse(content.createdTime()),
                content == null || content.bundleId() == null ? null : ConnectTimes.parse(content.lastDeployedTime()),
                item.bundles().lastUploadedAt(),
                rVersion,
                minor(rVersion),
                sort(rVersion),
                python,
                minor(python),
                sort(python),
                quarto,
                minor(quarto),
                sort(quarto),
                item.bundles().count(),
                item.bundles().bytes(),
                item.permissionCount(),
                content == null ? null : content.cpuRequest(),
                (content == null || content.schedules() == null)
                        ? null
                        : !content.schedules().isEmpty(),
                (content == null || content.schedules() == null)
                        ? null
                        : content.schedules().stream().anyMatch(s -> Boolean.TRUE.equals(s.sendsMail())),
                item.bundles().isGitBacked(),
                content == null ? null : content.locked(),
                item.deletedOn(),
                day,
                day));
    }

    /** Whether an item works, as {@code dim_content.deployment_state} says. */
    static String deploymentState(ConnectState.Item item) {
        ConnectRecords.Content content = item.content();
        if (content == null) {
            return "unknown";
        }
        if (content.bundleId() != null && !content.bundleId().isEmpty()) {
            return item.hasLastBuildFailed() ? "redeploy_failing" : "deployed";
        }
        if (item.bundles().count() == null) {
            return item.listedOn() == null ? "unknown" : "never_deployed";
        }
        return item.bundles().count() == 0 ? "created_only" : "never_succeeded";
    }

    /** What an item is, in the words of its users. */
    static String type(String mode, @Nullable String category) {
        if (category != null && (category.equals("pin") || category.equals("plot") || category.equals("site"))) {
            return category;
        }
        if (mode.endsWith("-api") || mode.equals("api") || mode.endsWith("fastapi") || mode.startsWith("tensorflow")) {
            return "api";
        }
        return switch (mode) {
            case "static" -> "static";
            case "rmd-static", "quarto-static", "jupyter-static" -> "document";
            case "shiny",
                    "rmd-shiny",
                    "quarto-shiny",
                    "jupyter-voila",
                    "python-bokeh",
                    "python-dash",
                    "python-gradio",
                    "python-panel",
                    "python-shiny",
                    "python-streamlit" -> "application";
            default -> "other";
        };
    }

    /** Key of the schedule, which is written with its item. */
    long schedule(String contentGuid, String variantKey) {
        long contentKey = content(contentGuid);
        long key = keys.key("schedule", contentGuid, variantKey);
        if (written.add(key)) {
            ConnectRecords.Schedule listed =
                    state.schedule(contentGuid, variantKey).listed();
            rows.accept(new DimSchedule(
                    key,
                    contentKey,
                    variantKey,
                    listed == null ? null : listed.type(),
                    listed == null
                                    || listed.schedule() == null
                                    || listed.schedule().isNull()
                            ? null
                            : listed.schedule().toString(),
                    listed == null ? null : listed.timezone(),
                    listed == null ? null : listed.sendsMail(),
                    day,
                    day));
        }
        return key;
    }

    /** Writes the day of every item that was counted; what was not observed is null. */
    void writeDays(boolean isListingKnown, boolean areRunsKnown, boolean areMonitorsKnown) {
        counts.forEach((guid, count) -> {
            ConnectState.Item item = state.item(guid);
            boolean isListed = day.equals(item.listedOn());
            rows.accept(new FactContentDay(
                    day,
                    content(guid),
                    Warehouse.UNKNOWN,
                    people.userId(ownerGuid(guid)),
                    Warehouse.UNKNOWN,
                    ConnectConnection.SOURCE,
                    count.visits,
                    count.ownerVisits,
                    count.anonymousVisits,
                    areMonitorsKnown ? (Long) count.monitorVisits : null,
                    count.visitors,
                    count.sessionSeconds,
                    areRunsKnown ? (Long) count.runs : null,
                    areRunsKnown ? (Long) count.failedRuns : null,
                    areRunsKnown ? (Double) count.runSeconds : null,
                    isListed ? count.uploads : null,
                    isListed ? item.bundles().count() : null,
                    isListed ? item.bundles().bytes() : null,
                    isListingKnown ? isListed : null,
                    isListed ? deploymentState(item) : null));
        });
    }

    /** Writes how every schedule does at the end of the day. */
    void writeSchedules(Map<String, DayCounts> runs, boolean areSchedulesListed) {
        state.schedules.forEach((name, schedule) -> {
            DayCounts count = runs.getOrDefault(name, new DayCounts());
            ConnectRecords.Schedule listed = areSchedulesListed ? schedule.listed() : null;
            rows.accept(new FactScheduleDay(
                    day,
                    schedule(schedule.contentGuid(), schedule.variantKey()),
                    content(schedule.contentGuid()),
                    Warehouse.UNKNOWN,
                    people.userId(ownerGuid(schedule.contentGuid())),
                    Warehouse.UNKNOWN,
                    ConnectConnection.SOURCE,
                    count.runs,
                    count.failedRuns,
                    count.runSeconds,
                    schedule.isFailing(),
                    schedule.failingSinceAt(),
                    schedule.failuresInRow(),
                    schedule.lastSuccessAt(),
                    schedule.lastRunAt(),
                    listed == null ? null : ConnectTimes.parse(listed.nextRun()),
                    listed == null ? null : listed.nextRun() == null));
        });
    }

    /** The first two parts of a version; null where the text is none. */
    static @Nullable String minor(@Nullable String version) {
        Matcher parts = VERSION.matcher(version == null ? "" : version);
        return parts.matches() ? parts.group(1) + '.' + parts.group(2) : null;
    }

    private static @Nullable Long sort(@Nullable String version) {
        return PackageVersion.sort(version);
    }
}

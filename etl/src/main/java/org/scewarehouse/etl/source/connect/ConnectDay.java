package org.scewarehouse.etl.source.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.fact.FactAuditDay;
import org.scewarehouse.model.fact.FactContentRun;
import tools.jackson.databind.node.ObjectNode;

/** One day being transformed; its methods are called in the order in which they stand. */
final class ConnectDay {

    private static final String SOURCE = ConnectConnection.SOURCE;

    private final Day day;
    private final RawZone.Reader raw;
    private final ConnectState state;
    private final CuratedZone.Writer out;
    private final Progress progress;
    private final RawRecords read;
    private final ConnectPeople people;
    private final Dimensions dimensions;
    private final Map<String, DayCounts> runsBySchedule = new TreeMap<>();
    private ContentRows content;
    private boolean isListingKnown;
    private boolean areSchedulesListed;

    ConnectDay(
            Day day,
            RawZone.Reader raw,
            ConnectState state,
            Dimensions dimensions,
            CuratedZone.Writer out,
            Progress progress) {
        this.day = day;
        this.raw = raw;
        this.state = state;
        this.out = out;
        this.progress = progress;
        this.read = new RawRecords(raw, progress);
        this.dimensions = dimensions;
        this.people = new ConnectPeople(day, dimensions, out::add);
        this.content = rows(dimensions.masker(Map.of(), day.date()));
    }

    private ContentRows rows(Masker masker) {
        return new ContentRows(day.date(), dimensions.keys(), people, masker, state, out::add);
    }

    /**
     * Accounts, and items as events of any day are read by them; returned for the next day, which may share them.
     *
     * @param before what another day has read
     * @param isInState whether the state has seen the items of that one
     */
    Directory readDirectory(Directory before, boolean isInState) {
        Directory directory = Directory.of(read, before);
        content = rows(people.know(directory.users()));
        if (!directory.checksums().equals(before.checksums()) || !isInState) {
            for (ConnectRecords.Content item : directory.items()) {
                state.items.put(item.guid(), state.item(item.guid()).seen(item));
            }
        }
        return directory;
    }

    private void listed(ConnectRecords.Content item) {
        state.items.put(item.guid(), state.item(item.guid()).listed(item, day.date()));
    }

    /** The listing of the day, if it has one: what is there, what has gone, what belongs to it. */
    void readListing() {
        for (RawZone.PartFile part : read.parts(ConnectEndpoints.CONTENT, ConnectEndpoints.CONTENT)) {
            isListingKnown = true;
            areSchedulesListed |= "true".equals(part.attributes().get(ConnectEndpoints.HAS_SCHEDULES));
            ConnectJson.each(part, ConnectRecords.Content.class, this::listed);
        }
        for (RawZone.PartFile part : read.parts(ConnectEndpoints.CONTENT, ChronicleFiles.CONTENT)) {
            isListingKnown = true;
            ConnectJson.each(part, ChronicleRecords.Content.class, item -> listed(item.item()));
        }
        if (!isListingKnown) {
            return; // a day before the first listing: what the server has now is told by the days that list it
        }
        people.writeAll();
        state.items.replaceAll((guid, item) -> item.isMissing(day) ? item.gone(day.date()) : item);
        read.each(ConnectEndpoints.SERVER, ConnectEndpoints.STORAGE, ServerRows.Storage.class, this::storage);
        read.each(ConnectEndpoints.BUNDLES, ConnectEndpoints.BUNDLES, ConnectRecords.Bundles.class, this::bundles);
        read.each(
                ConnectEndpoints.PERMISSIONS,
                ConnectEndpoints.PERMISSIONS,
                ConnectRecords.Permissions.class,
                found -> state.items.computeIfPresent(
                        found.contentGuid(),
                        // The owner needs none, and so is not in the list.
                        (guid, item) -> item.withPermissions(found.answer().size() + 1L)));
        state.items.values().stream()
                .filter(item -> day.date().equals(item.listedOn()) || day.date().equals(item.deletedOn()))
                .forEach(item -> content.counts(item.guid()));
        if (areSchedulesListed) {
            schedules();
        } else {
            // That a schedule is gone nothing tells but the end of its item.
            state.schedules.values().removeIf(schedule -> isGone(schedule.contentGuid()));
        }
    }

    private boolean isGone(String guid) {
        return state.item(guid).deletedOn() != null;
    }

    /** What the server says of an item's bundles as a whole; those that changed are asked for one by one besides. */
    private void storage(ServerRows.Storage found) {
        String guid = found.contentGuid();
        if (guid != null && found.bundles() != null && state.items.containsKey(guid)) {
            state.items.put(
                    guid,
                    state.item(guid)
                            .with(state.item(guid)
                                    .bundles()
                                    .summed(
                                            found.bundles().count(),
                                            found.bundles().bytesTotal())));
            content.counts(guid).uploads = 0L;
        }
    }

    private void bundles(ConnectRecords.Bundles found) {
        long bytes = 0;
        long uploads = 0;
        Instant last = null;
        boolean isFromGit = false;
        for (ConnectRecords.Bundle bundle : found.answer()) {
            bytes += bundle.size() == null ? 0 : bundle.size();
            Instant at = ConnectTimes.parse(bundle.createdTime());
            if (at != null) {
                last = last == null || at.isAfter(last) ? at : last;
                uploads += at.isBefore(day.from()) || !at.isBefore(day.to()) ? 0 : 1;
            }
            isFromGit |= bundle.metadata() != null
                    && (bundle.metadata().sourceRepo() != null
                            || "git".equals(bundle.metadata().source()));
        }
        if (state.items.containsKey(found.contentGuid())) {
            state.items.put(
                    found.contentGuid(),
                    state.item(found.contentGuid())
                            .with(new ConnectState.Bundles((long) found.answer().size(), bytes, last, isFromGit)));
            content.counts(found.contentGuid()).uploads = uploads;
        }
    }

    /** Schedules that are listed stay, with what is known of their runs; others are no longer there. */
    private void schedules() {
        Map<String, ConnectState.Schedule> listed = new TreeMap<>();
        for (ConnectState.Item item : state.items.values()) {
            ConnectRecords.Content now = item.content();
            if (now == null || now.schedules() == null || !day.date().equals(item.listedOn())) {
                continue;
            }
            for (ConnectRecords.Schedule schedule : now.schedules()) {
                String variant = schedule.variantKey();
                listed.put(
                        ConnectState.Schedule.name(item.guid(), variant),
                        state.schedule(item.guid(), variant).listed(schedule));
            }
        }
        state.schedules.clear();
        listed.values().forEach(state::put);
    }

    /** Runs that ended on the day, in that order: each changes what is known of its item and its schedule. */
    void writeRuns(RunRows runs) {
        read.each(ConnectEndpoints.JOBS, ConnectEndpoints.JOBS, ObjectNode.class, runs::add);
        runs.jobs(this::run);
        if (areSchedulesListed) {
            state.schedules.replaceAll((name, schedule) -> told(schedule));
        }
    }

    private static ConnectState.Schedule told(ConnectState.Schedule schedule) {
        ConnectRecords.LastRun last =
                schedule.listed() == null ? null : schedule.listed().lastRun();
        if (schedule.lastRunAt() != null || last == null || last.exitCode() == null) {
            return schedule;
        }
        return schedule.told(ConnectTimes.parse(last.endTime()), last.exitCode() != 0);
    }

    private void run(JobRecord job) {
        String kind = job.kind();
        Instant ended = Objects.requireNonNull(job.endedAt());
        if (kind.isEmpty() || ended.isBefore(day.from()) || !ended.isBefore(day.to())) {
            return;
        }
        String outcome = job.outcome();
        boolean hasFailed = outcome.equals("failed") || outcome.equals("aborted");
        Double seconds = seconds("run", job.startTime(), ended);
        String guid = job.contentGuid();
        long scheduleKey = Warehouse.NOT_APPLICABLE;
        if (kind.equals("build")) {
            state.items.put(guid, state.item(guid).built(hasFailed));
        } else if (kind.equals("scheduled")) {
            scheduleKey = scheduled(job, ended, hasFailed, outcome.equals("skipped"), seconds);
        }
        if (kind.equals("scheduled") || kind.equals("render")) {
            count(content.counts(guid), hasFailed, seconds);
        }
        content.add(new FactContentRun(
                day.date(),
                content.key("content_run", guid, job.name()),
                content.content(guid),
                scheduleKey,
                Warehouse.UNKNOWN,
                content.person(content.ownerGuid(guid)),
                Warehouse.UNKNOWN,
                SOURCE,
                kind,
                job.tag() == null ? "unknown" : job.tag(),
                outcome,
                ConnectTimes.parse(job.queuedTime()),
                ConnectTimes.parse(job.startTime()),
                ended,
                wait(job),
                seconds,
                job.exitCode()));
    }

    private long scheduled(
            JobRecord job, Instant ended, boolean hasFailed, boolean isSkipped, @Nullable Double seconds) {
        if (!areSchedulesListed) {
            state.rename(job.contentGuid(), job.variantNumber(), job.variant());
        }
        ConnectState.Schedule schedule = state.schedule(job.contentGuid(), job.variant());
        String name = ConnectState.Schedule.name(job.contentGuid(), job.variant());
        boolean isThere = areSchedulesListed
                ? state.schedules.containsKey(name)
                : !job.isVariantGone() && !isGone(job.contentGuid());
        if (isThere) {
            state.put(isSkipped ? schedule : schedule.ran(ended, hasFailed));
            count(runsBySchedule.computeIfAbsent(name, key -> new DayCounts()), hasFailed, seconds);
        }
        return content.schedule(job.contentGuid(), job.variant());
    }

    private static void count(DayCounts counts, boolean hasFailed, @Nullable Double seconds) {
        counts.runs++;
        counts.failedRuns += hasFailed ? 1 : 0;
        counts.runSeconds += seconds == null ? 0 : seconds;
    }

    private @Nullable Double wait(JobRecord job) {
        Instant started = ConnectTimes.parse(job.startTime());
        return started == null ? null : seconds("wait", job.queuedTime(), started);
    }

    private @Nullable Double seconds(String what, @Nullable String from, Instant to) {
        Instant start = ConnectTimes.parse(from);
        if (start == null) {
            return null;
        }
        if (to.isBefore(start)) {
            finding(
                    ConnectEndpoints.JOBS,
                    Finding.Kind.WARNING,
                    what,
                    "it ends before it begins: its length is unknown",
                    1);
            return null;
        }
        return Duration.between(start, to).toNanos() / 1e9;
    }

    void writeVisits(ConnectTransformSettings settings, Path tempFolder, long memoryBytes) {
        new DayVisits(day, read, content, out::finding).write(settings, tempFolder, memoryBytes);
    }

    /** Entries of the audit log by person and action. */
    void writeAudit() {
        Map<Long, Map<String, Long>> counts = new TreeMap<>();
        read.each(ConnectEndpoints.AUDIT_LOGS, ConnectEndpoints.AUDIT_LOGS, ConnectRecords.Audit.class, entry -> {
            boolean isServer = "0".equals(entry.userId());
            long userId = isServer ? Warehouse.NOT_APPLICABLE : people.userId(entry.userGuid());
            String action = entry.action() == null ? "unknown" : entry.action();
            counts.computeIfAbsent(userId, key -> new TreeMap<>()).merge(action, 1L, Long::sum);
        });
        counts.forEach((userId, actions) -> actions.forEach((action, count) -> out.add(
                new FactAuditDay(day.date(), Warehouse.UNKNOWN, userId, Warehouse.UNKNOWN, SOURCE, action, count))));
    }

    /** What the server says of itself. */
    void writeServer() {
        new ServerRows(content).write(read);
    }

    /** What items use. */
    void writePackages() {
        PackageRows packages = new PackageRows(content);
        read.each(ConnectEndpoints.PACKAGES, ConnectEndpoints.PACKAGES, ConnectRecords.Package.class, packages::add);
        finding(
                ConnectEndpoints.PACKAGES,
                Finding.Kind.DROP,
                "package",
                "without item, name or version",
                packages.incomplete());
    }

    /** Writes what was counted, says what a reader must know, and returns the state of the day. */
    byte[] end() {
        boolean areRunsKnown = raw.endpoints().contains(ConnectEndpoints.JOBS);
        if (areRunsKnown) {
            content.writeSchedules(runsBySchedule, areSchedulesListed);
        }
        content.writeDays(isListingKnown, areRunsKnown, !DayVisits.areCounted(read));
        content.writeItems();
        ConnectFindings.of(raw, areSchedulesListed, DayVisits.areCounted(read)).forEach(out::finding);
        progress.advance("items", state.items.size(), state.items.size());
        return state.write();
    }

    private void finding(String endpoint, Finding.Kind kind, String subject, String reason, long count) {
        if (count > 0) {
            out.finding(new Finding(endpoint, kind, subject, reason, count));
        }
    }
}

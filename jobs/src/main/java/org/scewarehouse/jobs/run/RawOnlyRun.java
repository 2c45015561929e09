package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.scewarehouse.etl.PassingConflict;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.erasure.ErasureRegistry;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.RemovedRaw;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.star.Pseudonyms;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.PrivacySecret;
import org.scewarehouse.model.Day;

/**
 * Extraction without a warehouse: raw is what cannot wait, because sources forget. The days it keeps are transformed
 * and loaded by the next nightly run that finds the warehouse, without asking the sources again.
 */
final class RawOnlyRun {

    /** Longer outages of the warehouse are caught up by the run that finds it again. */
    private static final int DAYS_MAX = 7;

    private final NightlyRequest request;
    private final Session session;
    private final Instant end;
    private final RawZone raw;
    private final RemovedRaw removed;

    /**
     * @param end when no further day is begun
     * @throws org.scewarehouse.jobs.settings.SettingsRejected if the lake was begun with another zone or secret
     */
    RawOnlyRun(NightlyRequest request, Session session, Wiring wiring, Instant end) {
        this.request = request;
        this.session = session;
        this.end = end;
        ObjectStore store = wiring.lake()
                .apply(session.settings().stores().open(session.settings().lakeLocation()));
        byte[] secret = PrivacySecret.of(session.settings()).reveal().getBytes(StandardCharsets.UTF_8);
        Pseudonyms pseudonyms = new Pseudonyms(secret);
        // Days of another zone are other hours, and with another secret erased people are not known again.
        LakeIdentity.require(store, session.settings().zone(), pseudonyms.fingerprint());
        this.raw = new RawZone(store, new ErasureRegistry(store, pseudonyms));
        this.removed = new RemovedRaw(store);
    }

    /**
     * Keeps raw of the last due days that have none, oldest first, within the request's limits; one source failing
     * stops no other.
     */
    void run() {
        Path lockFile = session.settings().home().resolve("raw-only.lock");
        try {
            Files.createDirectories(session.settings().home());
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    session.console().error("Another run keeps raw already.");
                    return;
                }
                LittleSpace.tell(session.settings(), session.console());
                request.of(ConfiguredSource.all(session)).forEach(this::keep);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + lockFile + ": " + e.getMessage(), e);
        }
    }

    private void keep(ConfiguredSource configured) {
        Source source = configured.source();
        Instant now = session.clock().instant();
        ZoneId zone = session.settings().zone();
        try {
            Reach reach = source.reach(now);
            LocalDate last = Planner.lastDue(source, zone, now);
            List<LocalDate> days = last.minusDays(DAYS_MAX - 1)
                    .datesUntil(last.plusDays(1))
                    .filter(day -> new Day(day, zone).to().isAfter(reach.begin()))
                    .filter(day -> !new Day(day, zone).from().isBefore(reach.from()))
                    .filter(day -> configured.since() == null || !day.isBefore(configured.since()))
                    .filter(day -> raw.current(source.name(), day).isEmpty())
                    .filter(day -> removed.of(source.name(), day).isEmpty())
                    .toList();
            keep(source, new ArrayDeque<>(days));
        } catch (RuntimeException e) {
            RunReport.failed(configured, e, session.console());
        }
    }

    /** Goes on where a day cannot be had, in the order in which {@link DayRuns} does. */
    private void keep(Source source, Deque<LocalDate> left) {
        int unavailable = 0;
        for (int begun = 0; begun < request.maxDays() && unavailable <= DayRuns.UNAVAILABLE_MAX; begun++) {
            if (left.isEmpty()
                    || !session.clock().instant().isBefore(end)
                    || session.termination().isRequested()) {
                return;
            }
            LocalDate day = unavailable == DayRuns.UNAVAILABLE_MAX ? left.removeLast() : left.removeFirst();
            try {
                keep(source, new Day(day, session.settings().zone()));
                session.console().line(source.name() + " " + day + "  raw is kept, not loaded");
                unavailable = 0;
            } catch (SourceUnavailable | SourceChanged | PassingConflict e) {
                session.console().error(source.name() + " " + day + "  FAILED: " + e.getMessage());
                unavailable = e instanceof SourceUnavailable ? unavailable + 1 : 0;
            }
        }
    }

    private void keep(Source source, Day day) {
        // Other machines may keep raw of the same lake, and the warehouse gives no locks.
        int attempt = raw.claimNextAttempt(
                source.name(),
                day.date(),
                source.endpoints().stream().map(Endpoint::name).toList());
        SourceDay work = new SourceDay(source, day, attempt, 0, true, false, false);
        Progress progress = (unit, done, total) -> {
            if (session.termination().isRequested()) {
                throw new Stopped();
            }
        };
        for (Endpoint endpoint : source.endpoints()) {
            if (endpoint.answersFor(day, session.clock().instant())) {
                source.extract(
                        day, endpoint, raw.writer(source.name(), endpoint.name(), day.date(), attempt), progress);
            }
        }
        RawAdoption.adopt(raw, work);
    }
}

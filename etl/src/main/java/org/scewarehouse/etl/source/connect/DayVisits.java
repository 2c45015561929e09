package org.scewarehouse.etl.source.connect;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.fact.FactContentVisit;

/** The visits of a day, in the way in which raw has them. */
final class DayVisits {

    private final Day day;
    private final RawRecords read;
    private final ContentRows content;
    private final Consumer<Finding> findings;

    DayVisits(Day day, RawRecords read, ContentRows content, Consumer<Finding> findings) {
        this.day = day;
        this.read = read;
        this.content = content;
        this.findings = findings;
    }

    /** Whether Chronicle counted the visits of the day: single ones are not known then. */
    static boolean areCounted(RawRecords read) {
        return !read.parts(ConnectEndpoints.VISITS, ChronicleFiles.VISITS).isEmpty();
    }

    void write(ConnectTransformSettings settings, Path tempFolder, long memoryBytes) {
        if (areCounted(read)) {
            try (VisitCounts counts = new VisitCounts(tempFolder, memoryBytes)) {
                eachVisit(ChronicleFiles.VISITS, ChronicleRecords.Use.class, counts::add);
                eachVisit(ChronicleFiles.SESSIONS, ChronicleRecords.Use.class, counts::add);
                counts.sums(this::sum);
            }
            return;
        }
        try (VisitRows visits = new VisitRows(day.from(), day.to(), tempFolder, memoryBytes)) {
            read(visits, settings);
            visits.visits(this::visit);
            finding(Finding.Kind.NOTE, "hit", "listed twice, counted once", visits.doubled());
            finding(
                    Finding.Kind.WARNING,
                    "session",
                    "it ends before it begins: its length is unknown",
                    visits.reversed());
        }
    }

    private <T> void eachVisit(String of, Class<T> type, Consumer<T> taker) {
        read.each(ConnectEndpoints.VISITS, of, type, taker);
    }

    /** By hits where there are any, else by visits and sessions. */
    private void read(VisitRows visits, ConnectTransformSettings settings) {
        if (!read.parts(ConnectEndpoints.VISITS, ConnectEndpoints.HITS).isEmpty()) {
            eachVisit(ConnectEndpoints.HITS, ConnectRecords.Hit.class, hit -> {
                String agent = hit.data() == null ? null : hit.data().userAgent();
                String id = hit.id() == null ? "" : hit.id();
                add(visits, hit.contentGuid(), hit.userGuid(), agent, hit.timestamp(), id, null, settings);
            });
            return;
        }
        eachVisit(
                ConnectEndpoints.VISITS,
                ConnectRecords.Visit.class,
                v -> add(visits, v.contentGuid(), v.userGuid(), v.userAgent(), v.time(), "", null, settings));
        eachVisit(
                ConnectEndpoints.SESSIONS,
                ConnectRecords.Session.class,
                s -> add(visits, s.contentGuid(), s.userGuid(), null, s.started(), "", s.ended(), settings));
    }

    private static void add(
            VisitRows visits,
            String contentGuid,
            @Nullable String userGuid,
            @Nullable String agent,
            String at,
            String id,
            @Nullable String ended,
            ConnectTransformSettings settings) {
        visits.add(
                contentGuid,
                userGuid,
                agent,
                Objects.requireNonNull(ConnectTimes.parse(at)),
                id,
                ConnectTimes.parse(ended),
                settings.isMonitor(agent));
    }

    private void visit(VisitRows.Visit visit) {
        String guid = visit.contentGuid();
        DayCounts counts = content.counts(guid);
        boolean isOwner = isOwner(guid, visit.userGuid());
        if (visit.isMonitor()) {
            counts.monitorVisits++;
        } else {
            counts.visits++;
            counts.ownerVisits += isOwner ? 1 : 0;
            counts.anonymousVisits += visit.userGuid() == null ? 1 : 0;
            counts.visitors += visit.userGuid() != null && visit.isFirstOfVisitor() ? 1 : 0;
            counts.addSession(visit.sessionSeconds());
        }
        content.add(new FactContentVisit(
                day.date(),
                content.key(
                        "content_visit",
                        guid,
                        visit.visitor(),
                        visit.startedAt().toString()),
                content.content(guid),
                Warehouse.UNKNOWN,
                content.person(visit.userGuid()),
                Warehouse.UNKNOWN,
                ConnectConnection.SOURCE,
                visit.startedAt(),
                visit.hits(),
                visit.sessionSeconds(),
                visit.userGuid() == null,
                isOwner,
                visit.isMonitor()));
    }

    private boolean isOwner(String contentGuid, @Nullable String userGuid) {
        return userGuid != null && userGuid.equals(content.ownerGuid(contentGuid));
    }

    private void sum(String contentGuid, @Nullable String userGuid, long visits, @Nullable Double sessionSeconds) {
        DayCounts counts = content.counts(contentGuid);
        counts.visits += visits;
        counts.ownerVisits += isOwner(contentGuid, userGuid) ? visits : 0;
        counts.anonymousVisits += userGuid == null ? visits : 0;
        counts.visitors += userGuid == null || visits == 0 ? 0 : 1;
        counts.addSession(sessionSeconds);
    }

    private void finding(Finding.Kind kind, String subject, String reason, long count) {
        if (count > 0) {
            findings.accept(new Finding(ConnectEndpoints.VISITS, kind, subject, reason, count));
        }
    }
}

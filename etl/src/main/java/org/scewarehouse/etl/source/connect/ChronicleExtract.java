package org.scewarehouse.etl.source.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.answers.AskedOnce;
import org.scewarehouse.etl.source.answers.RawLines;
import org.scewarehouse.model.Day;

/** Brings what Chronicle wrote of a day to raw. Safe for several threads; lives for one run. */
public final class ChronicleExtract implements ConnectInput {

    /** Setting with its place. */
    public static final String PROPERTY = ConnectConnection.PROPERTY + ".chronicle";

    /** Chronicle sums a day up in the hours after it. */
    private static final Duration EDGE = Duration.ofHours(3);

    private final AskedOnce<ChronicleFiles> files;
    private final String location;
    private final ZoneId zone;
    private final InstantSource clock;
    private final String codeVersion;

    /**
     * Reads nothing yet.
     *
     * @param store where Chronicle's folder {@code curated} lies
     * @param location the same, for messages
     * @param zone the reporting zone
     * @param codeVersion version of the product, for the attempt's record
     */
    public ChronicleExtract(ObjectStore store, String location, ZoneId zone, InstantSource clock, String codeVersion) {
        this.files = new AskedOnce<>(clock, () -> ChronicleFiles.list(store));
        this.location = location;
        this.zone = zone;
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(ConnectEndpoints.DIRECTORY, Endpoint.Kind.AS_OF, true),
                new Endpoint(ConnectEndpoints.VISITS, Endpoint.Kind.AS_OF, true),
                new Endpoint(ConnectEndpoints.CONTENT, Endpoint.Kind.AS_OF, false));
    }

    /** Chronicle's day is that of UTC, which goes on where the same day is over east of Greenwich. */
    @Override
    public Duration edge() {
        Instant now = clock.instant();
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition next = rules.nextTransition(now);
        int summerOrWinter = rules.getOffset(now).getTotalSeconds();
        int other = next == null ? summerOrWinter : next.getOffsetAfter().getTotalSeconds();
        return EDGE.plusSeconds(Math.max(0, Math.max(summerOrWinter, other)));
    }

    /** Back to the first day that it wrote. */
    @Override
    public Reach reach(Instant now) {
        ChronicleFiles all = files.after(Instant.MIN);
        LocalDate first = all.first().orElse(null);
        if (first == null) {
            return Reach.withoutRecords(
                    now, location + " has no files such as curated/v2/connect/user_list/date=2026-01-01/x.parquet");
        }
        Instant from = first.atStartOfDay(zone).toInstant();
        return new Reach(
                Instant.MIN,
                from,
                "Chronicle wrote from " + first + " to " + all.last().orElse(first));
    }

    @Override
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        if (raw.isComplete()) {
            return;
        }
        String at = ConnectConnection.SOURCE + ", " + day + ", endpoint " + endpoint.name() + ", " + location + ": ";
        try {
            keep(files.after(day.to()), day.date(), endpoint.name(), raw);
        } catch (SourceUnavailable e) {
            throw new SourceUnavailable(at + e.getMessage(), e);
        } catch (SourceMisconfigured e) {
            throw new SourceMisconfigured(at + e.getMessage(), e);
        } catch (SourceChanged e) {
            throw new SourceChanged(at + e.getMessage(), e);
        }
        raw.complete(day.from(), day.to(), clock.instant(), codeVersion);
    }

    private static void keep(ChronicleFiles all, LocalDate day, String endpoint, RawZone.Writer raw) {
        LocalDate last = all.last().orElse(LocalDate.MIN);
        if (last.isBefore(day)) {
            throw new SourceUnavailable("expected files of the day, got none after " + last
                    + "; run again when Chronicle has summed it up");
        }
        switch (endpoint) {
            case ConnectEndpoints.DIRECTORY -> {
                LocalDate users = all.nearest(ChronicleFiles.USERS, day);
                keep(all, ChronicleFiles.USERS, users, ChronicleRecords.USER_COLUMNS, Set.of("id"), raw);
                LocalDate items = all.nearest(ChronicleFiles.CONTENT, day);
                keep(all, ChronicleFiles.CONTENT, items, ChronicleRecords.MEMBER_COLUMNS, Set.of("id"), raw);
            }
            case ConnectEndpoints.VISITS -> {
                Set<String> visits = Set.of("content_guid", "visits");
                keep(all, ChronicleFiles.VISITS, day, ChronicleRecords.VISIT_COLUMNS, visits, raw);
                Set<String> sessions = Set.of("content_guid", "num_sessions");
                keep(all, ChronicleFiles.SESSIONS, day, ChronicleRecords.SESSION_COLUMNS, sessions, raw);
            }
            case ConnectEndpoints.CONTENT -> {
                if (all.has(ChronicleFiles.CONTENT, day)) {
                    keep(all, ChronicleFiles.CONTENT, day, ChronicleRecords.CONTENT_COLUMNS, Set.of("id"), raw);
                }
            }
            default -> throw new IllegalArgumentException("Chronicle has no endpoint " + endpoint);
        }
    }

    private static void keep(
            ChronicleFiles all,
            String dataset,
            @Nullable LocalDate day,
            Set<String> columns,
            Set<String> required,
            RawZone.Writer raw) {
        RawLines.write(raw, dataset, dataset, lines -> {
            if (day == null) {
                lines.attribute("is_offered", "false");
            } else {
                lines.attribute("date", day.toString());
                if (dataset.equals(ChronicleFiles.VISITS) && !all.tellsOfUse(day)) {
                    lines.attribute(ConnectEndpoints.IS_BEFORE_HISTORY, "true");
                }
                all.read(dataset, day, columns, required, lines::add);
            }
        });
    }
}

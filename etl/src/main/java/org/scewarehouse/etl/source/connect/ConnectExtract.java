package org.scewarehouse.etl.source.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.JsonPages;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.answers.AskedOnce;
import org.scewarehouse.etl.source.answers.FieldList;
import org.scewarehouse.etl.source.answers.History;
import org.scewarehouse.etl.source.answers.ParallelAsking;
import org.scewarehouse.etl.source.answers.RawLines;
import org.scewarehouse.model.Day;
import tools.jackson.databind.node.ObjectNode;

/** Brings a day's answers of a Connect server to raw. Safe for several threads; lives for one run. */
public final class ConnectExtract implements ConnectInput {

    private static final int PAGE = 500;
    private static final int PACKAGE_PAGE = 5_000;

    private final InstantSource clock;
    private final String codeVersion;
    private final ConnectClient client;
    private final AskedOnce<Boolean> administrator;
    private final AskedOnce<ContentListing> listing;
    private final AskedOnce<AccountListing> accounts;
    private final VisitAsking visits;
    private final ItemAnswers items;
    /** When the oldest job ended of which an item told this run, by guid; an item that did not answer is not there. */
    private final Map<String, Instant> oldestJobs = new ConcurrentHashMap<>();

    private final History history;
    private final ServerExtract server;

    /**
     * Asks nobody yet.
     *
     * @param retry decides how often a failed request is repeated
     * @param tempFolder where answers for many days lie until the run ends
     * @param codeVersion version of the product, for the attempt's record
     * @throws SourceMisconfigured if the connection's settings cannot work, naming all that is wrong
     */
    public ConnectExtract(
            ConnectConnection connection, InstantSource clock, Retry retry, Path tempFolder, String codeVersion) {
        this.clock = clock;
        this.codeVersion = codeVersion;
        this.client = new ConnectClient(connection, clock, retry);
        this.administrator = new AskedOnce<>(clock, () -> {
            client.checkAdministrator();
            return true;
        });
        this.listing = new AskedOnce<>(clock, () -> ContentListing.ask(client));
        this.accounts = new AskedOnce<>(clock, () -> AccountListing.ask(client));
        this.visits = new VisitAsking(client, clock);
        this.items = new ItemAnswers(client, new ParallelAsking(connection.concurrency()));
        this.history = new History(clock, tempFolder);
        this.server = new ServerExtract(client, clock);
    }

    @Override
    public List<Endpoint> endpoints() {
        return ConnectEndpoints.all();
    }

    @Override
    public Duration edge() {
        return Duration.ZERO;
    }

    /**
     * How far back the server has visits or entries of its log: there its history begins. It does not say how long it
     * keeps them, so a day before that is lost only where an earlier one was collected. Its jobs it lists by item:
     * those that are older than both are loaded where such a day is asked for by hand.
     *
     * @throws SourceMisconfigured if the key is not an administrator's
     */
    @Override
    public Reach reach(Instant now) {
        try {
            return askReach(now);
        } catch (NotAllowed e) {
            throw new SourceMisconfigured(String.valueOf(e.getMessage()), e);
        }
    }

    private Reach askReach(Instant now) {
        administrator.after(Instant.MIN);
        Instant visit = visits.oldest(now);
        Optional<Instant> entry = oldestEntry();
        String log =
                entry.map(at -> " and entries of its log from " + at + " on").orElse("");
        return new Reach(
                Instant.MIN,
                entry.filter(visit::isAfter).orElse(visit),
                "it has visits from " + visit + " on" + log + "; how long it keeps them it does not say");
    }

    private Optional<Instant> oldestEntry() {
        try {
            return client.pages()
                    .document("/v1/audit_logs?limit=1&ascOrder=true")
                    .map(page -> ConnectTimes.parse(
                            page.path("results").path(0).path("time").asString("")));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    @Override
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        if (raw.isComplete()) {
            return;
        }
        String at = ConnectConnection.SOURCE + ", " + day + ", endpoint " + endpoint.name() + ": ";
        try {
            administrator.after(Instant.MIN);
            ask(day, endpoint.name(), raw, progress);
        } catch (SourceUnavailable e) {
            throw new SourceUnavailable(at + e.getMessage(), e);
        } catch (SourceMisconfigured | NotAllowed e) {
            throw new SourceMisconfigured(at + e.getMessage(), e);
        } catch (SourceChanged | NotFound | NotUnderstood | TooMuchAtOnce e) {
            throw new SourceChanged(at + e.getMessage(), e);
        }
        Instant from =
                endpoint.name().equals(ConnectEndpoints.VISITS) ? day.from().minus(VisitAsking.SAME_VISIT) : day.from();
        raw.complete(from, day.to(), clock.instant(), codeVersion);
    }

    private void ask(Day day, String endpoint, RawZone.Writer raw, Progress progress) {
        switch (endpoint) {
            case ConnectEndpoints.DIRECTORY -> directory(day, raw);
            case ConnectEndpoints.VISITS -> visits.ask(day, raw);
            case ConnectEndpoints.JOBS -> jobs(day, raw, progress);
            case ConnectEndpoints.AUDIT_LOGS -> auditLogs(day, raw);
            case ConnectEndpoints.CONTENT -> content(day, raw);
            case ConnectEndpoints.BUNDLES -> details(day, endpoint, KeptFields.BUNDLE, raw, progress);
            case ConnectEndpoints.PERMISSIONS -> details(day, endpoint, KeptFields.PERMISSION, raw, progress);
            case ConnectEndpoints.PACKAGES -> packages(raw);
            case ConnectEndpoints.SERVER -> server.ask(day, raw);
            default -> throw new IllegalArgumentException("connect has no endpoint " + endpoint);
        }
    }

    private void directory(Day day, RawZone.Writer raw) {
        RawLines.write(raw, ConnectEndpoints.USERS, ConnectEndpoints.USERS, accounts.after(day.to())::write);
        RawLines.write(
                raw,
                ConnectEndpoints.MEMBERS,
                ConnectEndpoints.MEMBERS,
                lines -> listing.after(day.to()).members().forEach(lines::add));
    }

    private void content(Day day, RawZone.Writer raw) {
        ContentListing known = listing.after(day.to());
        RawLines.write(raw, ConnectEndpoints.CONTENT, ConnectEndpoints.CONTENT, lines -> {
            lines.attribute(ConnectEndpoints.HAS_SCHEDULES, Boolean.toString(known.hasSchedules()));
            known.items().forEach(lines::add);
        });
    }

    private void packages(RawZone.Writer raw) {
        RawLines.write(raw, ConnectEndpoints.PACKAGES, ConnectEndpoints.PACKAGES, lines -> {
            try {
                JsonPages.Listed listed = client.pages()
                        .offset("/v1/packages", PACKAGE_PAGE, found -> lines.add(KeptFields.PACKAGE.keep(found)));
                if (listed.hasChanged()) {
                    lines.warn(AccountListing.HAS_CHANGED);
                }
            } catch (NotFound e) {
                lines.attribute("is_offered", "false");
            }
        });
    }

    private void details(Day day, String detail, FieldList kept, RawZone.Writer raw, Progress progress) {
        Map<String, String> storage = detail.equals(ConnectEndpoints.BUNDLES) ? server.sizes(day) : Map.of();
        List<ContentListing.Item> due = DueItems.of(listing.after(day.to()).guids(), day, detail, storage, raw);
        for (int bucket = 0; bucket < ItemAnswers.BUCKETS; bucket++) {
            List<ContentListing.Item> asked = inBucket(due, bucket);
            RawLines.write(raw, request(detail, bucket), detail, lines -> {
                items.ask(
                        asked,
                        detail,
                        (item, path) -> items.line(item, path, kept),
                        lines::add,
                        (item, gap) -> lines.dropped(gap, 1));
            });
            progress.advance("groups of items", bucket + 1, ItemAnswers.BUCKETS);
        }
    }

    private void jobs(Day day, RawZone.Writer raw, Progress progress) {
        List<ContentListing.Item> all = listing.after(day.to()).guids().stream()
                .filter(ContentListing.Item::mayHaveRuns)
                .toList();
        for (int bucket = 0; bucket < ItemAnswers.BUCKETS; bucket++) {
            List<ContentListing.Item> asked = inBucket(all, bucket);
            history.write(day, raw, request(ConnectEndpoints.JOBS, bucket), ConnectEndpoints.JOBS, taker -> {
                asked.forEach(item -> oldestJobs.remove(item.guid()));
                items.ask(
                        asked,
                        "jobs",
                        (item, path) -> items.jobs(item, path, day.from()),
                        jobs -> {
                            oldestJobs.put(jobs.contentGuid(), jobs.oldest());
                            jobs.lines().forEach(taker::take);
                        },
                        (item, gap) -> taker.dropped(gap, 1));
            });
            progress.advance("groups of items", bucket + 1, ItemAnswers.BUCKETS);
        }
        keepEarlierJobs(raw);
    }

    /**
     * Asking again loses nothing: jobs that were told of before stay where their item is gone or does not answer, and
     * where the server, which keeps so many of each item, has forgotten them.
     */
    private void keepEarlierJobs(RawZone.Writer raw) {
        List<RawZone.PartFile> earlier = raw.inForce();
        boolean[] isAnyForgotten = {false};
        eachForgotten(earlier, job -> isAnyForgotten[0] = true);
        if (isAnyForgotten[0]) {
            RawLines.write(
                    raw,
                    ConnectEndpoints.JOBS + " kept",
                    ConnectEndpoints.JOBS,
                    lines -> eachForgotten(earlier, lines::add));
        }
    }

    private void eachForgotten(List<RawZone.PartFile> earlier, Consumer<ObjectNode> taker) {
        earlier.forEach(part -> ConnectJson.each(part, ObjectNode.class, job -> {
            Instant ended = JobRecord.endedAt(job);
            Instant oldest = oldestJobs.get(job.path("content_guid").asString(""));
            if (oldest == null || (ended != null && ended.isBefore(oldest))) {
                taker.accept(job);
            }
        }));
    }

    /** The log is read from its newest entry back to the day. */
    private void auditLogs(Day day, RawZone.Writer raw) {
        String request = ConnectEndpoints.AUDIT_LOGS;
        try {
            history.write(day, raw, request, request, taker -> {
                boolean[] isBefore = {false};
                String path = "/v1/audit_logs?limit=" + PAGE + "&ascOrder=false";
                client.pages().keyset(path, () -> isBefore[0], record -> {
                    Instant at = ConnectTimes.parse(record.path("time").asString(""));
                    isBefore[0] = at != null && at.isBefore(day.from());
                    taker.take(at, () -> KeptFields.AUDIT.keep(record));
                });
            });
        } catch (NotFound e) {
            RawLines.write(raw, request, request, lines -> lines.attribute("is_offered", "false"));
        }
    }

    private static List<ContentListing.Item> inBucket(List<ContentListing.Item> all, int bucket) {
        return all.stream()
                .filter(item -> item.bucket(ItemAnswers.BUCKETS) == bucket)
                .toList();
    }

    private static String request(String of, int bucket) {
        return String.format(Locale.ROOT, "%s %02d", of, bucket);
    }
}

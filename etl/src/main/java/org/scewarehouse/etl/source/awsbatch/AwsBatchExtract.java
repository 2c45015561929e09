package org.scewarehouse.etl.source.awsbatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Seen;
import org.scewarehouse.model.Day;

/**
 * Keeps, for a day, every job that lived in it: as the API describes it now, and as the archive tells of it. Safe for
 * use by several threads.
 */
public final class AwsBatchExtract implements AutoCloseable {

    /** Endpoint of the API: parts {@code jobs/<queue>}, {@code queues} and {@code environments}. */
    static final String JOBS = "jobs";
    /** Endpoint of the archive: a part per hour of arrival. */
    static final String EVENTS = "events";
    /** Attribute of a part: which of the records its lines are. */
    static final String HOLDS = "holds";

    /** What is said of a queue of which nothing is told for the day. */
    static final String MISSING = "its jobs are missing";

    static final String QUEUES = "queues";
    static final String ENVIRONMENTS = "environments";

    /** An object lies in the hour of its oldest event; Firehose gathers for a quarter of an hour at most. */
    private static final Duration GATHERED = Duration.ofHours(1);

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);

    private final AwsBatchSettings settings;
    private final @Nullable AwsBatchClient client;
    private final @Nullable EventArchive archive;
    private final Path tempFolder;
    private final InstantSource clock;
    private final String codeVersion;
    private @Nullable JobSnapshot snapshot;

    AwsBatchExtract(
            AwsBatchSettings settings,
            @Nullable AwsBatchClient client,
            @Nullable EventArchive archive,
            Path tempFolder,
            InstantSource clock,
            String codeVersion) {
        this.settings = settings;
        this.client = client;
        this.archive = archive;
        this.tempFolder = tempFolder;
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        if (client != null) {
            endpoints.add(new Endpoint(JOBS, Endpoint.Kind.EVENT, true));
        }
        if (archive != null) {
            endpoints.add(new Endpoint(EVENTS, Endpoint.Kind.EVENT, true));
        }
        return endpoints;
    }

    /** The archive reaches back to its first object, the API as far as finished jobs are kept. */
    Reach reach(Instant now) {
        if (client != null) {
            client.queues(queue -> {}); // whether it answers at all, and to us
        }
        Optional<Instant> archived = archive == null ? Optional.empty() : archive.begin(now);
        String events = archived.map(begin -> "the archive of events begins at " + begin)
                .orElse("nothing is in the archive of events, whose objects are named YYYY/MM/DD/HH/...");
        if (client == null) {
            return archived.map(begin -> new Reach(begin, begin, events))
                    .orElseGet(() -> Reach.withoutRecords(now, events));
        }
        Instant kept = now.minus(settings.retention());
        Instant from = archived.filter(begin -> begin.isBefore(kept)).orElse(kept);
        String api = "finished jobs are kept for " + settings.retention().toDays() + " days";
        return new Reach(from, from, archive == null ? api : api + "; " + events);
    }

    void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        Instant now = clock.instant();
        if (endpoint.name().equals(JOBS)) {
            jobs(day, raw, progress);
        } else {
            events(day, raw, now, progress);
        }
        raw.complete(day.from(), day.to(), now, codeVersion);
    }

    /** A part per queue, each kept as soon as it is whole, so that a run that is stopped goes on with the others. */
    private synchronized void jobs(Day day, RawZone.Writer raw, Progress progress) {
        if (raw.has(ENVIRONMENTS)) {
            return; // the last of its parts
        }
        JobSnapshot all = snapshot(day);
        List<String> missing =
                all.names().stream().filter(queue -> !raw.has(request(queue))).toList();
        Map<String, String> refused = all.list(
                missing,
                (queue, jobs) -> keep(day, raw, queue, jobs),
                described -> progress.advance("jobs described", described, -1));
        lines(raw, QUEUES, all.queues, List.of());
        lines(raw, ENVIRONMENTS, all.environments, keepAsTheyWere(raw, refused));
    }

    private static String request(String queue) {
        return JOBS + "/" + queue;
    }

    private static void keep(Day day, RawZone.Writer raw, String queue, JobSpool jobs) {
        try (RawZone.Part part = raw.part(request(queue), "jsonl")) {
            OutputStream out = part.output();
            long[] counts = new long[2];
            jobs.read(day.from().toEpochMilli(), day.to().toEpochMilli(), line -> {
                if (line.length == 0) {
                    counts[1]++;
                    return;
                }
                out.write(line);
                out.write('\n');
                counts[0]++;
            });
            if (counts[1] > 0) {
                part.dropped("job vanished between listing and description", counts[1]);
            }
            part.commit(counts[0], Map.of(HOLDS, JOBS));
        }
    }

    /**
     * A queue that was listed for this day once, and cannot be any more, stays as it was told: AWS forgets the jobs of
     * a queue that is deleted, and who may list a queue changes.
     *
     * @return what to say of queues of which nothing is told
     */
    private List<String> keepAsTheyWere(RawZone.Writer raw, Map<String, String> refused) {
        Map<String, String> warnings = new TreeMap<>();
        refused.forEach((queue, reason) -> warnings.put(
                queue,
                "queue " + queue + " cannot be listed (" + reason + "): " + MISSING
                        + ", and asked for again each night as long as AWS keeps them; where that is meant, name the"
                        + " other queues in " + AwsBatchSettings.PROPERTY + ".queues"));
        for (RawZone.PartFile part : raw.inForce()) {
            String queue = part.request().substring(part.request().indexOf('/') + 1);
            boolean isWanted = settings.queues().isEmpty()
                    || settings.queues().stream().map(BatchNames::name).anyMatch(queue::equals);
            if (part.request().equals(request(queue)) && isWanted && !raw.has(part.request())) {
                String reason = refused.getOrDefault(queue, "there is no such queue");
                copy(
                        part,
                        raw,
                        "queue " + queue + " cannot be listed any more (" + reason
                                + "): its jobs are as they were told before");
                warnings.remove(queue);
            }
        }
        return List.copyOf(warnings.values());
    }

    private static void copy(RawZone.PartFile from, RawZone.Writer raw, String warning) {
        try (InputStream in = from.open();
                RawZone.Part part = raw.part(from.request(), from.format())) {
            in.transferTo(part.output());
            part.warn(warning);
            part.commit(from.records(), from.attributes());
        } catch (IOException e) {
            throw new UncheckedIOException("aws_batch: cannot keep " + from.key() + "; free space and run again", e);
        }
    }

    private static void lines(
            RawZone.Writer raw, String request, List<? extends Record> records, List<String> warnings) {
        if (raw.has(request)) {
            return;
        }
        try (RawZone.Part part = raw.part(request, "jsonl")) {
            warnings.forEach(part::warn);
            for (Record each : records) {
                part.output().write(BatchRecords.MAPPER.writeValueAsBytes(each));
                part.output().write('\n');
            }
            part.commit(records.size(), Map.of(HOLDS, request));
        } catch (IOException e) {
            throw new UncheckedIOException("aws_batch: cannot keep " + request + "; free space and run again", e);
        }
    }

    /** One listing serves every day of a run; a later one is taken where it does not reach the day. */
    private JobSnapshot snapshot(Day day) {
        JobSnapshot before = snapshot;
        if (before != null
                && !day.from().isBefore(before.from)
                && !day.to().plus(settings.edge()).isAfter(before.asOf)) {
            return before;
        }
        close();
        JobSnapshot taken =
                new JobSnapshot(Objects.requireNonNull(client), settings, day.from(), clock.instant(), tempFolder);
        snapshot = taken;
        return taken;
    }

    private void events(Day day, RawZone.Writer raw, Instant now, Progress progress) {
        EventArchive kept = Objects.requireNonNull(archive);
        Instant latest = day.to().plus(settings.lateness());
        Instant to = latest.isBefore(now) ? latest : now;
        long[] count = {0};
        for (Map.Entry<Instant, List<String>> hour : kept.objects(
                        day.from().minus(GATHERED), to.plus(1, ChronoUnit.HOURS))
                .entrySet()) {
            String request = HOUR.format(hour.getKey());
            if (!raw.has(request)) {
                hour(day, kept, hour.getValue(), raw, request, count);
                progress.advance("events", count[0], -1);
            }
        }
    }

    private void hour(Day day, EventArchive kept, List<String> keys, RawZone.Writer raw, String request, long[] count) {
        Set<String> variables = Set.copyOf(settings.people().variables());
        try (RawZone.Part part = raw.part(request, "jsonl")) {
            long[] records = {0};
            for (String key : keys) {
                kept.read(
                        key,
                        event -> {
                            if (lived(event, day)) {
                                Job job = event.job().keeping(settings.parameters(), variables);
                                write(part, new Seen(event.via(), event.seenAt(), job));
                                records[0]++;
                            }
                        },
                        reason -> part.dropped(reason, 1));
            }
            count[0] += records[0];
            part.commit(records[0], Map.of(HOLDS, JOBS));
        }
    }

    /**
     * A change before the day is the business of the days before, whose state tells of it: taken by itself, a late
     * RUNNING would let a job that has long ended run for ever.
     */
    private static boolean lived(Seen event, Day day) {
        Long created = event.job().created();
        Long stopped = event.job().stopped();
        long from = day.from().toEpochMilli();
        return event.seenAt() >= from
                && (created == null || created < day.to().toEpochMilli())
                && (!event.job().isTerminal() || stopped == null || stopped >= from);
    }

    private static void write(RawZone.Part part, Seen seen) {
        try {
            part.output().write((BatchRecords.MAPPER.writeValueAsString(seen) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("aws_batch: cannot keep events; free space and run again", e);
        }
    }

    /** Forgets what was listed. */
    @Override
    public synchronized void close() {
        if (snapshot != null) {
            snapshot.close();
            snapshot = null;
        }
    }
}

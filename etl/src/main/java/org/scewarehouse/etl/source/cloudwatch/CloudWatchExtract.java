package org.scewarehouse.etl.source.cloudwatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricStat;
import org.scewarehouse.model.Day;
import tools.jackson.databind.json.JsonMapper;

/** Finds the file systems, asks for their values of a day and keeps the answers. */
final class CloudWatchExtract {

    static final List<Endpoint> ENDPOINTS =
            List.of(new Endpoint("efs", Endpoint.Kind.AS_OF, true), new Endpoint("fsx", Endpoint.Kind.AS_OF, true));

    private static final Duration FINE_KEPT = Duration.ofDays(63);
    private static final Duration KEPT = Duration.ofDays(455);
    /** Names the part that says what file systems hold, a line each. */
    static final String SIZES = "file systems of FSx";

    /** FSx tells how large file systems are now: for days that ended not longer ago it is taken for what they were. */
    private static final Duration SIZES_HOLD = Duration.ofDays(2);

    private static final int FINE_SECONDS = 900;
    private static final int COARSE_SECONDS = 3600;
    private static final int DAY_SECONDS = 86_400;
    private static final JsonMapper JSON = new JsonMapper();

    private final CloudWatchSettings settings;
    private final MetricDataClient client;
    private final FsxClient fsx;
    private final InstantSource clock;
    private final String codeVersion;

    CloudWatchExtract(
            CloudWatchSettings settings,
            MetricDataClient client,
            FsxClient fsx,
            InstantSource clock,
            String codeVersion) {
        this.settings = settings;
        this.client = client;
        this.fsx = fsx;
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    /** Back to the first value of any file system there is, which one coarse question tells. */
    Reach reach(Instant now) {
        Instant from = now.minus(KEPT).truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        String who = CloudWatchSettings.SOURCE;
        List<MetricStat> series = new ArrayList<>();
        ENDPOINTS.forEach(endpoint -> series.addAll(series(who, endpoint.name(), DAY_SECONDS, s -> {})));
        long[] oldest = {Long.MAX_VALUE};
        for (List<MetricStat> some : portions(series)) {
            client.data(
                    who,
                    some,
                    from,
                    now,
                    piece -> piece.timestamps().forEach(time -> oldest[0] = Math.min(oldest[0], time)),
                    message -> {});
        }
        long fileSystems = series.stream()
                .map(s -> s.dimensions().get(FileSystemMetric.ID))
                .distinct()
                .count();
        if (oldest[0] == Long.MAX_VALUE) {
            return new Reach(from, from, now.minus(Duration.ofDays(1)), "no file system has values");
        }
        Instant first = Instant.ofEpochSecond(oldest[0]);
        Instant begin = first.isBefore(from) ? from : first;
        return new Reach(from, from, begin, fileSystems + " file systems, first value " + begin + "; kept 455 days");
    }

    void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        String who = CloudWatchSettings.SOURCE + " " + day + ", " + endpoint.name();
        boolean isFine = day.from().isAfter(clock.instant().minus(FINE_KEPT));
        List<MetricStat> listed = new ArrayList<>();
        List<MetricStat> series = series(who, endpoint.name(), isFine ? FINE_SECONDS : COARSE_SECONDS, listed::add);
        long done = 0;
        for (List<MetricStat> some : portions(series)) {
            String request = request(some);
            if (!raw.has(request)) {
                keep(who, day, some, request, raw);
            }
            done += some.size();
            progress.advance("series", done, series.size());
        }
        if (needsSizes(listed) && day.to().isAfter(clock.instant().minus(SIZES_HOLD)) && !raw.has(SIZES)) {
            keepSizes(who, raw);
        }
        raw.complete(day.from(), day.to(), clock.instant(), codeVersion);
    }

    /** Whether CloudWatch tells of something only what is free, and nobody has said how much it holds. */
    private boolean needsSizes(List<MetricStat> listed) {
        return listed.stream()
                .anyMatch(stat -> FileSystemMetric.named(stat.namespace(), stat.metricName())
                        .filter(metric -> metric.meaning == FileSystemMetric.Meaning.FREE)
                        .filter(metric -> !settings.capacitiesGib()
                                .containsKey(String.valueOf(stat.dimensions().get(FileSystemMetric.ID))))
                        .isPresent());
    }

    /** Without the right to ask, what is used stays unknown and everything else is told. */
    private void keepSizes(String who, RawZone.Writer raw) {
        try (RawZone.Part part = raw.part(SIZES, "jsonl")) {
            long[] count = {0};
            try {
                fsx.fileSystems(who, fileSystem -> {
                    write(part, JSON.writeValueAsString(fileSystem) + "\n");
                    count[0]++;
                });
            } catch (SourceMisconfigured e) {
                part.warn(String.valueOf(e.getMessage()));
            }
            part.commit(count[0], Map.of());
        }
    }

    private void keep(String who, Day day, List<MetricStat> series, String request, RawZone.Writer raw) {
        try (RawZone.Part part = raw.part(request, "jsonl")) {
            long[] pieces = {0};
            client.data(
                    who,
                    series,
                    day.from(),
                    day.to(),
                    piece -> {
                        write(part, JSON.writeValueAsString(piece) + "\n");
                        pieces[0]++;
                    },
                    message -> part.warn("GetMetricData: " + message));
            part.commit(pieces[0], Map.of());
        }
    }

    private static void write(RawZone.Part part, String line) {
        try {
            part.output().write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the answer: " + e.getMessage(), e);
        }
    }

    /**
     * Everything to ask for, in an order that depends on nothing but what there is.
     *
     * @param listed hears what of it CloudWatch names
     */
    private List<MetricStat> series(String who, String endpoint, int period, Consumer<MetricStat> listed) {
        Map<String, MetricStat> series = new TreeMap<>();
        for (FileSystemMetric metric : FileSystemMetric.of(endpoint)) {
            Set<String> known = new TreeSet<>();
            client.metrics(who, metric, dimensions -> {
                if (metric.isKept(dimensions)) {
                    MetricStat found = MetricStat.of(metric, dimensions, period);
                    series.put(found.toString(), found);
                    listed.accept(found);
                    known.add(String.valueOf(dimensions.get(FileSystemMetric.ID)));
                }
            });
            for (String id : settings.fileSystems()) {
                if (!known.contains(id)) {
                    MetricStat named = MetricStat.of(metric, metric.usualDimensions(id), period);
                    series.put(named.toString(), named);
                }
            }
        }
        return List.copyOf(series.values());
    }

    private static List<List<MetricStat>> portions(List<MetricStat> series) {
        List<List<MetricStat>> portions = new ArrayList<>();
        for (int i = 0; i < series.size(); i += MetricDataClient.QUERIES_MAX) {
            portions.add(series.subList(i, Math.min(series.size(), i + MetricDataClient.QUERIES_MAX)));
        }
        return portions;
    }

    /** Names exactly these series, so that a run that goes on after file systems came or went asks for what is new. */
    private static String request(List<MetricStat> series) {
        byte[] text = series.toString().getBytes(StandardCharsets.UTF_8);
        return "metrics " + UUID.nameUUIDFromBytes(text);
    }
}

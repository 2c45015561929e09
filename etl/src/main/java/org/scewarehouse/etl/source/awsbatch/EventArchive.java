package org.scewarehouse.etl.source.awsbatch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.source.SourceFiles;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Seen;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/**
 * State changes as Firehose leaves them: objects under {@code yyyy/MM/dd/HH/}, the UTC hour in which the oldest in them
 * arrived, each a sequence of JSON objects with or without anything between them, compressed in one piece or several,
 * or not. Any of them may come twice, late and in any order.
 */
final class EventArchive {

    /** What is said of an object that ends in the middle. */
    static final String CUT = "object of the archive is cut or damaged: read as far as it goes";

    private static final String DETAIL_TYPE = "Batch Job State Change";
    private static final Pattern HOUR = Pattern.compile("(?:^|.*/)(\\d{4})/(\\d{2})/(\\d{2})/(\\d{2})/[^/]+");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu/MM/");
    /** AWS Batch began then. */
    private static final YearMonth FIRST_OF_ALL = YearMonth.of(2016, 12);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/").withZone(ZoneOffset.UTC);

    private final ObjectStore store;

    EventArchive(ObjectStore store) {
        this.store = store;
    }

    /**
     * The first hour of the archive; empty where nothing has arrived until now. Looked for month by month, since the
     * names of all objects of years are too many.
     */
    Optional<Instant> begin(Instant now) {
        YearMonth last = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        for (YearMonth month = FIRST_OF_ALL; !month.isAfter(last); month = month.plusMonths(1)) {
            Optional<Instant> first = list(MONTH.format(month)).stream()
                    .map(EventArchive::hour)
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    /** Objects of which the oldest event arrived in {@code [from, to)}, by hour, sorted. */
    Map<Instant, List<String>> objects(Instant from, Instant to) {
        Map<Instant, List<String>> byHour = new TreeMap<>();
        Instant first = from.truncatedTo(ChronoUnit.HOURS);
        for (Instant day = from.truncatedTo(ChronoUnit.DAYS); day.isBefore(to); day = day.plus(1, ChronoUnit.DAYS)) {
            for (String key : list(DAY.format(day))) {
                hour(key)
                        .filter(hour -> !hour.isBefore(first) && hour.isBefore(to))
                        .ifPresent(hour -> byHour.computeIfAbsent(hour, h -> new java.util.ArrayList<>())
                                .add(key));
            }
        }
        return byHour;
    }

    private List<String> list(String prefix) {
        return SourceFiles.asked(
                "aws_batch, archive of events", AwsBatchSettings.PROPERTY + ".events", () -> store.list(prefix));
    }

    private static Optional<Instant> hour(String key) {
        Matcher hour = HOUR.matcher(key);
        if (!hour.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            Integer.parseInt(hour.group(1)),
                            Integer.parseInt(hour.group(2)),
                            Integer.parseInt(hour.group(3)),
                            Integer.parseInt(hour.group(4)),
                            0)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the job state changes of an object.
     *
     * @param dropped takes the reason of everything that is none, or cannot be read
     */
    void read(String key, Consumer<Seen> events, Consumer<String> dropped) {
        try (InputStream in = plain(store.open(key));
                MappingIterator<JsonNode> nodes =
                        BatchRecords.MAPPER.readerFor(JsonNode.class).readValues(in)) {
            while (nodes.hasNextValue()) {
                Seen event = event(nodes.nextValue(), dropped);
                if (event != null) {
                    events.accept(event);
                }
            }
        } catch (IOException | JacksonException e) {
            dropped.accept(CUT);
        }
    }

    private static @Nullable Seen event(JsonNode node, Consumer<String> dropped) {
        if (!node.path("detail-type").asString("").equals(DETAIL_TYPE)) {
            dropped.accept("event of another kind than " + DETAIL_TYPE);
            return null;
        }
        try {
            Job job = BatchRecords.MAPPER.treeToValue(node.path("detail"), Job.class);
            Instant time = Instant.parse(node.path("time").asString(""));
            if (job != null && job.jobId() != null && job.status() != null) {
                return new Seen("event", time.toEpochMilli(), job);
            }
        } catch (JacksonException | DateTimeException e) {
            dropped.accept("event of an unknown shape");
            return null;
        }
        dropped.accept("event of an unknown shape");
        return null;
    }

    private static InputStream plain(InputStream in) throws IOException {
        BufferedInputStream buffered = new ToTheEnd(in);
        buffered.mark(2);
        boolean isCompressed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return isCompressed ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    /**
     * Says that more is there until the end has come: what is compressed in several pieces is read on by Java before 23
     * only where it is told so, and a connection does not know.
     */
    private static final class ToTheEnd extends BufferedInputStream {

        ToTheEnd(InputStream in) {
            super(in, 1 << 16);
        }

        @Override
        public synchronized int available() throws IOException {
            int known = super.available();
            if (known > 0) {
                return known;
            }
            mark(1);
            boolean isOver = read() < 0;
            reset();
            return isOver ? 0 : 1;
        }
    }
}

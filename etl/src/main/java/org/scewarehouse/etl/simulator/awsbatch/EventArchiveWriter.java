package org.scewarehouse.etl.simulator.awsbatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Run;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a world's state changes as Firehose does: by hour of arrival, concatenated, every other object compressed,
 * some events twice, some hours late, all out of order, and some of other kinds.
 */
public final class EventArchiveWriter {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/HH").withZone(ZoneOffset.UTC);

    private final JobJson json = new JobJson(false);
    private final Random random = new Random(7);
    /** Events by hour of arrival. */
    private final Map<Instant, List<String>> byHour = new TreeMap<>();

    /** All state changes of a world. */
    public EventArchiveWriter(BatchWorld world) {
        for (SimulatedJob job : world.jobs()) {
            change(job, job.created() + 1000);
            for (Run run : job.runs()) {
                change(job, Math.max(job.created() + 2000, run.start() - 20_000));
                change(job, run.start());
                if (run.end() != null) {
                    change(job, run.end());
                }
            }
            if (job.runs().isEmpty() && job.ended() != null) {
                change(job, job.ended());
            }
        }
    }

    private void change(SimulatedJob job, long at) {
        event(json.detail(job, at), at);
        for (int node = 0; job.shape().nodes() > 1 && node < job.shape().nodes(); node++) {
            event(json.nodeDetail(job, node, at), at);
        }
    }

    private void event(ObjectNode detail, long at) {
        ObjectNode event = JobJson.object();
        event.put("version", "0").put("id", new UUID(random.nextLong(), random.nextLong()).toString());
        boolean isOther = random.nextInt(500) == 0;
        event.put("detail-type", "Batch Job State Change").put("source", "aws.batch");
        event.put("account", "111122223333").put("region", "eu-west-1");
        event.put(
                "time", Instant.ofEpochMilli(at).truncatedTo(ChronoUnit.SECONDS).toString());
        event.set("detail", detail);
        arrive(event.toString(), at);
        if (random.nextInt(30) == 0) {
            arrive(event.toString(), at);
        }
        if (isOther) {
            event.put("detail-type", "Batch Job Queue Blocked");
            event.remove("detail");
            arrive(event.toString(), at);
        }
    }

    private void arrive(String event, long at) {
        long delay = random.nextInt(50) == 0 ? random.nextInt(10 * 3600) : random.nextInt(900);
        Instant hour = Instant.ofEpochMilli(at).plusSeconds(delay).truncatedTo(ChronoUnit.HOURS);
        byHour.computeIfAbsent(hour, h -> new ArrayList<>()).add(event);
    }

    /** Writes what has arrived in whole hours before an instant and is not there yet. */
    public void write(Path folder, Instant until) {
        byHour.forEach((hour, events) -> {
            Path place = folder.resolve(HOUR.format(hour));
            if (!hour.plus(1, ChronoUnit.HOURS).isAfter(until) && !Files.exists(place)) {
                write(place, events);
            }
        });
    }

    private void write(Path place, List<String> events) {
        List<String> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        try {
            Files.createDirectories(place);
            int half = shuffled.size() / 2;
            Files.write(place.resolve("jobs-1"), bytes(shuffled.subList(0, half)));
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(compressed)) {
                out.write(bytes(shuffled.subList(half, shuffled.size())));
            }
            Files.write(place.resolve("jobs-2.gz"), compressed.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + place, e);
        }
    }

    private static byte[] bytes(List<String> events) {
        return String.join("", events).getBytes(StandardCharsets.UTF_8);
    }
}

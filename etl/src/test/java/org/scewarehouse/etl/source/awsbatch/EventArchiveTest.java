package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;

/** What Firehose puts into one object, and how it names it. */
class EventArchiveTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 8, 3), ZoneOffset.UTC);
    private static final Instant NOW = DAY.to().plus(Duration.ofDays(1));

    @TempDir
    Path folder;

    @Test
    void aJobOfTheDaysFirstMinutesMayLieInAnObjectOfTheDayBefore() throws IOException {
        write(
                "2026/08/02/23/jobs-1",
                bytes(succeeded("before", "2026-08-02T23:50:00Z", "2026-08-02T23:58:00Z")
                        + succeeded("short", "2026-08-03T00:01:00Z", "2026-08-03T00:04:00Z")));
        write("2026/08/03/00/jobs-1", bytes(succeeded("later", "2026-08-03T00:10:00Z", "2026-08-03T00:40:00Z")));
        assertThat(kept())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"short\""))
                .anyMatch(line -> line.contains("\"later\""));
    }

    @Test
    void anObjectOfSeveralCompressedPiecesIsReadToItsEnd() throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pieces.add(compressed(succeeded("job-" + i, "2026-08-03T12:00:00Z", "2026-08-03T12:30:00Z")));
        }
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        pieces.forEach(object::writeBytes);
        write("2026/08/03/12/jobs-1.gz", object.toByteArray());
        List<String> ids = new ArrayList<>();
        EventArchive archive = new EventArchive(handingOver(pieces.get(0).length, archiveFolder()));
        archive.read("2026/08/03/12/jobs-1.gz", event -> ids.add(event.job().jobId()), reason -> {});
        assertThat(ids).containsExactly("job-0", "job-1", "job-2", "job-3");
    }

    private Path archiveFolder() {
        return folder.resolve("archive");
    }

    private List<String> kept() throws IOException {
        RawZone raw = new RawZone(new LocalStore(folder.resolve("lake")));
        try (AwsBatchExtract extract = new AwsBatchExtract(
                BatchRig.settings(null, archiveFolder().toString()),
                null,
                new EventArchive(new LocalStore(archiveFolder())),
                folder.resolve("temp"),
                InstantSource.fixed(NOW),
                "test")) {
            extract.extract(
                    DAY, extract.endpoints().get(0), raw.writer("aws_batch", "events", DAY.date(), 1), Progress.NONE);
        }
        raw.makeCurrent("aws_batch", DAY.date(), Map.of("events", 1));
        List<String> lines = new ArrayList<>();
        for (RawZone.PartFile part :
                raw.current("aws_batch", DAY.date()).orElseThrow().parts("events")) {
            try (InputStream in = part.open()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
            }
        }
        return lines;
    }

    private void write(String object, byte[] content) throws IOException {
        Path file = archiveFolder().resolve(object);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String succeeded(String jobId, String created, String stopped) {
        long start = Instant.parse(created).toEpochMilli();
        return """
                {"detail-type":"Batch Job State Change","time":"%s","detail":{"jobId":"%s","status":"SUCCEEDED",\
                "createdAt":%d,"startedAt":%d,"stoppedAt":%d}}\
                """.formatted(
                stopped, jobId, start, start + 1000, Instant.parse(stopped).toEpochMilli());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes(text));
        }
        return compressed.toByteArray();
    }

    /** A store whose connection hands over so many bytes at once, and never says how many more there are. */
    private static ObjectStore handingOver(int most, Path folder) {
        ObjectStore store = new LocalStore(folder);
        return (ObjectStore) Proxy.newProxyInstance(
                EventArchiveTest.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> new FilterInputStream(store.open((String) arguments[0])) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return in.read(target, offset, Math.min(length, most));
                    }

                    @Override
                    public int available() {
                        return 0;
                    }
                });
    }
}

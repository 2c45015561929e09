package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.EventArchiveWriter;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.store.S3Server;
import org.scewarehouse.model.Day;

/** An archive of events that lies in a bucket is read as one in a folder is. */
class EventBucketTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 3);
    private static final Day DAY = new Day(FIRST, ZoneOffset.UTC);
    private static final Instant NOW = DAY.to().plus(Duration.ofDays(1));

    @TempDir
    Path folder;

    @Test
    void aBucketGivesTheSameRawAsAFolder() throws Exception {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        BatchWorld world =
                new BatchWorld(SyntheticJobs.make(5, FIRST, 1, 200, List.of("anna")), SyntheticJobs.RETENTION);
        new EventArchiveWriter(world).write(archive, NOW);
        try (AutoCloseable after = S3Server.credentials();
                S3Server server = S3Server.inMemory()) {
            ObjectStore bucket = server.open("s3://" + S3Server.BUCKET + "/firehose");
            copy(archive, bucket);
            RawZone.Reader kept = kept(bucket, "bucket");
            assertThat(kept.completion("events").records()).isGreaterThan(500);
            assertThat(kept.sha256())
                    .isEqualTo(kept(new LocalStore(archive), "folder").sha256());
        }
    }

    @Test
    void aBucketThatIsNotThereIsAMisconfigurationOfTheSource() throws Exception {
        try (AutoCloseable after = S3Server.credentials();
                S3Server server = S3Server.inMemory()) {
            assertThatThrownBy(() -> kept(server.open("s3://no-such-bucket/firehose"), "nothing"))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("NoSuchBucket")
                    .hasMessageContaining("sce.sources.aws-batch.events");
        }
    }

    @Test
    void anArchiveWithNothingInItIsNoEvidenceThatDaysAreLost() throws IOException {
        Path mistyped = Files.createDirectories(folder.resolve("archvie/2024"));
        Files.writeString(mistyped.resolve("notes.txt"), "none of Firehose's");
        try (AwsBatchExtract extract = extract(new LocalStore(folder.resolve("archvie")))) {
            Reach reach = extract.reach(NOW);
            assertThat(reach.hasRecords()).isFalse();
            assertThat(reach.reason()).contains("nothing is in the archive of events");
        }
    }

    private AwsBatchExtract extract(ObjectStore archive) {
        return new AwsBatchExtract(
                BatchRig.settings(null, "s3://" + S3Server.BUCKET + "/firehose"),
                null,
                new EventArchive(archive),
                folder.resolve("temp"),
                InstantSource.fixed(NOW),
                "test");
    }

    private static void copy(Path from, ObjectStore to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                to.put(from.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private RawZone.Reader kept(ObjectStore archive, String lake) {
        RawZone raw = new RawZone(new LocalStore(folder.resolve(lake)));
        try (AwsBatchExtract extract = extract(archive)) {
            assertThat(extract.reach(NOW).begin()).isEqualTo(DAY.from());
            Endpoint events = extract.endpoints().get(0);
            extract.extract(DAY, events, raw.writer("aws_batch", "events", DAY.date(), 1), Progress.NONE);
        }
        raw.makeCurrent("aws_batch", DAY.date(), Map.of("events", 1));
        return raw.current("aws_batch", DAY.date()).orElseThrow();
    }
}

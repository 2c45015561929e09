package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.connect.ChronicleWriter;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.WorldSettings;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.store.S3Server;
import org.scewarehouse.etl.store.S3Settings;
import org.scewarehouse.etl.store.Stores;
import org.scewarehouse.model.Day;

/** What Chronicle keeps in a bucket is read as what it keeps in a folder. */
class ChronicleBucketTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final Instant NOW = Instant.parse("2026-03-03T04:00:00Z");
    private static final ConnectWorld WORLD = new ConnectWorld(WorldSettings.of(FIRST, 2, 40, 9, 6));

    private static AutoCloseable credentials;
    private static S3Server server;

    @TempDir
    Path folder;

    private int lakes;

    @BeforeAll
    static void start() {
        credentials = S3Server.credentials();
        server = S3Server.inMemory();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        credentials.close();
    }

    private static ObjectStore bucket(String name, String prefix) {
        return server.open("s3://" + name + "/" + prefix);
    }

    private static ChronicleExtract extract(ObjectStore store) {
        return new ChronicleExtract(store, "s3://x", ZoneOffset.UTC, () -> NOW, "test");
    }

    private RawZone.Reader kept(ObjectStore store, LocalDate date) {
        RawZone raw = new RawZone(new LocalStore(folder.resolve("lake" + lakes++)));
        ChronicleExtract extract = extract(store);
        Map<String, Integer> attempts = new HashMap<>();
        for (Endpoint endpoint : extract.endpoints()) {
            extract.extract(
                    new Day(date, ZoneOffset.UTC),
                    endpoint,
                    raw.writer("connect", endpoint.name(), date, 1),
                    Progress.NONE);
            attempts.put(endpoint.name(), 1);
        }
        raw.makeCurrent("connect", date, attempts);
        return raw.current("connect", date).orElseThrow();
    }

    @Test
    void aBucketGivesTheSameRawAsAFolder() {
        ObjectStore local = new LocalStore(folder.resolve("chronicle"));
        ObjectStore bucket = bucket(S3Server.BUCKET, "chronicle");
        for (ObjectStore store : new ObjectStore[] {local, bucket}) {
            ChronicleWriter writer = new ChronicleWriter(WORLD, store);
            writer.write(FIRST);
            writer.write(FIRST.plusDays(1));
        }
        assertThat(extract(bucket).reach(NOW).oldest()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        for (LocalDate date : new LocalDate[] {FIRST, FIRST.plusDays(1)}) {
            RawZone.Reader kept = kept(bucket, date);
            assertThat(kept.completions())
                    .anySatisfy(one -> assertThat(one.records()).isGreaterThan(10));
            assertThat(kept.sha256())
                    .as(date.toString())
                    .isEqualTo(kept(local, date).sha256());
        }
        assertThatThrownBy(() -> kept(bucket, FIRST.plusDays(2)))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("got none after 2026-03-02");
    }

    @Test
    void aBucketThatIsNotThereIsAMisconfigurationAndAnEmptyOneHasNoRecords() {
        assertThatThrownBy(() -> kept(bucket("no-such-bucket", "chronicle"), FIRST))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("NoSuchBucket")
                .hasMessageContaining("sce.sources.connect.chronicle");
        assertThat(extract(bucket(S3Server.BUCKET, "nothing")).reach(NOW).hasRecords())
                .isFalse();
    }

    @Test
    void aServerThatIsAwayIsAskedAgainLater() {
        S3Settings nowhere = new S3Settings(
                null, "http://127.0.0.1:1", null, null, S3Settings.PART_BYTES_MIN, 1, Duration.ofSeconds(1));
        ObjectStore away = new Stores(nowhere).open("s3://" + S3Server.BUCKET + "/chronicle");
        assertThatThrownBy(() -> kept(away, FIRST))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("sce.sources.connect.chronicle");
    }

    @Test
    void anObjectThatIsNoParquetIsNamed() {
        ObjectStore bucket = bucket(S3Server.BUCKET, "broken");
        String key = "curated/v2/connect/content_visits_totals_by_user/date=2026-03-01/part-0.parquet";
        bucket.put(key, "no Parquet".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> kept(bucket, FIRST))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("part-0.parquet")
                .hasMessageContaining("cannot be read");
    }
}

package org.scewarehouse.etl.source.homedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.store.S3Server;
import org.scewarehouse.etl.store.S3Settings;
import org.scewarehouse.etl.store.Stores;
import org.scewarehouse.model.Day;

/** Scans that lie in a bucket are read as those in a folder are. */
class ScanBucketTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneId.of("UTC"));
    private static final Instant NOW = Instant.parse("2026-01-16T03:00:00Z");
    private static final byte[] SCAN =
            "path,owner,bytes,files,scanned_at\n/home/anna,anna,1000,10,2026-01-15T20:00:00Z\n"
                    .getBytes(StandardCharsets.UTF_8);

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

    private static ObjectStore bucket(String name) {
        return server.open("s3://" + name + "/scans");
    }

    @Test
    void aBucketGivesTheSameRawAsAFolder() throws IOException {
        ObjectStore local = new LocalStore(folder.resolve("scans"));
        ObjectStore scans = bucket(S3Server.BUCKET);
        for (ObjectStore store : new ObjectStore[] {local, scans}) {
            store.put("home_drives_20260114.csv", SCAN);
            store.put("home_drives_20260115.csv", SCAN);
            store.put("old/home_drives_20260110.csv", SCAN);
        }
        assertThat(source(scans).reach(NOW)).isEqualTo(source(local).reach(NOW));
        RawZone.Reader kept = kept(source(scans));
        assertThat(kept.completion("scan").records()).isEqualTo(1);
        assertThat(kept.sha256()).isEqualTo(kept(source(local)).sha256());
    }

    @Test
    void aScanThatIsNotThereIsWaitedForAndABucketThatIsNotThereIsAMisconfiguration() {
        HomeDriveSource nothing = source(new Stores(new S3Settings(
                        null, server.url(), null, null, S3Settings.PART_BYTES_MIN, 2, Duration.ofSeconds(3)))
                .open("s3://" + S3Server.BUCKET + "/nothing"));
        assertThatThrownBy(() -> kept(nothing)).isInstanceOf(SourceUnavailable.class);
        assertThatThrownBy(() -> kept(source(bucket("no-such-bucket"))))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("NoSuchBucket");
    }

    private static HomeDriveSource source(ObjectStore scans) {
        HomeDriveSettings settings = new HomeDriveSettings(
                "s3://" + S3Server.BUCKET + "/scans", null, Set.of(), 90, Duration.ZERO, 0, ZoneId.of("UTC"));
        return new HomeDriveSource(scans, settings, () -> NOW, "test");
    }

    private RawZone.Reader kept(HomeDriveSource source) {
        RawZone raw = new RawZone(new LocalStore(folder.resolve("lake" + lakes++)));
        source.extract(DAY, source.endpoints().get(0), raw.writer("home_drive", "scan", DAY.date(), 1), Progress.NONE);
        raw.makeCurrent("home_drive", DAY.date(), Map.of("scan", 1));
        return raw.current("home_drive", DAY.date()).orElseThrow();
    }
}

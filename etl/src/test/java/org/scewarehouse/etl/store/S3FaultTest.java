package org.scewarehouse.etl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scewarehouse.etl.lake.NewObject;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.SeekableSource;
import org.scewarehouse.etl.lake.StoreRefused;

/** What becomes of objects when the store or the way to it is disturbed: clear errors, nothing half, and it heals. */
class S3FaultTest {

    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final byte[] SMALL = "small".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "other".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BIG = new byte[12_000_000];

    private static AutoCloseable credentials;
    private static S3Server server;
    private static FaultyWire wire;
    private static int stores;

    private ObjectStore store;

    @BeforeAll
    static void start() {
        new Random(1).nextBytes(BIG);
        credentials = S3Server.credentials();
        server = S3Server.inMemory();
        wire = new FaultyWire(server.port());
    }

    @AfterAll
    static void stop() throws Exception {
        wire.close();
        server.close();
        credentials.close();
    }

    @BeforeEach
    void openStore() {
        store = open("s3://" + S3Server.BUCKET + "/lake" + ++stores);
    }

    @AfterEach
    void heal() {
        wire.heal();
    }

    private static ObjectStore open(String location) {
        return new Stores(S3Server.settings(wire.url())).open(location);
    }

    @ParameterizedTest
    @CsvSource({"500,InternalError", "503,SlowDown", "503,ServiceUnavailable", "400,RequestTimeout"})
    void whatPassesIsNotNoticed(int status, String code) throws IOException {
        for (String request : new String[] {"PUT", "GET", "POST", "DELETE"}) {
            wire.disturb(request, 1, FaultyWire.answer(status, code));
        }
        writeReadListDelete();
    }

    @Test
    void cutConnectionsAndSilenceAreNotNoticed() throws IOException {
        wire.disturb("PUT", 2, FaultyWire.cutUpload());
        wire.disturb("GET .*big", 1, FaultyWire.silence(4_000));
        wire.disturb("GET", 1, FaultyWire.loseAnswer());
        wire.disturb("POST", 1, FaultyWire.loseAnswer());
        wire.disturb("DELETE", 1, FaultyWire.loseAnswer());
        writeReadListDelete();
    }

    private void writeReadListDelete() throws IOException {
        store.put("a/small", SMALL);
        write(store, "a/big");
        assertThat(store.list("a/")).containsExactly("a/big", "a/small");
        assertThat(store.read("a/small")).hasValue(SMALL);
        assertThat(store.read("a/big").orElseThrow()).isEqualTo(BIG);
        store.delete("a/small");
        assertThat(store.list("")).containsExactly("a/big");
    }

    @Test
    void whatLastsIsSaidAndMayBeTriedAgain() throws IOException {
        store.put("a/object", OTHER);
        wire.disturb(".*", ALWAYS, FaultyWire.answer(500, "InternalError"));
        for (Runnable attempt : attempts()) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("s3://" + S3Server.BUCKET + "/lake" + stores + "/")
                    .hasMessageContaining("500 InternalError to 3 attempts")
                    .hasMessageContaining("run again");
        }
        wire.heal();
        assertThat(store.list("")).containsExactly("a/object");
        store.delete("a/object");
        writeReadListDelete();
    }

    private Runnable[] attempts() {
        return new Runnable[] {
            () -> store.put("a/new", SMALL),
            () -> store.createIfAbsent("a/new", SMALL),
            () -> store.read("a/object"),
            () -> store.list("a/"),
            () -> store.delete("a/object"),
            () -> store.open("a/object"),
            () -> store.openSeekable("a/object"),
            () -> store.removeLeftovers(Instant.EPOCH)
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied          | grant s3:PutObject",
                "400 | ExpiredToken          | credentials have expired",
                "403 | InvalidAccessKeyId    | does not know these credentials",
                "403 | SignatureDoesNotMatch | does not know these credentials",
                "404 | NoSuchBucket          | make the bucket",
                "301 | PermanentRedirect     | set sce.s3.region",
                "400 | KMS.DisabledException | sce.s3.kms-key",
                "501 | NotImplemented        | use another",
                "400 | InvalidRequest        | 400 InvalidRequest"
            })
    void whatAPersonMustMendIsRefused(int status, String code, String remedy) {
        wire.disturb(".*", ALWAYS, FaultyWire.answer(status, code));
        assertThatThrownBy(() -> store.put("a/object", SMALL))
                .isInstanceOf(StoreRefused.class)
                .hasMessageStartingWith("cannot write s3://" + S3Server.BUCKET + "/lake" + stores + "/a/object: ")
                .hasMessageContaining(remedy)
                .hasMessageNotContaining("anna.smith");
        assertThatThrownBy(() -> write(store, "a/big")).isInstanceOf(StoreRefused.class);
    }

    @Test
    void namesTheRightThatIsMissing() throws IOException {
        store.put("a/object", SMALL);
        wire.disturb(".*", ALWAYS, FaultyWire.answer(403, "AccessDenied"));
        assertThatThrownBy(() -> store.list("")).hasMessageContaining("grant s3:ListBucket ");
        assertThatThrownBy(() -> store.read("a/object")).hasMessageContaining("grant s3:GetObject ");
        assertThatThrownBy(() -> store.delete("a/object")).hasMessageContaining("grant s3:DeleteObject ");
        assertThatThrownBy(() -> store.removeLeftovers(Instant.EPOCH))
                .hasMessageContaining("grant s3:ListBucketMultipartUploads ");
    }

    @Test
    void aTokenThatExpiresInTheMiddleLeavesNothing() throws IOException {
        wire.disturb("PUT .*partNumber=2", ALWAYS, FaultyWire.answer(400, "ExpiredToken"));
        assertThatThrownBy(() -> write(store, "a/big"))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("credentials have expired");
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void aServerThatRefusesForRealIsUnderstood() throws Exception {
        assertThatThrownBy(() -> open("s3://no-such-bucket/lake").put("object", SMALL))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("NoSuchBucket");
        System.setProperty("aws.secretAccessKey", "wrong");
        try (AutoCloseable after = S3Server::credentials) {
            assertThatThrownBy(() -> store.read("object"))
                    .isInstanceOf(StoreRefused.class)
                    .hasMessageContaining("does not know these credentials");
        }
    }

    @Test
    void aServerThatIsAwayIsSaid() {
        S3Settings nobody = S3Server.settings("http://127.0.0.1:1");
        assertThatThrownBy(() -> new Stores(nobody).open("s3://bucket/lake").list(""))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no answer to 3 attempts, ConnectException");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whoseAnswerIsLostKnowsWhetherItWasFirst(int lost) {
        wire.disturb("PUT", lost, FaultyWire.loseAnswer());
        assertThat(store.createIfAbsent("once", SMALL)).isTrue();
        wire.disturb("PUT", lost, FaultyWire.loseAnswer());
        assertThat(store.createIfAbsent("once", SMALL)).isFalse();
        wire.disturb("PUT", lost, FaultyWire.loseAnswer());
        assertThat(store.replaceIf("once", SMALL, OTHER)).isTrue();
        wire.disturb("PUT", lost, FaultyWire.loseAnswer());
        assertThat(store.replaceIf("once", SMALL, OTHER)).isFalse();
        assertThat(store.read("once")).hasValue(OTHER);
    }

    @Test
    void aWriteThatWasMadeAlthoughNoAttemptWasAnsweredIsMade() throws IOException {
        wire.disturb("PUT", 3, FaultyWire.loseAnswer());
        assertThat(store.createIfAbsent("once", SMALL)).isTrue();
        wire.disturb("POST .*uploadId=", 3, FaultyWire.loseAnswer());
        write(store, "a/big");
        assertThat(store.read("a/big").orElseThrow()).isEqualTo(BIG);
        assertThat(uploads()).isZero();
    }

    @Test
    void aConflictIsTriedAgainAndAFailedConditionIsNot() {
        wire.disturb("PUT", 2, FaultyWire.answer(409, "ConditionalRequestConflict"));
        assertThat(store.createIfAbsent("once", SMALL)).isTrue();
        wire.disturb("PUT", 1, FaultyWire.answer(412, "PreconditionFailed"));
        assertThat(store.replaceIf("once", SMALL, OTHER)).isFalse();
        assertThat(store.read("once")).hasValue(SMALL);
    }

    @Test
    void anUploadThatFailsLeavesNothingAndHeals() throws IOException {
        store.put("a/big", OTHER);
        for (String request : new String[] {"PUT .*partNumber=1", "PUT .*partNumber=3", "POST .*uploadId="}) {
            for (FaultyWire.Fault fault :
                    new FaultyWire.Fault[] {FaultyWire.answer(500, "InternalError"), FaultyWire.cutUpload()}) {
                wire.disturb(request, ALWAYS, fault);
                assertThatThrownBy(() -> write(store, "a/big"))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("a/big");
                wire.heal();
                assertThat(store.read("a/big")).hasValue(OTHER);
                assertThat(uploads()).isZero();
            }
        }
        write(store, "a/big");
        assertThat(store.read("a/big").orElseThrow()).isEqualTo(BIG);
    }

    @Test
    void anUploadThatCannotBeAbortedIsCleanedLater() {
        wire.disturb("PUT .*partNumber", ALWAYS, FaultyWire.answer(500, "InternalError"));
        wire.disturb("DELETE", ALWAYS, FaultyWire.answer(500, "InternalError"));
        assertThatThrownBy(() -> write(store, "a/big")).isInstanceOf(UncheckedIOException.class);
        wire.heal();
        assertThat(uploads()).isEqualTo(1);
        store.removeLeftovers(Instant.now().plus(Duration.ofDays(1)));
        assertThat(uploads()).isZero();
    }

    @Test
    void aDownloadGoesOnWhereItWasCut() throws IOException {
        write(store, "a/big");
        wire.disturb("GET", 4, FaultyWire.cutDownload(2_000_001));
        try (InputStream in = store.open("a/big")) {
            assertThat(in.readAllBytes()).isEqualTo(BIG);
        }
        wire.disturb("GET", 2, FaultyWire.cutDownload(2_000_001));
        assertThat(store.read("a/big").orElseThrow()).isEqualTo(BIG);
        wire.disturb("GET", 2, FaultyWire.cutDownload(1));
        byte[] target = new byte[1_000_000];
        try (SeekableSource source = store.openSeekable("a/big")) {
            wire.disturb("GET", 2, FaultyWire.cutDownload(1));
            assertThat(source.read(5_000_000, target, 0, target.length)).isEqualTo(target.length);
        }
        assertThat(target).isEqualTo(Arrays.copyOfRange(BIG, 5_000_000, 6_000_000));
    }

    @Test
    void aDownloadThatIsAlwaysCutEndsAndSaysSo() throws IOException {
        write(store, "a/big");
        wire.disturb("GET", ALWAYS, FaultyWire.cutDownload(1_000));
        try (InputStream in = store.open("a/big")) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("a/big: cut 6 times");
        }
    }

    @Test
    void whatIsReplacedWhileItIsReadIsNotMixed() throws IOException {
        write(store, "a/big");
        wire.disturb("GET", 1, FaultyWire.cutDownload(2_000_000));
        try (InputStream in = store.open("a/big");
                SeekableSource source = store.openSeekable("a/big")) {
            store.put("a/big", SMALL);
            assertThatThrownBy(in::readAllBytes).hasMessageContaining("a/big: it was replaced meanwhile");
            assertThatThrownBy(() -> source.read(0, new byte[8], 0, 8)).hasMessageContaining("replaced meanwhile");
        }
    }

    @Test
    void whoIsInterruptedEndsAtOnceAndLeavesNothing() throws Exception {
        wire.disturb("PUT .*partNumber", ALWAYS, FaultyWire.silence(1_000));
        Throwable[] thrown = new Throwable[1];
        Thread writer = new Thread(() -> {
            try {
                write(store, "a/big");
            } catch (IOException | RuntimeException e) {
                thrown[0] = e;
            }
        });
        writer.start();
        while (wire.requests().stream().noneMatch(r -> r.contains("lake" + stores + "/a/big?partNumber"))) {
            Thread.sleep(10);
        }
        writer.interrupt();
        writer.join();
        assertThat(thrown[0]).isInstanceOf(UncheckedIOException.class).hasMessageContaining("stopped");
        assertThat(uploads()).isZero();
        assertThat(store.list("")).isEmpty();
    }

    private static void write(ObjectStore store, String key) throws IOException {
        try (NewObject object = store.create(key)) {
            object.write(BIG);
            object.commit();
        }
    }

    private static long uploads() {
        return server.client().listMultipartUploads(b -> b.bucket(S3Server.BUCKET)).uploads().stream()
                .filter(upload -> upload.key().startsWith("lake" + stores + "/"))
                .count();
    }
}

package org.scewarehouse.etl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.lake.NewObject;
import org.scewarehouse.etl.lake.ObjectStore;

/** Which requests ask for encryption by a KMS key; no server here has any. */
class S3EncryptionTest {

    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/0f3c";
    private static final byte[] SMALL = "small".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BIG = new byte[6_000_000];

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private AutoCloseable credentials;
    private FaultyWire wire;

    @BeforeEach
    void start() {
        credentials = S3Server.credentials();
        wire = new FaultyWire(1);
        String upload = "<UploadId>7</UploadId>";
        wire.disturb("POST .*[?]uploads", 9, FaultyWire.done(heads::add, initiated(upload)));
        wire.disturb(
                "POST .*uploadId=",
                9,
                FaultyWire.done(
                        heads::add, "<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>"));
        wire.disturb("PUT ", 9, FaultyWire.done(heads::add, ""));
    }

    private static String initiated(String upload) {
        return "<InitiateMultipartUploadResult>" + upload + "</InitiateMultipartUploadResult>";
    }

    @AfterEach
    void stop() throws Exception {
        wire.close();
        credentials.close();
    }

    @Test
    void everyNewObjectIsEncryptedByTheKeyThatIsSet() throws IOException {
        write(store(KEY));
        assertThat(heads.stream().filter(S3EncryptionTest::makesAnObject))
                .as("put, put under a condition, upload")
                .hasSize(3)
                .allSatisfy(head -> assertThat(head)
                        .containsIgnoringCase("\r\nx-amz-server-side-encryption: aws:kms\r\n")
                        .containsIgnoringCase("\r\nx-amz-server-side-encryption-aws-kms-key-id: " + KEY + "\r\n"));
    }

    @Test
    void withoutAKeyTheBucketDecides() throws IOException {
        write(store(null));
        assertThat(heads)
                .hasSize(6)
                .noneMatch(head -> head.toLowerCase(java.util.Locale.ROOT).contains("x-amz-server-side-encryption"));
    }

    private static boolean makesAnObject(String head) {
        return head.contains("?uploads") || (head.startsWith("PUT") && !head.contains("partNumber"));
    }

    private ObjectStore store(@Nullable String kmsKey) {
        S3Settings settings =
                new S3Settings(null, wire.url(), null, kmsKey, S3Settings.PART_BYTES_MIN, 1, Duration.ofSeconds(3));
        return new Stores(settings).open("s3://" + S3Server.BUCKET + "/encrypted");
    }

    private static void write(ObjectStore store) throws IOException {
        store.put("a/small", SMALL);
        assertThat(store.createIfAbsent("a/once", SMALL)).isTrue();
        try (NewObject object = store.create("a/big")) {
            object.write(BIG);
            object.commit();
        }
    }
}

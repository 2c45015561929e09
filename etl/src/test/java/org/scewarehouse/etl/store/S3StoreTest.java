package org.scewarehouse.etl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.lake.NewObject;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.ObjectStoreContract;

class S3StoreTest extends ObjectStoreContract {

    private static AutoCloseable credentials;
    private static S3Server server;
    /** Makes writes under a condition atomic, which they are on S3. */
    private static FaultyWire wire;

    private static int stores;

    private ObjectStore store;
    private String prefix;

    @BeforeAll
    static void startServer() {
        credentials = S3Server.credentials();
        server = S3Server.inMemory();
        wire = new FaultyWire(server.port());
    }

    @AfterAll
    static void stopServer() throws Exception {
        wire.close();
        server.close();
        credentials.close();
    }

    @BeforeEach
    void openStore() {
        prefix = "team/lake" + ++stores;
        store = open(prefix);
    }

    private static ObjectStore open(String prefix) {
        return new Stores(S3Server.settings(wire.url())).open("s3://" + S3Server.BUCKET + "/" + prefix);
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void seesNothingOfItsNeighbours() {
        open(prefix + "0").put("object", bytes("x"));
        open(prefix + "/inner").put("object", bytes("x"));
        assertThat(store.list("")).containsExactly("inner/object");
        assertThat(open("").list("team/lake")).contains(prefix + "0/object", prefix + "/inner/object");
    }

    @Test
    void leavesObjectsAloneThatAreNoKeys() {
        server.client()
                .putObject(
                        b -> b.bucket(S3Server.BUCKET).key(prefix + "/.hidden"),
                        software.amazon.awssdk.core.sync.RequestBody.fromString("x"));
        store.put("a/object", bytes("x"));
        assertThat(store.list("")).containsExactly("a/object");
    }

    @Test
    void givesUpUploadsThatDeadWritersLeft() throws IOException {
        NewObject dead = store.create("a/dead"); // never closed, as by a process that is killed
        dead.write(random(12_000_000));
        open(prefix + "-other").create("b/dead").write(random(12_000_000));
        assertThat(uploads()).isEqualTo(1);

        store.removeLeftovers(Instant.now().minus(Duration.ofDays(1)));
        assertThat(uploads()).as("its writer may still be at work").isEqualTo(1);
        store.removeLeftovers(Instant.now().plusSeconds(60));
        assertThat(uploads()).isZero();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void anObjectThatIsNotCommittedLeavesNoUpload() throws IOException {
        try (NewObject object = store.create("a/big")) {
            object.write(random(12_000_000));
            assertThat(uploads()).isEqualTo(1);
        }
        assertThat(uploads()).isZero();
    }

    private long uploads() {
        return server.client().listMultipartUploads(b -> b.bucket(S3Server.BUCKET)).uploads().stream()
                .filter(upload -> upload.key().startsWith(prefix + "/"))
                .count();
    }
}

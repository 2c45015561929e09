package org.scewarehouse.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.run.S3Server;

/** Commands with the lake on a server that speaks S3. */
class S3CommandsTest {

    @TempDir
    private Path home = Path.of("");

    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private Map<String, String> environment(String prefix) {
        Map<String, String> environment = new HashMap<>(server.lake(prefix));
        environment.put("SCE_HOME", home.toString());
        environment.put("SCE_PRIVACY_SECRET", "a-secret-of-the-test-0123456789");
        return environment;
    }

    @Test
    void checkTriesEachRightAndLeavesNothing() {
        CommandLineRun check = CommandLineRun.at(Instant.now(), environment("checked"), "check");
        assertThat(check.output())
                .contains("s3://lake-bucket/checked, objects can be listed")
                .contains("objects can be written", "objects can be read", "objects can be deleted")
                .contains("an object is made once", "an object is replaced only if it is what it was")
                .contains("unfinished uploads can be listed")
                .doesNotContain("FAULT");
        assertThat(check.exitCode()).isZero();
        assertThat(server.objects("checked")).isEmpty();
    }

    @Test
    void checkSaysWhatIsWrong() {
        Map<String, String> environment = environment("x");
        environment.put("SCE_LAKE", "s3://no-such-bucket/x");
        CommandLineRun check = CommandLineRun.of(environment, "check");
        assertThat(check.output()).contains("FAULT  lake", "NoSuchBucket; make the bucket");
        assertThat(check.exitCode()).isEqualTo(4);
    }

    @Test
    void checkGoesOnWhereABucketOfASourceIsRefused() {
        Map<String, String> environment = environment("x");
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", "s3://no-such-bucket/scans");
        CommandLineRun check = CommandLineRun.at(Instant.now(), environment, "check");
        assertThat(check.output()).contains("ok     lake", "FAULT  home_drive", "NoSuchBucket", "1 fault.");
        assertThat(check.exitCode()).isEqualTo(4);
    }

    @Test
    void aBucketThatDoesNotAnswerMayComeBack() throws Exception {
        Map<String, String> environment = environment("x");
        try (ServerSocket nobody = new ServerSocket(0)) {
            environment.put("SCE_S3_ENDPOINT", "http://127.0.0.1:" + nobody.getLocalPort());
        }
        CommandLineRun check = CommandLineRun.at(Instant.now(), environment, "check");
        assertThat(check.output()).contains("FAULT  lake");
        assertThat(check.exitCode()).as(check.output()).isEqualTo(3);
    }

    @Test
    void statusTellsWhereTheLakeIsWithoutAskingIt() {
        Map<String, String> environment = environment("x");
        environment.put("SCE_S3_ENDPOINT", "http://127.0.0.1:1");
        CommandLineRun status = CommandLineRun.of(environment, "status");
        assertThat(status.output()).contains("Lake       s3://lake-bucket/x");
        assertThat(status.exitCode()).isZero();
    }

    @Test
    void aLakeOnS3WantsASecretAndALocation() {
        Map<String, String> environment = environment("x");
        environment.remove("SCE_PRIVACY_SECRET");
        assertThat(CommandLineRun.of(environment, "nightly").errors()).contains("sce.privacy.secret is required");
        environment.put("SCE_LAKE", "s3://B!/x");
        assertThat(CommandLineRun.of(environment, "status").errors()).contains("sce.lake = s3://B!/x: expected s3://");
        environment.put("SCE_LAKE", "gs://bucket/x");
        assertThat(CommandLineRun.of(environment, "status").errors()).contains("expected a folder, or s3://");
    }
}

package org.scewarehouse.etl.source.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.simulator.LoopbackServer;
import org.scewarehouse.etl.simulator.cloudwatch.CloudWatchSimulator;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.FsxFileSystem;

/** An FSx whose answers are odd or do not come: which are asked for again, and what is said of the others. */
class FsxClientTest {

    private static final String FILE_SYSTEM =
            "{\"FileSystems\":[{\"FileSystemId\":\"fs-1\",\"StorageCapacity\":1200,\"Tags\":[]}]}";

    /** An answer; a length beyond that of its content is one that breaks off. */
    private record Answer(int status, String content, int length) {
        Answer(int status, String content) {
            this(status, content, content.length());
        }
    }

    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> signed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<FsxFileSystem> found = new ConcurrentLinkedQueue<>();
    private final LoopbackServer server = LoopbackServer.start("fsx", this::answer);

    @BeforeAll
    static void credentials() {
        System.setProperty("aws.accessKeyId", CloudWatchSimulator.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", CloudWatchSimulator.SECRET_KEY);
    }

    @AfterAll
    static void noCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signed.add(exchange.getRequestHeaders().getFirst("Authorization"));
            Answer answer = answers.remove();
            exchange.sendResponseHeaders(answer.status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer.content.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    private void ask() {
        Retry retry = new Retry(
                new Retry.Policy(2, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1)),
                () -> Instant.EPOCH,
                time -> {},
                () -> 0.5);
        new FsxClient("eu-west-1", URI.create(server.url()), retry).fileSystems("who", found::add);
    }

    @Test
    void whatPassesIsAskedForAgain() {
        for (Answer passing : List.of(
                new Answer(503, "<html>Service Unavailable</html>"),
                new Answer(500, ""),
                new Answer(500, "{\"__type\":\"InternalServerError\"", 100),
                new Answer(400, "{\"__type\":\"com.amazon.coral.availability#ThrottlingException\"}"),
                new Answer(200, FILE_SYSTEM.substring(0, 40), FILE_SYSTEM.length()))) {
            answers.add(passing);
            answers.add(new Answer(200, FILE_SYSTEM));
            found.clear();
            ask();
            assertThat(found).as(passing.content).containsExactly(new FsxFileSystem("fs-1", 1200L));
        }
        assertThat(asked).hasSize(10).containsOnly("{}");
        assertThat(signed).allMatch(text -> text.contains("/eu-west-1/fsx/aws4_request"));
    }

    @Test
    void whatDoesNotPassIsLeftForLater() {
        answers.add(new Answer(503, ""));
        answers.add(new Answer(502, "<html>"));
        assertThatThrownBy(this::ask)
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("who: DescribeFileSystems answered 502")
                .hasMessageContaining("asked 2 times");
        answers.add(new Answer(200, "{", 9));
        answers.add(new Answer(200, "{", 9));
        assertThatThrownBy(this::ask)
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("who: DescribeFileSystems: expected an answer, got none");
        assertThat(asked).hasSize(4);
    }

    @Test
    void whatIsRefusedOrNotAsDocumentedIsToldAtOnce() {
        answers.add(new Answer(403, "<html>Forbidden</html>"));
        assertThatThrownBy(this::ask)
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("allow fsx:DescribeFileSystems on *");
        answers.add(new Answer(200, "<html>Welcome</html>"));
        assertThatThrownBy(this::ask).isInstanceOf(SourceChanged.class).hasMessageContaining("expected JSON");
        answers.add(new Answer(200, FILE_SYSTEM.replace("1200", "\"much\"")));
        assertThatThrownBy(this::ask)
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("expected a file system with a size in GiB");
        assertThat(asked).hasSize(3);
    }

    @Test
    void pagesThatLeadToThemselvesAreNotFollowed() {
        for (int i = 0; i < 3; i++) {
            answers.add(new Answer(200, "{\"NextToken\":\"a\\\"b\"}"));
        }
        assertThatThrownBy(this::ask).isInstanceOf(SourceChanged.class).hasMessageContaining("NextToken twice");
        assertThat(asked).containsExactly("{}", "{\"NextToken\":\"a\\\"b\"}");
    }
}

package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.HttpLimits;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.simulator.prometheus.Fault;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection.Protocol;

/** What a bad server, proxy or network gets: a clear error of the right kind, never a wrong or partial part. */
class PrometheusFaultTest {

    private static final HttpLimits SHORT_ANSWER = limits(Duration.ofMinutes(1), Duration.ofMillis(600));
    private static final HttpLimits SHORT_SILENCE = limits(Duration.ofMillis(200), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private ExtractRig rig;
    private PrometheusSimulator server;

    @BeforeEach
    void start() {
        rig = new ExtractRig(folder);
        server = new PrometheusSimulator(PrometheusExtractTest.containers(), SimulatorOptions.standard());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void heals_what_asking_again_heals() {
        Fault[] faults = {
            Fault.status(500, "internal"),
            Fault.status(503, "starting"),
            Fault.retryAfter(429, "7"),
            Fault.status(503, "upstream connect error or disconnect/reset before headers. reason: connection timeout"),
            Fault.status(503, "error trying to reach service: dial tcp 10.1.2.3:9090: i/o timeout"),
            new Fault.Truncated(5_000),
            new Fault.FlippedBit(4_000),
        };
        for (Fault fault : faults) {
            server.fail(fault);
            extract(connection(Protocol.REMOTE_READ));
            assertThat(server.takeAsked()).as("%s", fault).hasSize(2);
            rig.attempt++;
        }
        assertThat(rig.waits).hasSize(faults.length).contains(Duration.ofSeconds(7));
        assertThat(rig.samples("container_cpu").values())
                .hasSize(3)
                .allSatisfy(samples -> assertThat(samples).hasSize(3360).doesNotHaveDuplicates());
    }

    @Test
    void heals_by_JSON_too() {
        Fault[] faults = {
            Fault.retryAfter(503, "Fri, 21 Aug 2026 03:00:20 GMT"),
            new Fault.Truncated(5_000),
            new Fault.Warning("a store did not answer"),
            Fault.status(200, ""),
        };
        for (Fault fault : faults) {
            server.fail(fault);
            extract(connection(Protocol.JSON));
            assertThat(server.takeAsked()).as("%s", fault).hasSize(15);
            rig.attempt++;
        }
        assertThat(rig.waits).hasSize(faults.length).contains(Duration.ofSeconds(20));
        assertThat(rig.samples("container_cpu").values())
                .hasSize(3)
                .allSatisfy(samples -> assertThat(samples).hasSize(3360).doesNotHaveDuplicates());
    }

    @Test
    void never_takes_an_answer_with_warnings() {
        fails(Protocol.JSON, new Fault.Warning("store 10.0.0.7 is away"), SourceUnavailable.class)
                .contains("store 10.0.0.7 is away", "none is taken", "2026-08-20", "container_cpu");
    }

    @Test
    void gives_up_on_bodies_that_do_not_end_in_time() {
        rig.policy = new Retry.Policy(2, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofHours(1));
        for (Protocol protocol : new Protocol[] {Protocol.REMOTE_READ, Protocol.JSON}) {
            PrometheusConnection slow =
                    PrometheusConnection.of(http().withLimits(SHORT_ANSWER)).withProtocol(protocol);
            server.fail(new Fault.Trickling(Duration.ofMillis(20)), new Fault.Trickling(Duration.ofMillis(20)));
            assertThatThrownBy(() -> extract(slow))
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("no end of it within PT0.6S")
                    .hasMessageContaining("asked 2 times");
            server.fail(new Fault.Trickling(Duration.ofSeconds(2)), new Fault.Trickling(Duration.ofSeconds(2)));
            PrometheusConnection silent =
                    PrometheusConnection.of(http().withLimits(SHORT_SILENCE)).withProtocol(protocol);
            assertThatThrownBy(() -> extract(silent))
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("silence for PT0.2S");
        }
        PrometheusConnection connection = PrometheusConnection.of(http().withLimits(SHORT_ANSWER));
        server.fail(new Fault.Endless(), new Fault.Endless());
        assertThatThrownBy(() -> extract(connection))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("no end of it within PT0.6S");
        server.fail(new Fault.Endless());
        assertThatThrownBy(() -> extract(connection(Protocol.JSON)))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("expected at most 4194304 bytes around the result");
        assertThat(rig.zone.isComplete("prometheus", "container_cpu", ExtractRig.DAY.date(), 1))
                .isFalse();
    }

    @Test
    void names_the_setting_to_change() {
        fails(Protocol.AUTO, Fault.status(401, "no"), SourceMisconfigured.class).contains(".token", "401");
        fails(Protocol.AUTO, Fault.status(403, "no"), SourceMisconfigured.class).contains(".headers", "403");
        fails(Protocol.JSON, Fault.status(404, "404 page not found"), SourceMisconfigured.class)
                .contains("sce.sources.prometheus.url", "path prefix");
        fails(Protocol.REMOTE_READ, Fault.status(404, "404 page not found"), SourceMisconfigured.class)
                .contains(".protocol to auto or json");
        fails(Protocol.AUTO, Fault.webPage(), SourceMisconfigured.class).contains("web page", "Sign in", ".url");
        fails(Protocol.JSON, Fault.webPage(), SourceMisconfigured.class).contains("web page", "Sign in", ".url");
        fails(
                        Protocol.JSON,
                        new Fault.Status(302, "text/plain", "", Map.of("Location", "https://login.example/")),
                        SourceMisconfigured.class)
                .contains("redirect to https://login.example/", "not followed");
        fails(Protocol.JSON, Fault.status(200, "[1,2"), SourceChanged.class).contains("expected JSON");
        fails(Protocol.JSON, Fault.status(200, "{\"status\":\"success\""), SourceChanged.class)
                .contains("expected a whole object");
        fails(Protocol.JSON, Fault.status(200, "{\"status\":\"error\",\"error\":\"boom\"}"), SourceChanged.class)
                .contains("boom");
        fails(Protocol.JSON, Fault.status(418, "teapot"), SourceChanged.class).contains("teapot");
        fails(
                        Protocol.JSON,
                        Fault.status(400, "Client sent an HTTP request to an HTTPS server."),
                        SourceMisconfigured.class)
                .contains("must begin with https");
    }

    @Test
    void waits_for_the_next_minute_where_it_was_asked_too_often() {
        server.fail(Fault.status(429, "slow down"));
        extract(connection(Protocol.AUTO));
        assertThat(rig.waits).containsExactly(Duration.ofMillis(52_500));
    }

    @Test
    void waits_no_longer_than_a_quarter_of_an_hour_whatever_is_asked() {
        server.fail(Fault.retryAfter(429, "999999"));
        extract(connection(Protocol.AUTO));
        assertThat(rig.waits).containsExactly(Duration.ofMinutes(15));
    }

    @Test
    void asks_for_samples_where_chunks_are_encoded_in_an_unknown_way() {
        server.fail(new Fault.ForeignChunks(4));
        extract(connection(Protocol.AUTO));
        assertThat(rig.raw().parts("container_cpu"))
                .hasSize(14)
                .allSatisfy(part -> assertThat(part.attributes()).containsEntry("encoding", "samples"));
        assertThat(rig.samples("container_cpu")).hasSize(3);
    }

    @Test
    void hands_on_chunks_that_lie_about_their_times_since_the_transform_looks_at_every_sample() {
        server.fail(new Fault.OutsideWindow());
        extract(connection(Protocol.REMOTE_READ));
        assertThat(rig.samples("container_cpu").values())
                .hasSize(3)
                .allSatisfy(samples -> assertThat(samples).hasSizeGreaterThan(3360));
    }

    @Test
    void tells_why_there_is_no_connection() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String refused = "http://localhost:" + free;
        assertThatThrownBy(() -> extract(PrometheusConnection.of(refused)))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("connection refused")
                .hasMessageContaining("asked 5 times");
        assertThatThrownBy(() -> extract(PrometheusConnection.of("http://no-such-host.invalid")))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("sce.sources.prometheus.url");
        assertThatThrownBy(() -> extract(PrometheusConnection.of("prometheus:9090")))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("sce.sources.prometheus.url: expected http:// or https://");
    }

    @Test
    void reports_all_wrong_settings_together() {
        HttpSettings http = HttpSettings.of("prometheus", "sce.sources.prometheus", "http://u:p@host/")
                .withToken("a\nb")
                .withUser("ada", "pw")
                .withHeaders(Map.of("X Org", "1"))
                .withCaFile(folder.resolve("none.pem"));
        PrometheusConnection connection =
                new PrometheusConnection(http, Protocol.AUTO, Duration.ofHours(-1), Duration.ofSeconds(1), List.of());
        Throwable error = catchThrowable(() -> extract(connection));
        assertThat(error).isInstanceOf(SourceMisconfigured.class);
        assertThat(String.valueOf(error.getMessage()).lines()).hasSize(7);
        assertThat(error.getMessage()).doesNotContain("pw");
        assertThat(http.toString()).doesNotContain("pw").doesNotContain("a\nb");
    }

    private AbstractStringAssert<?> fails(Protocol protocol, Fault fault, Class<? extends RuntimeException> kind) {
        rig.attempt++;
        server.fail(Collections.nCopies(5, fault).toArray(Fault[]::new));
        Throwable error = catchThrowable(() -> extract(connection(protocol)));
        server.heal();
        assertThat(error).isInstanceOf(kind);
        return assertThat(error.getMessage());
    }

    private void extract(PrometheusConnection connection) {
        rig.extract(connection, "container_cpu");
    }

    private HttpSettings http() {
        return HttpSettings.of("prometheus", "sce.sources.prometheus", server.url());
    }

    private PrometheusConnection connection(Protocol protocol) {
        return PrometheusConnection.of(http()).withProtocol(protocol);
    }

    private static HttpLimits limits(Duration silence, Duration answer) {
        return new HttpLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), silence, answer);
    }
}

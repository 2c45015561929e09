package org.scewarehouse.etl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeatherTest {

    private static final String LIST = "{\"results\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}],\"next\":[7,5]}";
    private static final byte[] ANSWER = new byte[5000];

    private final ExecutorService serving = Executors.newSingleThreadExecutor();
    private final HttpServer server = server();
    private final HttpClient client = HttpClient.newHttpClient();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void serve(Weather weather, ServingTime time) {
        server.createContext("/list", exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, LIST.length());
                    exchange.getResponseBody().write(LIST.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                })
                .getFilters()
                .addAll(List.of(time, weather));
        server.createContext("/", exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(ANSWER);
                    exchange.close();
                })
                .getFilters()
                .addAll(List.of(time, weather));
        server.setExecutor(serving);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        serving.shutdownNow();
    }

    /** Until the server has done with what it answered: a client has an answer before the server has ended. */
    private void untilServed() throws Exception {
        serving.submit(() -> {}).get(20, TimeUnit.SECONDS);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private String ask() throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = client.send(request("/"), HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() + " " + answer.body().length;
        } catch (IOException e) {
            return "broken";
        }
    }

    @Test
    void inFairWeatherEverythingIsAnswered() throws Exception {
        ServingTime time = new ServingTime();
        Weather weather = Weather.fair();
        serve(weather, time);
        assertThat(ask()).isEqualTo("200 5000");
        assertThat(ask()).isEqualTo("200 5000");
        untilServed();
        assertThat(weather.troubles()).isZero();
        assertThat(time.requests()).isEqualTo(2);
        assertThat(time.total()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void inStormsRequestsAreRefusedOrBreakOffAndNoneIsAnsweredInPart() throws Exception {
        Weather weather = new Weather(3, 0.5);
        serve(weather, new ServingTime());
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            seen.add(ask());
        }
        assertThat(seen).containsExactlyInAnyOrder("200 5000", "429 0", "broken");
        assertThat(weather.troubles()).isBetween(15L, 60L);
    }

    @Test
    void recordsOfAPageComeInAnotherOrderAndNothingElseOfItChanges() throws Exception {
        serve(new Weather(3, 0.4), new ServingTime());
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            try {
                HttpResponse<String> answer =
                        client.send(request("/list"), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                seen.add(answer.statusCode() == 200 ? answer.body() : "refused");
            } catch (IOException e) {
                seen.add("broken");
            }
        }
        seen.removeAll(Set.of("refused", "broken"));
        assertThat(seen).contains(LIST).hasSizeGreaterThan(3).allSatisfy(body -> {
            assertThat(body).hasSameSizeAs(LIST).endsWith("],\"next\":[7,5]}");
            assertThat(body).contains("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}");
        });
    }

    @Test
    void aServerThatIsAwayRefusesEverythingUntilItIsBack() throws Exception {
        Weather weather = Weather.fair();
        serve(weather, new ServingTime());
        weather.away(true);
        assertThat(ask()).isEqualTo("503 0");
        weather.away(false);
        assertThat(ask()).isEqualTo("200 5000");
    }
}

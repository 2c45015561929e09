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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeatherTest {

    private static final byte[] ANSWER = new byte[5000];

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
        server.createContext("/", exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(ANSWER);
                    exchange.close();
                })
                .getFilters()
                .addAll(List.of(time, weather));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String ask() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/"))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
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
    void aServerThatIsAwayRefusesEverythingUntilItIsBack() throws Exception {
        Weather weather = Weather.fair();
        serve(weather, new ServingTime());
        weather.away(true);
        assertThat(ask()).isEqualTo("503 0");
        weather.away(false);
        assertThat(ask()).isEqualTo("200 5000");
    }
}

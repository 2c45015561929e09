package org.scewarehouse.etl.source.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scewarehouse.etl.http.HttpSettings;

/**
 * How a Connect server is asked.
 *
 * @param http where it answers, without {@code /__api__}; the key is added here
 * @param apiKey key of an administrator
 * @param concurrency requests that may be under way at once
 * @param requestsPerSecond requests that may begin in a second; 0 = as many as the server answers
 */
public record ConnectConnection(HttpSettings http, String apiKey, int concurrency, double requestsPerSecond) {

    /** Name of the source. */
    public static final String SOURCE = "connect";

    /** Prefix of its settings. */
    public static final String PROPERTY = "sce.sources.connect";

    /** With the defaults. */
    public static ConnectConnection of(HttpSettings http, String apiKey) {
        return new ConnectConnection(http, apiKey, 8, 10);
    }

    /** With the defaults, for a server at this address. */
    public static ConnectConnection of(String url, String apiKey) {
        return of(HttpSettings.of(SOURCE, PROPERTY, url), apiKey);
    }

    /** At another pace; 0 = as fast as the server answers. */
    public ConnectConnection withRequestsPerSecond(double value) {
        return new ConnectConnection(http, apiKey, concurrency, value);
    }

    /** Everything wrong with these settings, each naming its property; empty if nothing is. Asks nobody. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (apiKey.isBlank() || !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            faults.add(PROPERTY + ".api-key: expected the key of an administrator, in one line without blanks");
        } else {
            faults.addAll(withKey().faults());
        }
        if (concurrency < 1 || concurrency > 64) {
            faults.add(PROPERTY + ".concurrency = " + concurrency + ": expected 1 to 64");
        }
        if (!(requestsPerSecond >= 0)) {
            faults.add(PROPERTY + ".requests-per-second = " + requestsPerSecond + ": expected 0 or more");
        }
        return faults;
    }

    HttpSettings withKey() {
        Map<String, String> headers = new TreeMap<>(http.headers());
        headers.put("Authorization", "Key " + apiKey);
        return http.withHeaders(headers);
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return http.toString();
    }
}

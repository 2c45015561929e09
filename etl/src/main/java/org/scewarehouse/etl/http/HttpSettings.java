package org.scewarehouse.etl.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a system answers and who asks.
 *
 * @param source name of the source, for messages
 * @param property prefix of its settings, for messages, such as {@code sce.sources.prometheus}
 * @param url base address with any path prefix, http or https
 * @param token bearer token; null = none
 * @param username user of basic authentication; null = none
 * @param password password of basic authentication; null = none
 * @param headers further headers of every request, such as a tenant
 * @param caFile PEM file with the certificates to trust instead of the system's; null = the system's
 * @param limits how long it may take
 */
public record HttpSettings(
        String source,
        String property,
        String url,
        @Nullable String token,
        @Nullable String username,
        @Nullable String password,
        Map<String, String> headers,
        @Nullable Path caFile,
        HttpLimits limits) {

    /** Shorter ones occur in any text; nobody takes them for a secret. */
    private static final int SECRET_MIN = 4;

    public HttpSettings {
        headers = Map.copyOf(headers);
    }

    /** Without credentials, headers or an own CA. */
    public static HttpSettings of(String source, String property, String url) {
        return new HttpSettings(source, property, url, null, null, null, Map.of(), null, HttpLimits.STANDARD);
    }

    /** With a bearer token. */
    public HttpSettings withToken(String value) {
        return new HttpSettings(source, property, url, value, username, password, headers, caFile, limits);
    }

    /** With basic authentication. */
    public HttpSettings withUser(String name, String secret) {
        return new HttpSettings(source, property, url, token, name, secret, headers, caFile, limits);
    }

    /** With further headers. */
    public HttpSettings withHeaders(Map<String, String> further) {
        return new HttpSettings(source, property, url, token, username, password, further, caFile, limits);
    }

    /** With an own CA. */
    public HttpSettings withCaFile(Path file) {
        return new HttpSettings(source, property, url, token, username, password, headers, file, limits);
    }

    /** With other limits. */
    public HttpSettings withLimits(HttpLimits other) {
        return new HttpSettings(source, property, url, token, username, password, headers, caFile, other);
    }

    /** Everything wrong with these settings, each naming its property; empty if nothing is. Asks nobody. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        String shown = url.replaceAll("//.*@", "//(hidden)@");
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((!scheme.equals("http") && !scheme.equals("https")) || uri.getHost() == null) {
                faults.add(property + ".url: expected http:// or https:// and a host, got '" + shown + "'");
            } else if (uri.getRawUserInfo() != null) {
                faults.add(property + ".url: must hold no user; use " + property + ".username and .password");
            } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                faults.add(property + ".url: expected no '?' and no '#', got '" + shown + "'");
            }
        } catch (URISyntaxException e) {
            faults.add(property + ".url: expected an address, got '" + shown + "': " + e.getReason());
        }
        if (token != null && username != null) {
            faults.add(property + ".token and .username: only one of them can be used");
        }
        if ((username == null) != (password == null)) {
            faults.add(property + ".username and .password: both or none must be set");
        }
        if (token != null && !isHeaderText(token)) {
            faults.add(property + ".token: holds a character that no header can, such as a line break");
        }
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || !isHeaderText(value)) {
                faults.add(property + ".headers: '" + name + "' is no header or its value holds a line break");
            }
        });
        if (caFile != null && !Files.isReadable(caFile)) {
            faults.add(property + ".ca-file: cannot be read: " + caFile);
        }
        faults.addAll(limits.faults(property));
        return faults;
    }

    /** Whether a header can hold the text; the client quotes one that cannot, were it a secret. */
    public static boolean isHeaderText(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c <= 0xff && c != 0x7f) || c == '\t');
    }

    /** Headers of every request, credentials included. */
    Map<String, String> allHeaders() {
        Map<String, String> all = new TreeMap<>(headers);
        if (token != null) {
            all.put("Authorization", "Bearer " + token);
        } else if (username != null) {
            byte[] pair = (username + ':' + password).getBytes(StandardCharsets.UTF_8);
            all.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return all;
    }

    /** What is sent along and must not be shown, the longest first: headers, and what in them follows the scheme. */
    Set<String> secrets() {
        Set<String> secrets = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        for (String value : allHeaders().values()) {
            secrets.add(value);
            secrets.add(value.substring(value.indexOf(' ') + 1));
        }
        if (password != null) {
            secrets.add(password);
        }
        secrets.removeIf(secret -> secret.length() < SECRET_MIN);
        return secrets;
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return source + " at " + url;
    }
}

package org.scewarehouse.jobs.bi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceUnavailable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of Metabase's REST API, each with the header that says who asks. */
final class MetabaseApi {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHOWN = 300;
    private static final String HIDDEN = "(hidden)";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final String address;
    private final String header;
    private final String credential;

    private MetabaseApi(String address, String header, String credential) {
        this.address = address;
        this.header = header;
        this.credential = credential;
    }

    /** With an API key, whose group may administrate. */
    static MetabaseApi withKey(String address, String key) {
        return new MetabaseApi(trimmed(address), "x-api-key", key);
    }

    /** With a session of an administrator. */
    static MetabaseApi withPassword(String address, String user, String password) {
        MetabaseApi nobody = new MetabaseApi(trimmed(address), "x-client", "sce");
        JsonNode session = nobody.post("/api/session", Map.of("username", user, "password", password));
        return new MetabaseApi(
                trimmed(address), "X-Metabase-Session", session.path("id").asString());
    }

    JsonNode get(String path) {
        return call("GET", path, null);
    }

    JsonNode post(String path, Map<String, ?> body) {
        return call("POST", path, body);
    }

    /** Null where this Metabase has no such call. */
    JsonNode postIfKnown(String path, Map<String, ?> body) {
        return call("POST", path, body, true);
    }

    JsonNode put(String path, Map<String, ?> body) {
        return call("PUT", path, body);
    }

    private JsonNode call(String method, String path, @Nullable Map<String, ?> body) {
        return call(method, path, body, false);
    }

    /**
     * One call.
     *
     * @param isOptional whether it may be missing
     * @throws SourceUnavailable if Metabase is away or busy
     * @throws MetabaseUnusable if it refuses, or answers no JSON
     */
    private JsonNode call(String method, String path, @Nullable Map<String, ?> body, boolean isOptional) {
        HttpRequest.BodyPublisher sent = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header(header, credential)
                .header("Content-Type", "application/json")
                .method(method, sent)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
                throw new SourceUnavailable(said(method, path, body, answer) + ". Try again later");
            }
            if (answer.statusCode() == 404 && isOptional) {
                return json.nullNode();
            }
            if (answer.statusCode() / 100 == 3) { // to https, or to a page that asks for a login; neither is an answer
                throw new MetabaseUnusable("Metabase at " + address + " sends " + method + " " + path + " on to "
                        + answer.headers().firstValue("Location").orElse("another address")
                        + ": give --metabase the address at which it answers itself");
            }
            if (answer.statusCode() >= 400) {
                throw new MetabaseUnusable(said(method, path, body, answer) + remedy(answer.statusCode()));
            }
            return json.readTree(answer.body().isEmpty() ? "null" : answer.body());
        } catch (JacksonException e) {
            throw new MetabaseUnusable("Metabase answered " + method + " " + path
                    + " with something that is no JSON: is " + address + " the address of a Metabase?");
        } catch (IOException e) {
            throw new SourceUnavailable("Metabase at " + address + " does not answer " + method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailable("stopped while waiting for Metabase", e);
        }
    }

    /** Metabase repeats what it does not take, passwords included. */
    private String said(String method, String path, @Nullable Map<String, ?> sent, HttpResponse<String> answer) {
        String body = answer.body();
        for (String password : passwords(sent == null ? Map.of() : sent)) {
            String written = json.writeValueAsString(password);
            body = body.replace(written.substring(1, written.length() - 1), HIDDEN)
                    .replace(password, HIDDEN);
        }
        return "Metabase answered " + method + " " + path + " with " + answer.statusCode() + ": "
                + (body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body);
    }

    private static List<String> passwords(Map<?, ?> sent) {
        List<String> passwords = new ArrayList<>();
        sent.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                passwords.addAll(passwords(inner));
            } else if ("password".equals(name) && value instanceof String password && !password.isEmpty()) {
                passwords.add(password);
            }
        });
        return passwords;
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401 -> ". Set SCE_METABASE_API_KEY, or SCE_METABASE_USER and SCE_METABASE_PASSWORD";
            case 403 -> ". Use the key or the login of an administrator";
            default -> "";
        };
    }

    private static String trimmed(String address) {
        return address.replaceFirst("/+$", "");
    }
}

package org.scewarehouse.etl.source.connect;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Http;
import org.scewarehouse.etl.http.HttpAnswer;
import org.scewarehouse.etl.http.JsonPages;
import org.scewarehouse.etl.http.Pace;
import org.scewarehouse.etl.http.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a Connect server and tells its refusals apart. Safe for several threads. */
final class ConnectClient {

    private static final String API = "/__api__";
    private static final int LONGEST_ERROR = 4096;
    private static final JsonMapper JSON = new JsonMapper();

    private final Http http;
    private final Retry retry;
    private final Pace pace;
    private final JsonPages pages;

    /**
     * Asks nobody yet.
     *
     * @throws SourceMisconfigured if the settings cannot work, naming all that is wrong
     */
    ConnectClient(ConnectConnection connection, InstantSource clock, Retry retry) {
        List<String> faults = connection.faults();
        if (!faults.isEmpty()) {
            throw new SourceMisconfigured(String.join("\n", faults));
        }
        this.http = new Http(connection.withKey(), clock);
        this.retry = retry;
        this.pace = new Pace(connection.requestsPerSecond(), time -> Thread.sleep(time.toMillis() + 1));
        this.pages = new JsonPages(this::get, retry);
    }

    JsonPages pages() {
        return pages;
    }

    /** Calls again where that may help. */
    <T extends @Nullable Object> T retry(Supplier<T> call) {
        return retry.call(call);
    }

    /** Refuses a key that sees only a part of the server. */
    void checkAdministrator() {
        String role = retry(() -> {
            try {
                return pages.document("/v1/user")
                        .map(user -> user.path("user_role").asString(""))
                        .orElse("");
            } catch (NotFound e) {
                throw new SourceMisconfigured(
                        e.getMessage() + "; check " + ConnectConnection.PROPERTY + ".url, which may lack a path prefix",
                        e);
            }
        });
        if (!role.equals("administrator")) {
            throw new SourceMisconfigured(ConnectConnection.SOURCE + ": " + ConnectConnection.PROPERTY
                    + ".api-key: expected the key of an administrator, got that of a " + role
                    + ", whom the server shows a part of its content without saying so");
        }
    }

    private HttpAnswer get(String path) {
        pace.await();
        HttpAnswer answer = http.get(API + path);
        if (answer.status() == 204 || (answer.isOk() && !answer.contentType().equals("text/html"))) {
            return answer;
        }
        try (answer) {
            throw refusal(answer, answer.text(LONGEST_ERROR));
        }
    }

    /** What the codes of the error body mean; a status that may pass is judged before them. */
    private RuntimeException refusal(HttpAnswer answer, String body) {
        boolean isPage =
                answer.contentType().equals("text/html") || body.stripLeading().startsWith("<");
        if (answer.isOk() || (isPage && answer.status() / 100 == 4 && answer.status() != 429)) {
            return http.webPage(answer, body);
        }
        int code = code(body);
        String got =
                answer.name() + ": expected status 200, got " + answer.status() + " '" + answer.excerpt(body) + "'";
        String key = got + "; check " + ConnectConnection.PROPERTY + ".api-key, which must be that of an administrator";
        return switch (code) {
            case 22 -> new NotAllowed(key);
            case 24, 30 -> new SourceMisconfigured(key);
            case 4 -> new NotFound(got);
            case 83 -> new TooMuchAtOnce(got);
            case 277 -> answer.status() == 429 ? http.refusal(answer, body) : new SourceUnavailable(got);
            case 2, 25 -> new NotUnderstood(got);
            default ->
                switch (answer.status()) {
                    case 401 -> new SourceMisconfigured(key);
                    case 403 -> new NotAllowed(key);
                    case 402 -> new SourceMisconfigured(got + "; the server's licence does not allow it");
                    case 404 -> new NotFound(got);
                    case 409 -> new SourceUnavailable(got);
                    case 400 -> new NotUnderstood(got);
                    default -> http.refusal(answer, body);
                };
        };
    }

    private static int code(String body) {
        try {
            JsonNode error = JSON.readTree(body);
            return error.path("code").asInt(0);
        } catch (JacksonException e) {
            return 0; // not the documented body: the status alone speaks
        }
    }

    /** What is not caught on the way is not as documented, or not as this product asks. */
    static SourceChanged unexpected(RuntimeException e) {
        return new SourceChanged(String.valueOf(e.getMessage()), e);
    }
}

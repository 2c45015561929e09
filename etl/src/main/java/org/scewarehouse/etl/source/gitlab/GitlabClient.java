package org.scewarehouse.etl.source.gitlab;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.scewarehouse.etl.http.Retry;

/** Asks a GitLab server and tells its refusals apart. Safe for several threads. */
final class GitlabClient {

    private static final String API = "/api/v4";
    private static final int LONGEST_ERROR = 4096;
    private static final String TOKEN = "; check " + GitlabConnection.PROPERTY + ".token";

    private final Http http;
    private final Retry retry;
    private final RateLimit limit;
    private final JsonPages pages;

    /**
     * Asks nobody yet.
     *
     * @throws SourceMisconfigured if the settings cannot work, naming all that is wrong
     */
    GitlabClient(GitlabConnection connection, InstantSource clock, Retry retry) {
        List<String> faults = connection.faults();
        if (!faults.isEmpty()) {
            throw new SourceMisconfigured(String.join("\n", faults));
        }
        this.http = new Http(connection.withToken(), clock);
        this.retry = retry;
        this.limit = new RateLimit(clock, time -> Thread.sleep(time.toMillis() + 1));
        this.pages = new JsonPages(this::get, retry);
    }

    JsonPages pages() {
        return pages;
    }

    /**
     * The server's version, which only a token that may read the interface gets.
     *
     * @throws SourceMisconfigured if the token is not accepted, or may not read the interface
     */
    String version() {
        try {
            return pages.document("/version")
                    .map(answer -> answer.path("version").asString("unknown"))
                    .orElse("unknown");
        } catch (Refused e) {
            throw new SourceMisconfigured(
                    e.getMessage() + "; check " + GitlabConnection.PROPERTY + ".url, which may lack a path prefix", e);
        }
    }

    /**
     * The bytes of a file, read up to one more than the limit; so more than the limit means that it is longer.
     *
     * @throws Refused if the server does not show it
     */
    byte[] bytes(String path, int limitBytes) {
        return retry(() -> {
            try (HttpAnswer answer = ask(path)) {
                return answer.body().readNBytes(limitBytes + 1);
            } catch (IOException e) {
                throw new UncheckedIOException(path, e);
            }
        });
    }

    private <T extends @Nullable Object> T retry(Supplier<T> call) {
        return retry.call(call);
    }

    private HttpAnswer get(String path) {
        HttpAnswer answer = ask(path);
        if (answer.contentType().equals("text/html")) {
            try (answer) {
                throw http.webPage(answer, answer.text(LONGEST_ERROR));
            }
        }
        return answer;
    }

    private HttpAnswer ask(String path) {
        limit.await();
        HttpAnswer answer = http.get(API + path);
        limit.note(answer.headers());
        if (answer.isOk() || answer.status() == 204) {
            return answer;
        }
        try (answer) {
            throw refusal(answer, answer.text(LONGEST_ERROR));
        }
    }

    /** The text of an error is of several forms, one of them no JSON: the status speaks first. */
    private RuntimeException refusal(HttpAnswer answer, String body) {
        String got =
                answer.name() + ": expected status 200, got " + answer.status() + " '" + answer.excerpt(body) + "'";
        String location = answer.headers().firstValue("Location").orElse("");
        return switch (answer.status()) {
            case 301, 302, 307, 308 ->
                location.contains("/users/sign_in")
                        ? new SourceMisconfigured(got + ", a redirect to the sign-in page" + TOKEN)
                        : new Refused(Gap.MOVED, got + ", a redirect that is not followed");
            case 401 -> new SourceMisconfigured(got + TOKEN + ", which may be revoked or expired");
            case 403 ->
                body.contains("insufficient_scope")
                        ? new SourceMisconfigured(got + TOKEN + ", which needs the scope read_api")
                        : new Refused(Gap.NOT_SHOWN, got);
            case 404 -> new Refused(body.contains("Project Not Found") ? Gap.GONE : Gap.NOT_SHOWN, got);
            case 400 -> new SourceChanged(got);
            case 409 -> new SourceUnavailable(got);
            default -> http.refusal(answer, body);
        };
    }
}

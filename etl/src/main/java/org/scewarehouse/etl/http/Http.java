package org.scewarehouse.etl.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;

/**
 * Asks one system. Redirects are not followed, so credentials go nowhere else. Every fault says which setting to look
 * at; whether it is worth asking again is {@link Retry}'s business.
 */
public final class Http {

    private final HttpSettings settings;
    private final InstantSource clock;
    private final HttpClient client;
    private final String base;
    private final Set<String> secrets;

    /**
     * A client for one system; nothing is asked yet.
     *
     * @throws SourceMisconfigured if the settings cannot work, naming all that is wrong
     */
    public Http(HttpSettings settings, InstantSource clock) {
        List<String> faults = settings.faults();
        if (!faults.isEmpty()) {
            throw new SourceMisconfigured(String.join("\n", faults));
        }
        this.settings = settings;
        this.clock = clock;
        this.base = settings.url().replaceAll("/+$", "");
        this.secrets = settings.secrets();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // Nothing of ours waits in the client's threads, and to hand each step over costs more than the step.
                .executor(Runnable::run)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.limits().connect());
        if (settings.caFile() != null) {
            builder.sslContext(Tls.trusting(settings.caFile(), settings.property() + ".ca-file"));
        }
        this.client = builder.build();
    }

    /**
     * Sends a body and returns the answer, whatever its status.
     *
     * @param path below the base address, with a leading slash
     * @throws SourceUnavailable if no answer comes
     * @throws SourceMisconfigured if the other side cannot be trusted
     */
    public HttpAnswer post(String path, Map<String, String> headers, byte[] body) {
        return send(path, headers, HttpRequest.BodyPublishers.ofByteArray(body), "POST");
    }

    /** As {@link #post}, without a body. */
    public HttpAnswer get(String path) {
        return get(path, Map.of());
    }

    /** As {@link #get(String)}, with further headers. */
    public HttpAnswer get(String path, Map<String, String> headers) {
        return send(path, headers, HttpRequest.BodyPublishers.noBody(), "GET");
    }

    private HttpAnswer send(String path, Map<String, String> headers, HttpRequest.BodyPublisher body, String method) {
        String name = settings.source() + ": " + method + ' ' + base + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(settings.limits().answer())
                .method(method, body);
        settings.allHeaders().forEach(request::setHeader);
        headers.forEach(request::setHeader);
        try {
            HttpResponse<AnswerStream> response =
                    client.send(request.build(), info -> new AnswerStream(name, settings.limits()));
            return new HttpAnswer(name, response.statusCode(), response.headers(), response.body(), secrets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailable(name + ": stopped while waiting for the answer", e);
        } catch (IOException e) {
            throw connectionFault(name, e);
        }
    }

    private RuntimeException connectionFault(String name, IOException e) {
        String property = settings.property();
        if (e instanceof SSLException && isPlainText(e)) {
            return new SourceMisconfigured(
                    name + ": expected TLS, got plain HTTP: the server speaks no TLS on this port; let " + property
                            + ".url begin with http://, or name the port that speaks TLS",
                    e);
        }
        if (e instanceof SSLHandshakeException) {
            return new SourceMisconfigured(
                    name + ": expected a certificate that can be trusted, got " + e.getMessage() + "; check " + property
                            + ".ca-file, which must hold the certificate of the authority that signed the server's",
                    e);
        }
        if (e instanceof HttpConnectTimeoutException) {
            return new SourceUnavailable(
                    name + ": expected a connection, got none within "
                            + settings.limits().connect().toSeconds() + " s; check " + property
                            + ".url and the network",
                    e);
        }
        if (e instanceof HttpTimeoutException) {
            return new SourceUnavailable(
                    name + ": expected an answer, got none within "
                            + settings.limits().answer().toSeconds() + " s",
                    e);
        }
        if (e instanceof ConnectException) {
            String got = e.getCause() instanceof ConnectException inner
                            && inner.getCause() instanceof UnresolvedAddressException
                    ? "an unknown host name"
                    : "connection refused";
            return new SourceUnavailable(
                    name + ": expected a connection, got " + got + "; check " + property + ".url and that it runs", e);
        }
        if (isSilent(e) && base.startsWith("http:")) {
            return new SourceUnavailable(
                    name + ": expected an answer, got the connection closed without one; if the server speaks TLS, "
                            + property + ".url must begin with https://",
                    e);
        }
        return new SourceUnavailable(name + ": expected an answer, got " + e, e);
    }

    private static boolean isSilent(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("received no bytes");
    }

    private static boolean isPlainText(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("SSL message");
    }

    /**
     * The error that an answer other than 200 means, by its status; takes the body and closes the answer. What a
     * source documents in other ways it must look at before.
     */
    public RuntimeException refusal(HttpAnswer answer) {
        try (answer) {
            return refusal(answer, answer.text(4096));
        }
    }

    /** As {@link #refusal(HttpAnswer)} where the body has been read. */
    public RuntimeException refusal(HttpAnswer answer, String body) {
        String property = settings.property();
        String got =
                answer.name() + ": expected status 200, got " + answer.status() + " '" + answer.excerpt(body) + "'";
        int status = answer.status();
        if (status / 100 == 3) {
            return new SourceMisconfigured(got + ", a redirect to "
                    + answer.excerpt(answer.headers().firstValue("Location").orElse("nowhere"))
                    + " that is not followed; check "
                    + property + ".url and its credentials");
        }
        return switch (status) {
            case 401 -> new SourceMisconfigured(got + "; check " + property + ".token, .username and .password");
            case 403 ->
                new SourceMisconfigured(
                        got + "; the credentials have no right to this, check " + property + ".token or .headers");
            case 404, 405 ->
                new SourceMisconfigured(got + "; check " + property + ".url, which may lack a path prefix");
            case 407 -> new SourceMisconfigured(got + "; a proxy wants credentials, check " + property + ".url");
            case 408, 425, 429, 500, 502, 503, 504 ->
                new RetryLater(got, RetryAfter.of(answer.headers(), clock.instant()), status == 429);
            default ->
                body.matches("(?is).*HTTP request (was sent )?to (an )?HTTPS (server|port).*")
                        ? new SourceMisconfigured(got + "; " + property + ".url must begin with https")
                        : new SourceChanged(got);
        };
    }

    /** The error where a web page came instead of data: a login page or a proxy stands before the system. */
    public SourceMisconfigured webPage(HttpAnswer answer, String excerpt) {
        String property = settings.property();
        return new SourceMisconfigured(answer.name() + ": expected data, got a web page '" + answer.excerpt(excerpt)
                + "'; a proxy or login page stands before the system, check " + property + ".url and its credentials");
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Http;
import org.scewarehouse.etl.http.HttpAnswer;
import org.scewarehouse.etl.source.prometheus.wire.JsonEnvelope;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest;
import org.xerial.snappy.Snappy;

/**
 * The HTTP API of a Prometheus. Asks once per call and knows nothing of days and raw; what an answer other than 200
 * means is told apart here.
 */
final class PrometheusClient {

    /** What servers without label values, or without choosing among them, answer. */
    private static final Set<Integer> NOT_OFFERED = Set.of(400, 403, 404, 405, 422, 501);

    private static final int LONGEST_NAMES = 1 << 20;

    private static final String STREAMED = "application/x-streamed-protobuf";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final int LONGEST_ERROR = 64 << 10;
    /** Words that servers and their proxies use when a query is too big; wording varies, so several are looked for. */
    private static final List<String> LIMIT_WORDS = List.of(
            "too many samples",
            "sample limit",
            "maximum",
            "err-mimir-max",
            "exceeds the limit",
            "limit exceeded",
            "exceeded",
            "too large",
            "larger than max",
            "timed out",
            "timeout");

    /** Words of a proxy that did not reach the server at all; asking for less helps nothing. */
    private static final List<String> CONNECTION_WORDS = List.of(
            "upstream connect error", "dial tcp", "connection timeout", "connection timed out", "no route to host");

    private final Http http;

    PrometheusClient(PrometheusConnection connection, InstantSource clock) {
        this.http = new Http(connection.http(), clock);
    }

    /**
     * Asks by remote read.
     *
     * @return an answer with status 200, whose type says which form it has; the caller closes it
     * @throws NotOffered if the server has no remote read
     * @throws AskForLess if it refuses so much at once
     */
    HttpAnswer read(ReadRequest request) {
        HttpAnswer answer = http.post(
                "/api/v1/read",
                Map.of(
                        "Content-Type", PROTOBUF,
                        "Content-Encoding", "snappy",
                        "X-Prometheus-Remote-Read-Version", "0.1.0"),
                compress(request.encode()));
        if (answer.isOk()) {
            if (answer.contentType().equals(STREAMED) || answer.contentType().equals(PROTOBUF)) {
                return answer;
            }
            throw notData(answer, STREAMED + " or " + PROTOBUF);
        }
        try (answer) {
            String body = answer.text(LONGEST_ERROR);
            String lower = body.toLowerCase(Locale.ROOT);
            int status = answer.status();
            if (status == 404
                    || status == 405
                    || status == 501
                    || lower.contains("not supported")
                    || lower.contains("not implemented")
                    || lower.contains("unsupported path")) {
                String got = status + " '" + answer.excerpt(body) + "'";
                throw new NotOffered(answer.name() + ": expected remote read, got " + got, Wire.JSON);
            }
            throw refusal(answer, body);
        }
    }

    /** Whether an answer to {@link #read} is a stream of frames. */
    static boolean isStreamed(HttpAnswer answer) {
        return answer.contentType().equals(STREAMED);
    }

    /** Takes the body of an answer, to its end. */
    @FunctionalInterface
    interface Body {
        void read(InputStream in) throws IOException;
    }

    /**
     * Asks a query as of one instant.
     *
     * @param promql the query
     * @param atMillis the instant
     * @param body takes the answer as it comes, as one line; what it took counts only once this method returns
     * @return what stands around the result; it is complete, since any warning is an error
     * @throws AskForLess if the server refuses so much at once
     * @throws SourceUnavailable if the server warns that the answer is not complete
     */
    JsonEnvelope query(String promql, long atMillis, Body body) {
        return ask("/api/v1/query", Map.of("query", promql, "time", seconds(atMillis)), body);
    }

    /** As {@link #query} at every step from one instant to another, both included. */
    JsonEnvelope range(String promql, long fromMillis, long toMillis, long stepMillis, Body body) {
        return ask(
                "/api/v1/query_range",
                Map.of(
                        "query", promql,
                        "start", seconds(fromMillis),
                        "end", seconds(toMillis),
                        "step", seconds(stepMillis)),
                body);
    }

    private JsonEnvelope ask(String path, Map<String, String> parameters, Body body) {
        Map<String, String> form = new TreeMap<>(parameters);
        // Thanos answers partly and in low resolution unless told not to; others ignore what they do not know.
        form.put("partial_response", "false");
        form.put("max_source_resolution", "0");
        HttpAnswer answer = http.post(
                path,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                encode(form));
        try (answer) {
            if (!answer.isOk()) {
                throw refusal(answer, answer.text(LONGEST_ERROR));
            }
            JsonEnvelope.Stream stream = new JsonEnvelope.Stream(json(answer));
            body.read(stream);
            stream.transferTo(OutputStream.nullOutputStream());
            JsonEnvelope envelope = stream.envelope();
            if (!envelope.status().equals("success")) {
                throw new SourceChanged(answer.name() + ": expected status success, got '" + envelope.status() + "' "
                        + envelope.errorType() + " '" + answer.excerpt(envelope.error()) + "'");
            }
            if (!envelope.warnings().isEmpty()) {
                throw new SourceUnavailable(answer.name() + ": expected a complete answer, got warnings "
                        + answer.excerpt(envelope.warnings().toString())
                        + "; a part of the data may be missing, so none is taken; check the stores behind the server");
            }
            if (!envelope.resultType().equals("matrix")) {
                throw new SourceChanged(
                        answer.name() + ": expected result type matrix, got '" + envelope.resultType() + "'");
            }
            return envelope;
        } catch (IOException e) {
            throw new UncheckedIOException(answer.name() + ": cannot keep the answer", e);
        }
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    /**
     * Whether any of the metrics has a series in a window, as the index knows it: to the granularity of its blocks.
     *
     * @return null where the server does not tell
     */
    @Nullable
    Boolean hasSeries(List<String> metrics, long fromMillis, long toMillis) {
        String matches = metrics.stream()
                .map(metric -> "match%5B%5D=" + URLEncoder.encode(metric, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpAnswer answer = http.get("/api/v1/label/__name__/values?" + matches + "&start=" + seconds(fromMillis)
                + "&end=" + seconds(toMillis) + "&partial_response=false");
        try (answer) {
            String body = answer.text(LONGEST_NAMES);
            if (!answer.isOk()) {
                if (NOT_OFFERED.contains(answer.status())) {
                    return null;
                }
                throw http.refusal(answer, body);
            }
            return metrics.stream().anyMatch(metric -> body.contains('"' + metric + '"'));
        }
    }

    /** A page of the status API, as text. */
    String status(String page) {
        HttpAnswer answer = http.get("/api/v1/status/" + page);
        if (!answer.isOk()) {
            throw http.refusal(answer);
        }
        try (answer) {
            return answer.text(4 << 20);
        }
    }

    private RuntimeException refusal(HttpAnswer answer, String body) {
        String lower = body.toLowerCase(Locale.ROOT);
        boolean isLimit = LIMIT_WORDS.stream().anyMatch(lower::contains)
                && CONNECTION_WORDS.stream().noneMatch(lower::contains);
        int status = answer.status();
        if (status == 413 || (isLimit && (status == 400 || status == 422 || status == 500 || status == 503))) {
            return new AskForLess(answer.name() + ": got status " + status + " '" + answer.excerpt(body) + "'");
        }
        return http.refusal(answer, body);
    }

    /** The body, once its first byte shows that it is JSON. */
    private InputStream json(HttpAnswer answer) throws IOException {
        PushbackInputStream body = new PushbackInputStream(answer.body());
        int first = body.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = body.read();
        }
        if (first < 0) {
            throw new SourceUnavailable(answer.name() + ": expected JSON, got status 200 and an empty answer");
        }
        body.unread(first);
        if (first != '{') {
            throw notData(answer.with(body), "JSON");
        }
        return body;
    }

    private RuntimeException notData(HttpAnswer answer, String expected) {
        try (answer) {
            String body = answer.text(4096);
            if (answer.contentType().contains("html") || body.stripLeading().startsWith("<")) {
                return http.webPage(answer, body);
            }
            return new SourceChanged(answer.name() + ": expected " + expected + ", got content type '"
                    + answer.contentType() + "' and '" + answer.excerpt(body)
                    + "'; is that a Prometheus? check " + PrometheusConnection.PROPERTY + ".url");
        }
    }

    private static byte[] encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compress(byte[] message) {
        try {
            return Snappy.compress(message);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compress a request", e);
        }
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.HttpAnswer;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.prometheus.wire.FrameReader;
import org.scewarehouse.etl.source.prometheus.wire.JsonEnvelope;
import org.scewarehouse.etl.source.prometheus.wire.LabelFilter;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest;
import org.scewarehouse.etl.source.prometheus.wire.SamplesAnswer;
import org.scewarehouse.etl.source.prometheus.wire.SeriesReader;
import org.scewarehouse.model.Day;

/**
 * Brings raw samples of a day and its edges from a Prometheus to the raw zone. Answers are kept as they come, checked
 * while they pass by; memory holds a frame, or one answer where the server does not stream. Safe for several threads.
 */
public final class PrometheusExtract {

    /** The largest message in form SAMPLES that is taken; what is larger is asked for in slices. */
    private static final int LONGEST_SAMPLES = 32 << 20;

    private final PrometheusConnection connection;
    private final PrometheusClient client;
    private final InstantSource clock;
    private final Retry retry;
    private final String codeVersion;
    private volatile Wire wire;

    /**
     * Asks nobody yet.
     *
     * @param retry decides how often a failed request is repeated
     * @param codeVersion version of the product, for the attempt's record
     * @throws SourceMisconfigured if the connection's settings cannot work, naming all that is wrong
     */
    public PrometheusExtract(PrometheusConnection connection, InstantSource clock, Retry retry, String codeVersion) {
        List<String> faults = connection.faults();
        if (!faults.isEmpty()) {
            throw new SourceMisconfigured(String.join("\n", faults));
        }
        this.connection = connection;
        this.client = new PrometheusClient(connection, clock);
        this.clock = clock;
        this.retry = retry;
        this.codeVersion = codeVersion;
        this.wire = connection.protocol() == PrometheusConnection.Protocol.JSON ? Wire.JSON : Wire.CHUNKS;
    }

    /** Begins with this way of asking instead of the best that the protocol allows. */
    void ask(Wire first) {
        wire = first;
    }

    /** What is asked, each endpoint on its own. */
    public static List<Endpoint> endpoints() {
        return PrometheusEndpoints.all();
    }

    /** How far back the server still has samples of containers; see {@link PrometheusReach}. */
    public Reach reach(Instant now) {
        return new PrometheusReach(client, retry).reach(now);
    }

    /**
     * Asks one endpoint for one day with its edges and completes the attempt. Parts that are there are not asked again.
     *
     * @throws SourceUnavailable if asking again later may help
     * @throws SourceMisconfigured if a setting or the credentials must be changed
     * @throws SourceChanged if an answer is not as documented
     */
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        if (raw.isComplete()) {
            return;
        }
        Instant from = day.from().minus(connection.edge());
        Instant to = day.to().plus(connection.edge());
        List<PrometheusMetric> metrics = PrometheusEndpoints.metrics(endpoint.name());
        for (int i = 0; i < metrics.size(); i++) {
            PrometheusMetric metric = metrics.get(i);
            progress.advance("metrics", i, metrics.size());
            try {
                fetch(metric, new Slices(from.toEpochMilli(), to.toEpochMilli(), connection.slice()), raw);
            } catch (SourceUnavailable e) {
                throw new SourceUnavailable(at(day, endpoint, metric) + e.getMessage(), e);
            } catch (SourceMisconfigured e) {
                throw new SourceMisconfigured(at(day, endpoint, metric) + e.getMessage(), e);
            } catch (SourceChanged e) {
                throw new SourceChanged(at(day, endpoint, metric) + e.getMessage(), e);
            }
        }
        raw.complete(from, to, clock.instant(), codeVersion);
        progress.advance("metrics", metrics.size(), metrics.size());
    }

    private static String at(Day day, Endpoint endpoint, PrometheusMetric metric) {
        return "prometheus, " + day + ", endpoint " + endpoint.name() + ", " + metric.request() + ": ";
    }

    private void fetch(PrometheusMetric metric, Slices slices, RawZone.Writer raw) {
        boolean isWhole = wire == Wire.CHUNKS;
        if (!isWhole) {
            slices.narrow();
        }
        while (slices.next(slice -> raw.has(request(metric, slice)))) {
            Slices.Slice slice = slices.current();
            Wire asked = wire;
            try {
                retry.call(() -> {
                    fetch(metric, slice, asked, raw);
                    return Boolean.TRUE;
                });
                slices.done();
            } catch (NotOffered e) {
                if (connection.protocol() == PrometheusConnection.Protocol.REMOTE_READ && e.next() == Wire.JSON) {
                    throw new SourceMisconfigured(
                            e.getMessage() + "; set " + PrometheusConnection.PROPERTY
                                    + ".protocol to auto or json, or check " + PrometheusConnection.PROPERTY + ".url",
                            e);
                }
                wire = e.next();
                slices.narrow();
            } catch (AskForLess e) {
                if (!slices.halve()) {
                    throw new SourceUnavailable(
                            e.getMessage() + "; even " + slice.length()
                                    + " are too much: raise the server's query limits, such as --query.max-samples",
                            e);
                }
            }
        }
    }

    private static String request(PrometheusMetric metric, Slices.Slice slice) {
        return slice.isWhole() ? metric.request() : metric.request() + '@' + slice.from() + '-' + slice.to();
    }

    private void fetch(PrometheusMetric metric, Slices.Slice slice, Wire asked, RawZone.Writer raw) {
        LabelFilter filter = new LabelFilter(name -> !metric.isWrittenByUsers() || connection.isKept(name));
        try {
            if (asked == Wire.JSON) {
                json(metric, slice, filter, raw);
                return;
            }
            ReadRequest request = new ReadRequest(metric.allMatchers(), slice.from(), slice.to(), asked.accepted());
            try (HttpAnswer answer = client.read(request)) {
                if (PrometheusClient.isStreamed(answer)) {
                    chunks(metric, slice, asked, answer, filter, raw);
                } else {
                    samples(metric, slice, answer, filter, raw);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the answer: " + e.getMessage(), e);
        }
    }

    private void chunks(
            PrometheusMetric metric,
            Slices.Slice slice,
            Wire asked,
            HttpAnswer answer,
            LabelFilter filter,
            RawZone.Writer raw)
            throws IOException {
        try (RawZone.Part part = raw.part(request(metric, slice), "frames")) {
            OutputStream out = part.output();
            FrameReader frames =
                    metric.isWrittenByUsers() ? new FrameReader(answer.body()) : new FrameReader(answer.body(), out);
            while (frames.next()) {
                int encoding = frames.foreignEncoding();
                if (encoding != 0) {
                    throw foreign(answer, asked, encoding);
                }
                if (metric.isWrittenByUsers()) {
                    out.write(filter.frame(frames));
                }
            }
            commit(part, frames.frames(), SeriesReader.XOR, slice, filter);
        }
    }

    private static RuntimeException foreign(HttpAnswer answer, Wire asked, int encoding) {
        String got = answer.name() + ": expected chunks of encoding 1 (XOR), got encoding " + encoding;
        return asked == Wire.CHUNKS
                ? new NotOffered(got, Wire.SAMPLES)
                : new SourceChanged(got + " where only samples were asked for; " + PrometheusConnection.PROPERTY
                        + ".protocol=json avoids remote read");
    }

    private void samples(
            PrometheusMetric metric, Slices.Slice slice, HttpAnswer answer, LabelFilter filter, RawZone.Writer raw)
            throws IOException {
        InputStream body = answer.body();
        byte[] start = body.readNBytes(10);
        long length = start.length == 0 ? 0 : SamplesAnswer.length(start);
        if (length > LONGEST_SAMPLES) {
            throw new AskForLess(
                    answer.name() + ": expected at most " + LONGEST_SAMPLES + " bytes at once, got " + length);
        }
        SamplesAnswer message = SamplesAnswer.read(new SequenceInputStream(new ByteArrayInputStream(start), body));
        try (RawZone.Part part = raw.part(request(metric, slice), "frames")) {
            long series = message.series();
            (metric.isWrittenByUsers() ? message.filtered(filter) : message).writeTo(part.output());
            commit(part, series, SeriesReader.SAMPLES, slice, filter);
        }
    }

    private void json(PrometheusMetric metric, Slices.Slice slice, LabelFilter filter, RawZone.Writer raw)
            throws IOException {
        // Evaluated at the slice's last millisecond over its length, a range that is open on the left (3.x) holds
        // exactly the slice; a closed one (2.x) holds one millisecond more, which the reader cuts off.
        String promql = metric.request() + '[' + (slice.to() - slice.from()) + "ms]";
        try (RawZone.Part part = raw.part(request(metric, slice), "jsonl")) {
            OutputStream out = part.output();
            JsonEnvelope envelope = client.query(promql, slice.to() - 1, in -> {
                if (metric.isWrittenByUsers()) {
                    filter.json(in, out);
                } else {
                    in.transferTo(out);
                }
            });
            out.write('\n');
            commit(part, envelope.series(), SeriesReader.JSON, slice, filter);
        }
    }

    private static void commit(
            RawZone.Part part, long records, String encoding, Slices.Slice slice, LabelFilter filter) {
        filter.dropped().forEach((label, count) -> part.dropped(Findings.LABEL_DROP + label, count));
        part.commit(
                records,
                Map.of(
                        SeriesReader.ENCODING, encoding,
                        SeriesReader.FROM, Long.toString(slice.from()),
                        SeriesReader.TO, Long.toString(slice.to())));
    }
}

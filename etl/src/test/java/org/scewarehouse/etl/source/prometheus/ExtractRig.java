package org.scewarehouse.etl.source.prometheus;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.SampleBlock;
import org.scewarehouse.etl.source.prometheus.wire.SeriesReader;
import org.scewarehouse.model.Day;

/** Extracts one endpoint of one day into a raw zone of its own and reads it back. */
final class ExtractRig {

    static final Day DAY = new Day(LocalDate.parse("2026-08-20"), ZoneOffset.UTC);
    static final long FROM = DAY.from().minus(Duration.ofHours(2)).toEpochMilli();
    static final long TO = DAY.to().plus(Duration.ofHours(2)).toEpochMilli();
    static final Instant NOW = Instant.parse("2026-08-21T03:00:00Z");

    final RawZone zone;
    final List<Duration> waits = new ArrayList<>();
    int attempt = 1;

    @Nullable
    Wire wire;

    Retry.Policy policy = Retry.Policy.STANDARD;

    ExtractRig(Path folder) {
        zone = new RawZone(new LocalStore(folder));
    }

    /** Extracts and puts the attempt in force. */
    void extract(PrometheusConnection connection, String endpoint) {
        Retry retry = new Retry(policy, () -> NOW, waits::add, () -> 0.5);
        PrometheusExtract extract = new PrometheusExtract(connection, () -> NOW, retry, "test");
        if (wire != null) {
            extract.ask(wire);
        }
        extract.extract(
                DAY,
                new Endpoint(endpoint, Endpoint.Kind.AS_OF, false),
                zone.writer("prometheus", endpoint, DAY.date(), attempt),
                Progress.NONE);
        zone.makeCurrent("prometheus", DAY.date(), Map.of(endpoint, attempt));
    }

    RawZone.Reader raw() {
        return zone.current("prometheus", DAY.date()).orElseThrow();
    }

    /** Every sample in force as text, by series; stale markers left out, since JSON has none. */
    SortedMap<Labels, List<String>> samples(String endpoint) {
        SortedMap<Labels, List<String>> samples = new TreeMap<>();
        for (RawZone.PartFile part : raw().parts(endpoint)) {
            SeriesReader.read(
                    part,
                    (labels, block) -> block.forEach((time, value) -> {
                        if (!SampleBlock.isStaleMarker(value)) {
                            samples.computeIfAbsent(labels, key -> new ArrayList<>())
                                    .add(time + "=" + value);
                        }
                    }));
        }
        samples.values().forEach(list -> list.sort(null));
        return samples;
    }

    /** A series with a sample every half minute from an hour before the window to an hour after it. */
    static SimulatedSeries.Series series(double start, double growth, String... labels) {
        int size = (int) ((TO - FROM + 7_200_000) / 30_000);
        long[] times = new long[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            times[i] = FROM - 3_600_000 + i * 30_000L + (i % 7 == 0 ? 13 : 0);
            values[i] = start + growth * i * (1 + i % 3);
        }
        return new SimulatedSeries.Series(Labels.of(labels), times, values);
    }
}

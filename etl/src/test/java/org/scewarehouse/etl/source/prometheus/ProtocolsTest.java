package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;

/** However a server was asked, the facts are the same; odd labels and values do not stop them. */
class ProtocolsTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);
    private static final String UID = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

    @TempDir
    Path folder;

    @Test
    void allWaysOfAskingGiveTheSameFacts() throws IOException {
        SimulatedSeries known = SimulatedSeries.of(series());
        Map<String, String> chunks = contents(known, SimulatorOptions.Offer.CHUNKS);
        assertThat(chunks).isNotEmpty();
        assertThat(contents(known, SimulatorOptions.Offer.SAMPLES)).isEqualTo(chunks);
        assertThat(contents(known, SimulatorOptions.Offer.JSON)).isEqualTo(chunks);
    }

    private Map<String, String> contents(SimulatedSeries known, SimulatorOptions.Offer offer) throws IOException {
        LocalStore store = new LocalStore(folder.resolve(offer.name()));
        RawZone raw = new RawZone(store);
        try (PrometheusSimulator simulator =
                new PrometheusSimulator(known, SimulatorOptions.standard().withOffers(EnumSet.of(offer)))) {
            PrometheusExtract extract = new PrometheusExtract(
                    PrometheusConnection.of(simulator.url()),
                    Clock.systemUTC(),
                    Retry.standard(Clock.systemUTC()),
                    "test");
            Map<String, Integer> attempts = new LinkedHashMap<>();
            for (Endpoint endpoint : PrometheusExtract.endpoints()) {
                extract.extract(DAY, endpoint, raw.writer("prometheus", endpoint.name(), DAY.date(), 1), Progress.NONE);
                attempts.put(endpoint.name(), 1);
            }
            raw.makeCurrent("prometheus", DAY.date(), attempts);
        }
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 1 << 20);
        try (CuratedZone.Writer rows = zone.writer("prometheus", DAY.date(), PrometheusTransform.tables())) {
            new PrometheusTransform(PrometheusTransformSettings.defaults(), folder.resolve("sort"), 1 << 20)
                    .transform(
                            DAY,
                            raw.current("prometheus", DAY.date()).orElseThrow(),
                            new byte[0],
                            new Dimensions("", new byte[32], Reference.none()),
                            rows,
                            Progress.NONE);
            Manifest manifest = rows.commit(new Manifest.Inputs("", "", null, "", 1));
            Map<String, String> contents = new TreeMap<>();
            manifest.tables()
                    .forEach((table, facts) -> contents.put(table, facts.rows() + " " + facts.contentSha256()));
            assertThat(contents.get("fact_container_day")).startsWith("3 ");
            return contents;
        }
    }

    private static List<SimulatedSeries.Series> series() {
        Random random = new Random(1);
        List<SimulatedSeries.Series> series = new ArrayList<>();
        String[] pods = {"plain", "quote\"and\\back\nline\u0000nul", "long-" + "x".repeat(1 << 20)};
        for (String pod : pods) {
            for (String metric : List.of(Metrics.CPU, Metrics.MEMORY)) {
                series.add(series(
                        random, metric, "pod", pod, "container", "c", "id", "/pod" + UID + "/x", "cpu", "total"));
            }
            series.add(
                    series(random, Metrics.CONTAINER_INFO, "pod", pod, "container", "c", "uid", UID, "image", "x:1"));
        }
        return series;
    }

    private static SimulatedSeries.Series series(Random random, String metric, String... labels) {
        List<String> all = new ArrayList<>(List.of(labels));
        all.addAll(List.of(Labels.METRIC, metric, "namespace", "n"));
        int size = 1200;
        long[] times = new long[size];
        double[] values = new double[size];
        long time = DAY.from().minusSeconds(7000).toEpochMilli();
        double value = 0;
        for (int i = 0; i < size; i++) {
            times[i] = time += 60_000 + random.nextInt(500);
            value = random.nextInt(300) == 0 ? 0 : value + random.nextDouble() * 30;
            values[i] = switch (i % 97) {
                case 5 -> Double.NaN;
                case 6 -> Double.longBitsToDouble(0x7ff0000000000002L);
                case 7 -> Double.POSITIVE_INFINITY;
                default -> value;
            };
        }
        return new SimulatedSeries.Series(Labels.of(all), times, values);
    }
}

package org.scewarehouse.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.RealPrometheus;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.simulator.prometheus.SyntheticContainers;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest;
import org.scewarehouse.model.Day;

/**
 * Extraction to raw by remote read, durable on disk when it ends, against a bare client that downloads the same answer
 * and throws it away; once from the simulated server and once from a real one with a seeded history, where its programs
 * are installed. The answer is the CPU time of a day and its edges. Prints the median ratio of interleaved pairs.
 *
 * <p>Arguments, all optional: containers at the simulated server (5000), at the real one (400), pairs (15).
 */
public final class ExtractBench {

    private static final Day DAY = new Day(LocalDate.of(2026, 8, 20), ZoneOffset.UTC);
    private static final Endpoint CPU = new Endpoint("container_cpu", Endpoint.Kind.AS_OF, true);
    private static final String METRIC = "container_cpu_usage_seconds_total";
    private static final int INTERVAL_MILLIS = 30_000;
    private static final Duration EDGE = Duration.ofHours(2);
    private static final long FROM = DAY.from().minus(EDGE).toEpochMilli();
    private static final long TO = DAY.to().plus(EDGE).toEpochMilli();

    private final Path folder;
    private final int pairs;
    private int extractions;

    private ExtractBench(Path folder, int pairs) {
        this.folder = folder;
        this.pairs = pairs;
    }

    public static void main(String[] arguments) throws Exception {
        int simulated = Measured.argument(arguments, 0, 5_000);
        int real = Measured.argument(arguments, 1, 400);
        Path folder = Files.createTempDirectory("extract-bench");
        ExtractBench bench = new ExtractBench(folder, Measured.argument(arguments, 2, 15));
        Measured.machine();
        try {
            if (simulated > 0) {
                bench.simulated(simulated);
            }
            if (RealPrometheus.isInstalled()) {
                bench.real(real);
            } else {
                Measured.OUT.println("extract, real server: left out, prometheus and promtool are not installed");
            }
        } finally {
            Measured.delete(folder);
        }
    }

    private void simulated(int containers) throws Exception {
        try (PrometheusSimulator server = new PrometheusSimulator(known(containers), SimulatorOptions.standard())) {
            compare("simulated server, " + containers + " containers", server.url());
        }
    }

    private void real(int containers) throws Exception {
        Path home = Files.createDirectories(folder.resolve("prometheus"));
        Path history = home.resolve("history.om");
        write(known(containers), history);
        try (RealPrometheus server = RealPrometheus.start(home, history)) {
            compare("real server, " + containers + " containers", server.url());
        }
    }

    private static SyntheticContainers known(int containers) {
        return new SyntheticContainers(containers, INTERVAL_MILLIS, FROM - 86_400_000);
    }

    /** As {@code promtool} reads it. */
    private static void write(SyntheticContainers known, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("# TYPE " + METRIC.replace("_total", "") + " counter\n");
            known.series(List.of(Matcher.equal(Labels.METRIC, METRIC))).forEach(series -> {
                StringBuilder name = new StringBuilder(METRIC).append('{');
                for (int i = 0; i < series.size(); i++) {
                    if (!series.name(i).equals(Labels.METRIC)) {
                        name.append(series.name(i))
                                .append("=\"")
                                .append(series.value(i))
                                .append("\",");
                    }
                }
                name.setCharAt(name.length() - 1, '}');
                known.samples(series, FROM, TO, (time, value) -> line(out, name, time, value));
            });
            out.write("# EOF\n");
        }
    }

    private static void line(Writer out, CharSequence name, long time, double value) {
        try {
            out.append(name).append(' ').append(Double.toString(value)).append(' ');
            out.append(Double.toString(time / 1000.0)).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(String server, String url) throws Exception {
        BareClient bare = new BareClient(url);
        ReadRequest request = new ReadRequest(
                List.of(Matcher.equal(Labels.METRIC, METRIC)), FROM, TO, List.of(ReadRequest.Form.STREAMED_XOR_CHUNKS));
        PrometheusExtract extract = new PrometheusExtract(
                PrometheusConnection.of(url), Clock.systemUTC(), Retry.standard(Clock.systemUTC()), "bench");
        List<Double> downloads = new ArrayList<>();
        List<Double> extractions = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        long bytes = 0;
        for (int pair = -3; pair < pairs; pair++) {
            bytes = bare.download(request);
            double download = Measured.seconds(() -> bare.download(request));
            double extraction = Measured.seconds(() -> extract(extract));
            if (pair >= 0) {
                downloads.add(download);
                extractions.add(extraction);
                ratios.add(extraction / download);
            }
        }
        Measured.OUT.printf(
                "extract, %s, answer of %.1f MB: download %.3f s, extraction %.3f s, ratio %.2f (median of %d pairs)%n",
                server,
                bytes / 1e6,
                Measured.median(downloads),
                Measured.median(extractions),
                Measured.median(ratios),
                pairs);
    }

    private void extract(PrometheusExtract extract) {
        RawZone zone = new RawZone(new LocalStore(folder.resolve("lake")));
        extract.extract(DAY, CPU, zone.writer("prometheus", CPU.name(), DAY.date(), ++extractions), Progress.NONE);
    }
}

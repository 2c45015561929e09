package org.scewarehouse.etl.source.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.simulator.prometheus.SyntheticContainers;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest;
import org.xerial.snappy.Snappy;

/**
 * Extraction to raw by remote read against a bare client that downloads the same answer; prints the ratio of medians of
 * interleaved pairs. Arguments: containers (default 5000), rounds (default 7), address of a server (default: an own
 * simulated one).
 */
public final class ExtractBenchmark {

    private ExtractBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int containers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        SyntheticContainers known = new SyntheticContainers(containers, 30_000, ExtractRig.FROM - 86_400_000);
        Path folder = Files.createTempDirectory("extract-benchmark");
        try (PrometheusSimulator server = new PrometheusSimulator(known, SimulatorOptions.standard())) {
            String url = arguments.length > 2 ? arguments[2] : server.url();
            double[] bare = new double[rounds];
            double[] extracted = new double[rounds];
            long bytes = download(url);
            extract(url, folder.resolve("warm"));
            for (int round = 0; round < rounds; round++) {
                long begun = System.nanoTime();
                bytes = download(url);
                bare[round] = seconds(begun);
                begun = System.nanoTime();
                extract(url, folder.resolve("round-" + round));
                extracted[round] = seconds(begun);
            }
            System.out.printf(
                    "%d containers, %.1f MB: download %.3f s, extraction %.3f s, ratio %.2f%n",
                    containers, bytes / 1e6, median(bare), median(extracted), median(extracted) / median(bare));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void extract(String url, Path folder) {
        new ExtractRig(folder).extract(PrometheusConnection.of(url), "container_cpu");
    }

    private static long download(String url) throws IOException, InterruptedException {
        ReadRequest request = new ReadRequest(
                PrometheusEndpoints.metrics("container_cpu").get(0).allMatchers(),
                ExtractRig.FROM,
                ExtractRig.TO,
                List.of(ReadRequest.Form.STREAMED_XOR_CHUNKS));
        HttpRequest post = HttpRequest.newBuilder(URI.create(url + "/api/v1/read"))
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(request.encode())))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long bytes = 0;
        byte[] buffer = new byte[256 << 10];
        try (InputStream in =
                client.send(post, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
            }
        }
        return bytes;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

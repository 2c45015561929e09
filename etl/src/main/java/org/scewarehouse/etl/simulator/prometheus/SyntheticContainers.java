package org.scewarehouse.etl.simulator.prometheus;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/**
 * Any number of containers that run all the time, made up while they are asked for: CPU, memory, start time, pod and
 * container info, and whether they run. Every value is a function of series and time, so any window can be asked for.
 *
 * @param containers how many, each in a pod of its own
 * @param intervalMillis time between two samples
 * @param startMillis when all of them start
 */
public record SyntheticContainers(int containers, long intervalMillis, long startMillis) implements SimulatedSeries {

    private static final String CPU = "container_cpu_usage_seconds_total";
    private static final String MEMORY = "container_memory_working_set_bytes";
    private static final String START = "container_start_time_seconds";
    private static final List<String> METRICS = List.of(
            CPU,
            MEMORY,
            START,
            "kube_pod_container_info",
            "kube_pod_container_status_running",
            "kube_pod_created",
            "kube_pod_info");

    @Override
    public Stream<Labels> series(List<Matcher> matchers) {
        return METRICS.stream()
                .filter(metric -> Selector.matches(Labels.of(Labels.METRIC, metric), named(matchers)))
                .flatMap(metric -> IntStream.range(0, containers).mapToObj(number -> labels(metric, number)))
                .filter(labels -> Selector.matches(labels, matchers));
    }

    private static List<Matcher> named(List<Matcher> matchers) {
        return matchers.stream()
                .filter(matcher -> matcher.label().equals(Labels.METRIC))
                .toList();
    }

    private static Labels labels(String metric, int number) {
        String pod = "session-" + (10_000_000 + number);
        String uid = String.format("%08x-0000-4000-8000-%012x", number, number);
        if (metric.startsWith("kube_")) {
            boolean isContainer = metric.contains("container");
            return Labels.of(
                    Labels.METRIC,
                    metric,
                    "namespace",
                    "workbench",
                    "pod",
                    pod,
                    "uid",
                    uid,
                    "container",
                    isContainer ? "rs-launcher-container" : "",
                    "image_spec",
                    metric.endsWith("container_info") ? "rstudio/workbench-session:r4.4.0-py3.11" : "",
                    "node",
                    metric.equals("kube_pod_info") ? "node-" + number % 200 : "");
        }
        return Labels.of(
                Labels.METRIC,
                metric,
                "namespace",
                "workbench",
                "pod",
                pod,
                "container",
                "rs-launcher-container",
                "id",
                "/kubepods/burstable/pod" + uid + "/c" + number,
                "instance",
                "node-" + number % 200);
    }

    @Override
    public void samples(Labels series, long fromMillis, long toMillis, SampleConsumer consumer) {
        String pod = String.valueOf(series.value("pod"));
        int number = Integer.parseInt(pod.substring(pod.lastIndexOf('-') + 1)) - 10_000_000;
        // Scrapes of different targets are spread over the interval.
        long phase = startMillis + number % intervalMillis;
        long first = Math.max(0, Math.floorDiv(fromMillis - phase + intervalMillis - 1, intervalMillis));
        String metric = series.metric();
        for (long i = first, time = phase + i * intervalMillis; time < toMillis; i++, time += intervalMillis) {
            consumer.accept(time, value(metric, number, i));
        }
    }

    private double value(String metric, int number, long i) {
        return switch (metric) {
            case CPU -> (number % 40 + 1) * 0.01 * intervalMillis / 1000 * (i + noise(number, i));
            case MEMORY -> 4096.0 * (250_000 + number % 1000 + Math.round(1000 * noise(number, i / 4)));
            case START, "kube_pod_created" -> startMillis / 1000.0;
            default -> 1;
        };
    }

    /** From 0 to below 1, so that a counter that adds it to its step number never falls. */
    private static double noise(int number, long i) {
        long mixed = (number * 0x9e3779b97f4a7c15L + i) * 0xbf58476d1ce4e5b9L;
        return ((mixed ^ mixed >>> 31) >>> 44) / (double) (1 << 20);
    }
}

package org.scewarehouse.etl.source.prometheus;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.SampleBlock;

/**
 * The series that belong to one thing, still compressed; may be decoded by any thread.
 *
 * @param name the texts its key was made of
 * @param records labels and samples of its series, as {@link SeriesGroups} wrote them
 * @param window samples outside are left out
 */
record SeriesGroup(List<String> name, List<byte[]> records, DayWindow window) {

    /** A decoder of chunks reads ahead so far; spare bytes behind the last spare it a copy. */
    private static final int SPARE = 32;

    /** Its series with samples in the window by metric, sorted by labels. */
    Map<String, List<Series>> byMetric() {
        Map<Labels, Samples> samplesByLabels = new HashMap<>();
        records.forEach(each -> decode(each, samplesByLabels));
        Map<String, List<Series>> byMetric = new TreeMap<>();
        new TreeMap<>(samplesByLabels).forEach((labels, samples) -> {
            samples.sort();
            if (!samples.isEmpty() || labels.metric().equals(Metrics.CLAIM_USER)) {
                byMetric.computeIfAbsent(labels.metric(), k -> new ArrayList<>())
                        .add(new Series(labels, samples));
            }
        });
        return byMetric;
    }

    private void decode(byte[] each, Map<Labels, Samples> series) {
        byte[] spared = Arrays.copyOf(each, each.length + SPARE);
        ByteBuffer in = ByteBuffer.wrap(spared, 0, each.length);
        int labelsLength = in.getInt();
        Labels labels = Labels.decode(spared, in.position(), labelsLength);
        in.position(in.position() + labelsLength);
        Samples samples = series.computeIfAbsent(labels, k -> new Samples(window.from(), window.to()));
        while (in.hasRemaining()) {
            int blockLength = in.getInt();
            new SampleBlock(spared, in.position(), blockLength).forEach(samples::add);
            in.position(in.position() + blockLength);
        }
    }
}

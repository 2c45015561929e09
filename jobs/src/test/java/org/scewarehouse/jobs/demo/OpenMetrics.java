package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/** Writes the series of an organisation in the text form from which promtool makes the blocks of a real Prometheus. */
final class OpenMetrics {

    private OpenMetrics() {}

    /** Writes all metrics into one file. */
    static void write(DemoOrganisation organisation, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (String metric : organisation.metrics()) {
                organisation.series(metric).forEach(series -> write(series, out));
            }
            out.write("# EOF\n");
        }
    }

    private static void write(DemoSeries series, Writer out) {
        String name = name(series.labels());
        series.forEach(Long.MIN_VALUE, Long.MAX_VALUE, (at, value) -> {
            try {
                out.write(name + " " + value + " " + BigDecimal.valueOf(at, 3).toPlainString() + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String name(Labels labels) {
        StringBuilder text = new StringBuilder(labels.metric()).append('{');
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(Labels.METRIC)) {
                text.append(text.charAt(text.length() - 1) == '{' ? "" : ",").append(labels.name(i));
                text.append("=\"").append(escaped(labels.value(i))).append('"');
            }
        }
        return text.append('}').toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

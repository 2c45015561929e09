package org.scewarehouse.jobs;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar that is redrawn in place. */
final class BarProgress implements ProgressLine {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final ProgressBar bar;
    private String message = "";

    BarProgress(String task, PrintStream stream, int columns) {
        this.bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(UNKNOWN)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis((int) INTERVAL.toMillis())
                .setMaxRenderedLength(columns)
                .setConsumer(new Line(stream, columns))
                .build();
    }

    @Override
    public void advance(String step, String unit, long done, long total) {
        String counted = " " + unit + ", " + step;
        if (!counted.equals(message)) {
            message = counted;
            bar.setExtraMessage(counted);
        }
        if (bar.getMax() != total) {
            bar.maxHint(total);
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }

    private record Line(PrintStream stream, int columns) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return columns;
        }

        @Override
        public void accept(String rendered) {
            stream.print('\r' + rendered);
            stream.flush();
        }

        @Override
        public void clear() {
            stream.print('\r' + " ".repeat(columns - 1) + '\r');
        }

        @Override
        public void close() {
            stream.println();
        }
    }
}

package org.scewarehouse.etl.simulator.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.prometheus.wire.FrameReader;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.ProtoWriter;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest;
import org.scewarehouse.etl.source.prometheus.wire.SampleBlock;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;
import org.scewarehouse.etl.source.prometheus.wire.XorChunkWriter;
import org.xerial.snappy.Snappy;

/** Answers remote reads, in both forms. */
final class ReadAnswers {

    private static final int SAMPLES_PER_CHUNK = 120;
    /** Kinds of series of one request of which the chunks are kept; a kind fits into one frame. */
    private static final int KEPT = 1000;

    private static final int FRAME_BYTES = 1 << 20;
    /** Real chunks reach outside the window that is asked for. */
    private static final long OVERHANG_MILLIS = 600_000;

    private final SimulatedSeries known;

    ReadAnswers(SimulatedSeries known) {
        this.known = known;
    }

    void chunks(ReadRequest request, long from, @Nullable Fault fault, OutputStream out) {
        int encoding = fault instanceof Fault.ForeignChunks foreign ? foreign.encoding() : 1;
        long overhang = fault instanceof Fault.OutsideWindow ? 50 * OVERHANG_MILLIS : OVERHANG_MILLIS;
        try (Stream<? extends SimulatedSeries.Readable> series =
                known.readable(request.matchers(), from - overhang, request.toMillis() + overhang)) {
            Map<Object, byte[]> encoded = new HashMap<>();
            Frames frames = new Frames(encoding, out);
            series.forEach(one -> {
                frames.begin(one.labels());
                Object likeness = fault == null ? one.likeness(from - overhang, request.toMillis() + overhang) : null;
                byte[] chunks = likeness == null ? null : encoded.get(likeness);
                if (chunks != null) {
                    frames.end(chunks);
                    return;
                }
                if (fault instanceof Fault.OutsideWindow) {
                    frames.claim(from, request.toMillis() - 1);
                }
                one.forEach(from - overhang, request.toMillis() + overhang, frames);
                byte[] made = frames.end();
                if (likeness != null && encoded.size() < KEPT) {
                    encoded.put(likeness, made);
                }
            });
        }
    }

    /**
     * The compressed message.
     *
     * @throws TooMany if it would hold more samples than allowed
     */
    byte[] samples(ReadRequest request, long from, long maxSamples) throws IOException {
        ProtoWriter result = new ProtoWriter();
        long[] count = new long[1];
        try (Stream<? extends SimulatedSeries.Readable> all =
                known.readable(request.matchers(), from, request.toMillis())) {
            all.forEach(series -> {
                ProtoWriter one = labels(series.labels());
                int empty = one.length();
                ProtoWriter sample = new ProtoWriter();
                series.forEach(from, request.toMillis(), (time, value) -> {
                    if (++count[0] > maxSamples) {
                        throw new TooMany();
                    }
                    one.message(2, sample.reset().real(1, value).number(2, time));
                });
                if (one.length() > empty) {
                    result.message(1, one);
                }
            });
        }
        return Snappy.compress(new ProtoWriter().message(1, result).toBytes());
    }

    /** The query touches more samples than allowed. */
    static final class TooMany extends RuntimeException {}

    private static ProtoWriter labels(Labels labels) {
        return write(labels, new ProtoWriter(), new ProtoWriter());
    }

    private static ProtoWriter write(Labels labels, ProtoWriter series, ProtoWriter pair) {
        for (int i = 0; i < labels.size(); i++) {
            series.message(1, pair.reset().text(1, labels.name(i)).text(2, labels.value(i)));
        }
        return series;
    }

    /** Packs the samples of one series after another into chunks and these into frames. */
    private static final class Frames implements SampleConsumer {
        private final int encoding;
        private final OutputStream out;
        private final XorChunkWriter chunk = new XorChunkWriter();
        private final ProtoWriter labels = new ProtoWriter();
        private final ProtoWriter series = new ProtoWriter();
        private final ProtoWriter message = new ProtoWriter();
        private long first;
        private long last;
        private long claimedFrom = Long.MIN_VALUE;
        private long claimedTo;

        Frames(int encoding, OutputStream out) {
            this.encoding = encoding;
            this.out = out;
        }

        void begin(Labels of) {
            write(of, labels.reset(), message);
            series.reset();
            claimedFrom = Long.MIN_VALUE;
        }

        void claim(long from, long to) {
            claimedFrom = from;
            claimedTo = to;
        }

        @Override
        public void accept(long timestampMillis, double value) {
            if (chunk.count() == 0) {
                first = timestampMillis;
            }
            last = timestampMillis;
            chunk.accept(timestampMillis, value);
            if (chunk.count() == SAMPLES_PER_CHUNK) {
                endChunk();
            }
        }

        private void endChunk() {
            SampleBlock block = chunk.block();
            boolean isClaimed = claimedFrom != Long.MIN_VALUE;
            series.message(
                    2,
                    message.reset()
                            .number(1, isClaimed ? claimedFrom : first)
                            .number(2, isClaimed ? claimedTo : last)
                            .number(3, encoding)
                            .bytes(4, block.bytes(), block.offset(), block.length()));
            chunk.reset();
            if (series.length() + labels.length() > FRAME_BYTES) {
                endFrame();
            }
        }

        private void endFrame() {
            try {
                ProtoWriter whole = new ProtoWriter().raw(labels).raw(series);
                out.write(FrameReader.frame(message.reset().message(1, whole).toBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            series.reset();
        }

        /** Ends the series, and gives the chunks of its last frame, which are all it has unless there are many. */
        byte[] end() {
            if (chunk.count() > 0) {
                endChunk();
            }
            byte[] last = series.toBytes();
            if (series.length() > 0) {
                endFrame();
            }
            return last;
        }

        /** Ends a series of these chunks. */
        void end(byte[] chunks) {
            series.raw(chunks, 0, chunks.length);
            if (series.length() > 0) {
                endFrame();
            }
        }
    }
}

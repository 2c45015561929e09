package org.scewarehouse.etl.source.prometheus.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.lake.RawZone;

/**
 * Reads raw parts of all encodings alike: every part becomes series with blocks of XOR-compressed samples. Memory holds
 * one frame, one block or, for encoding {@code samples}, one answer.
 *
 * <p>Samples outside the window that the part was asked for are left out, as far as the times that a chunk states of
 * itself are true. Stale markers and NaN are handed over as they are.
 */
public final class SeriesReader {

    /** Attribute of a part that names how its bytes are to be read. */
    public static final String ENCODING = "encoding";
    /** Frames of a streamed answer, as received. */
    public static final String XOR = "xor";
    /** Per answer its length as a varint, then the decompressed message. */
    public static final String SAMPLES = "samples";
    /** One JSON answer per line. */
    public static final String JSON = "json";
    /** Attribute: first millisecond asked for. */
    public static final String FROM = "from";
    /** Attribute: first millisecond not asked for. */
    public static final String TO = "to";

    /** Samples per block where the answer is not in chunks. */
    private static final int BLOCK_SIZE = 480;

    private SeriesReader() {}

    /**
     * Hands over every series of a part.
     *
     * @throws SourceChanged if the part is not as documented, naming it
     */
    public static void read(RawZone.PartFile part, SeriesSink sink) {
        try (InputStream in = part.open()) {
            read(in, part.attributes(), sink);
        } catch (SourceChanged e) {
            throw new SourceChanged(
                    "prometheus: " + part.key() + ", request " + part.request() + ": " + e.getMessage()
                            + "; raw is kept, run again with --from-raw once the reader is fixed",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("prometheus: cannot read " + part.key(), e);
        }
    }

    /**
     * Hands over every series of a stream.
     *
     * @param attributes those of the part: {@link #ENCODING}, and {@link #FROM} and {@link #TO} where known
     */
    public static void read(InputStream in, Map<String, String> attributes, SeriesSink sink) throws IOException {
        Window window = new Window(
                millis(attributes.get(FROM), Long.MIN_VALUE), millis(attributes.get(TO), Long.MAX_VALUE), sink);
        String encoding = attributes.getOrDefault(ENCODING, "");
        switch (encoding) {
            case XOR -> {
                FrameReader frames = new FrameReader(in);
                while (frames.next()) {
                    RemoteReadMessages.chunks(frames.buffer(), frames.offset(), frames.length(), window);
                }
            }
            case SAMPLES -> readSamples(in, window);
            case JSON -> JsonMatrixReader.read(in, window);
            default -> throw new SourceChanged("expected encoding xor, samples or json, got '" + encoding + "'");
        }
    }

    private static void readSamples(InputStream in, Window window) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] buffer = new byte[0];
        for (int first = in.read(); first >= 0; first = in.read()) {
            int length = first & 0x7f;
            int next = first;
            for (int shift = 7; next >= 0x80 && shift < 31; shift += 7) {
                next = data.readUnsignedByte();
                length |= (next & 0x7f) << shift;
            }
            buffer = length <= buffer.length ? buffer : new byte[length];
            data.readFully(buffer, 0, length);
            RemoteReadMessages.samples(buffer, 0, length, window);
        }
    }

    private static long millis(@Nullable String text, long absent) {
        return text == null ? absent : Long.parseLong(text);
    }

    /** Turns samples into blocks and cuts off what lies outside the window. */
    private static final class Window implements RemoteReadMessages.ChunkSink, SampleSeriesSink, SampleConsumer {
        private final long from;
        private final long to;
        private final SeriesSink sink;
        private final XorChunkWriter writer = new XorChunkWriter();
        private Labels labels = Labels.of();

        Window(long from, long to, SeriesSink sink) {
            this.from = from;
            this.to = to;
            this.sink = sink;
        }

        @Override
        public void chunk(Labels series, long minTimeMillis, long maxTimeMillis, SampleBlock block) {
            if (minTimeMillis >= from && maxTimeMillis < to && minTimeMillis <= maxTimeMillis) {
                sink.series(series, block);
            } else {
                begin(series);
                block.forEach(this);
                end();
            }
        }

        @Override
        public void begin(Labels series) {
            labels = series;
        }

        @Override
        public void accept(long timestampMillis, double value) {
            if (timestampMillis >= from && timestampMillis < to) {
                writer.accept(timestampMillis, value);
                if (writer.count() == BLOCK_SIZE) {
                    end();
                }
            }
        }

        @Override
        public void end() {
            if (writer.count() > 0) {
                sink.series(labels, writer.block());
                writer.reset();
            }
        }
    }
}

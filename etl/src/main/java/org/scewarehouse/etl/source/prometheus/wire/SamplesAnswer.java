package org.scewarehouse.etl.source.prometheus.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.scewarehouse.etl.SourceChanged;
import org.xerial.snappy.Snappy;

/** A remote-read answer in form SAMPLES: one message, compressed as a whole, so it has to fit into memory. */
public final class SamplesAnswer {

    private final byte[] message;

    private SamplesAnswer(byte[] message) {
        this.message = message;
    }

    /**
     * Length that an answer states for its decompressed message.
     *
     * @param start the answer's first bytes, at least ten where it has so many
     */
    public static long length(byte[] start) {
        return new ProtoReader(start, 0, start.length).varint();
    }

    /**
     * Reads and decompresses an answer.
     *
     * @throws SourceChanged if it is not as documented
     */
    public static SamplesAnswer read(InputStream in) throws IOException {
        byte[] compressed = in.readAllBytes();
        try {
            return new SamplesAnswer(Snappy.uncompress(compressed));
        } catch (IOException | RuntimeException e) {
            throw new SourceChanged(
                    "remote-read answer: expected a message compressed by snappy, got " + compressed.length + " bytes: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Number of series, after every sample has been looked at.
     *
     * @throws SourceChanged if the message is malformed or holds native histograms
     */
    public long series() {
        long[] count = new long[1];
        RemoteReadMessages.samples(message, 0, message.length, new SampleSeriesSink() {
            @Override
            public void begin(Labels labels) {
                count[0]++;
            }

            @Override
            public void accept(long timestampMillis, double value) {}

            @Override
            public void end() {}
        });
        return count[0];
    }

    /** With fewer labels. */
    public SamplesAnswer filtered(LabelFilter filter) {
        return new SamplesAnswer(filter.samples(message));
    }

    /** Writes the length and the message, as {@link SeriesReader#SAMPLES} names it. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(new ProtoWriter().varint(message.length).toBytes());
        out.write(message);
    }
}

package org.scewarehouse.etl.source.prometheus.wire;

import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.SourceChanged;

/** Walks the messages of remote-read answers. */
final class RemoteReadMessages {

    /** The one encoding of chunks that is understood. */
    static final int XOR = 1;

    private static final int ANSWER = ProtoReader.tag(1, ProtoReader.BYTES);
    private static final int LABELS = ProtoReader.tag(1, ProtoReader.BYTES);
    private static final int ITEMS = ProtoReader.tag(2, ProtoReader.BYTES);
    private static final int NATIVE_HISTOGRAMS = ProtoReader.tag(4, ProtoReader.BYTES);

    private RemoteReadMessages() {}

    /** Takes one chunk of a series. */
    interface ChunkSink {
        void chunk(Labels labels, long minTimeMillis, long maxTimeMillis, SampleBlock block);
    }

    /** Number of the first chunk encoding in a frame that is not XOR; 0 if all are. */
    static int foreignEncoding(byte[] buffer, int offset, int length) {
        ProtoReader answer = new ProtoReader(buffer, offset, length);
        while (answer.next()) {
            if (answer.tag() != ANSWER) {
                answer.skip();
                continue;
            }
            ProtoReader series = answer.message();
            while (series.next()) {
                if (series.tag() == ITEMS) {
                    int encoding = encoding(series.message());
                    if (encoding != XOR) {
                        return encoding;
                    }
                } else {
                    series.skip();
                }
            }
        }
        return 0;
    }

    private static int encoding(ProtoReader chunk) {
        int encoding = 0;
        while (chunk.next()) {
            if (chunk.tag() == ProtoReader.tag(3, ProtoReader.VARINT)) {
                encoding = (int) chunk.varint();
            } else {
                chunk.skip();
            }
        }
        return encoding == 0 ? -1 : encoding;
    }

    /** Hands over every chunk of a frame's message. */
    static void chunks(byte[] buffer, int offset, int length, ChunkSink sink) {
        ProtoReader answer = new ProtoReader(buffer, offset, length);
        while (answer.next()) {
            if (answer.tag() != ANSWER) {
                answer.skip();
                continue;
            }
            ProtoReader series = answer.message();
            LabelCollector labels = new LabelCollector();
            while (series.next()) {
                if (series.tag() == LABELS) {
                    labels.add(series.message());
                } else if (series.tag() == ITEMS) {
                    chunk(labels.labels(), series.message(), sink);
                } else {
                    series.skip();
                }
            }
        }
    }

    private static void chunk(Labels labels, ProtoReader in, ChunkSink sink) {
        long min = 0;
        long max = 0;
        long encoding = 0;
        int from = 0;
        int length = 0;
        while (in.next()) {
            switch (in.tag() >>> 3) {
                case 1 -> min = in.varint();
                case 2 -> max = in.varint();
                case 3 -> encoding = in.varint();
                case 4 -> {
                    length = in.skipBytes();
                    from = in.position() - length;
                }
                default -> in.skip();
            }
        }
        if (encoding != XOR) {
            throw new SourceChanged(
                    "remote-read answer, series " + labels + ": expected chunk encoding 1 (XOR), got " + encoding);
        }
        sink.chunk(labels, min, max, new SampleBlock(in.bytes(), from, length));
    }

    /** Hands over every sample of an answer in form SAMPLES. */
    static void samples(byte[] buffer, int offset, int length, SampleSeriesSink sink) {
        ProtoReader answer = new ProtoReader(buffer, offset, length);
        while (answer.next()) {
            if (answer.tag() != ANSWER) {
                answer.skip();
                continue;
            }
            ProtoReader result = answer.message();
            while (result.next()) {
                if (result.tag() == ANSWER) {
                    series(result.message(), sink);
                } else {
                    result.skip();
                }
            }
        }
    }

    private static void series(ProtoReader in, SampleSeriesSink sink) {
        LabelCollector labels = new LabelCollector();
        boolean isBegun = false;
        while (in.next()) {
            if (in.tag() == LABELS) {
                labels.add(in.message());
            } else if (in.tag() == ITEMS) {
                if (!isBegun) {
                    sink.begin(labels.labels());
                    isBegun = true;
                }
                sample(in.message(), sink);
            } else if (in.tag() == NATIVE_HISTOGRAMS) {
                throw new SourceChanged("remote-read answer, series " + labels.labels()
                        + ": expected plain samples, got a native histogram");
            } else {
                in.skip();
            }
        }
        if (isBegun) {
            sink.end();
        }
    }

    private static void sample(ProtoReader in, SampleSeriesSink sink) {
        long time = 0;
        double value = 0;
        while (in.next()) {
            switch (in.tag() >>> 3) {
                case 1 -> value = Double.longBitsToDouble(in.fixed64());
                case 2 -> time = in.varint();
                default -> in.skip();
            }
        }
        sink.accept(time, value);
    }

    /** Collects the labels of one series and makes them one object. */
    private static final class LabelCollector {
        private final List<String> namesAndValues = new ArrayList<>(32);
        private Labels labels = Labels.of();

        void add(ProtoReader in) {
            String name = "";
            String value = "";
            while (in.next()) {
                switch (in.tag() >>> 3) {
                    case 1 -> name = in.text();
                    case 2 -> value = in.text();
                    default -> in.skip();
                }
            }
            namesAndValues.add(name);
            namesAndValues.add(value);
        }

        Labels labels() {
            if (!namesAndValues.isEmpty()) {
                labels = Labels.of(namesAndValues);
                namesAndValues.clear();
            }
            return labels;
        }
    }
}

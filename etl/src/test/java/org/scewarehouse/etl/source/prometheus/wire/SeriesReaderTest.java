package org.scewarehouse.etl.source.prometheus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;

class SeriesReaderTest {

    private static final Map<String, String> WINDOW = Map.of("from", "1000", "to", "4000");

    @Test
    void reads_the_three_encodings_alike_and_cuts_them_to_the_window() throws IOException {
        String json = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                + "{\"__name__\":\"m\",\"pod\":\"a\\\"b\\n\\u0000\"},\"values\":[[0.999,\"1\"],[1,\"1.5\"],"
                + "[2.5,\"+Inf\"],[3.999,\"-1e-7\"],[4,\"9\"]]}]}}\n";
        assertThat(read(json.getBytes(StandardCharsets.UTF_8), "json"))
                .isEqualTo(read(samples(), "samples"))
                .isEqualTo(read(frames(), "xor"))
                .containsExactly("m{pod=\"a\"b\n\0\"} 1000=1.5 2500=Infinity 3999=-1.0E-7");
    }

    @Test
    void reads_every_way_to_write_a_number() throws IOException {
        String values = "[[1.0,\"0.1\"],[1.001,\"123456789012345678901234567890\"],[1.01,\"1e+06\"],[1.1,\"-0\"],"
                + "[1.5e0,\"9007199254740993\"],[2,\"NaN\"],[2.0005,\"-Inf\"],[3,\"1234.567890123\"]]";
        String json = "{\"data\":{\"result\":[{\"metric\":{},\"values\":" + values + "}]}}";
        assertThat(read(json.getBytes(StandardCharsets.UTF_8), "json"))
                .containsExactly("{} 1000=0.1 1001=1.2345678901234568E29 1010=1000000.0 1100=-0.0 "
                        + "1500=9.007199254740992E15 2000=NaN 2001=-Infinity 3000=1234.567890123");
    }

    @Test
    void replaces_what_is_not_Unicode_in_labels() throws IOException {
        String json =
                "{\"data\":{\"result\":[{\"metric\":{\"x\":\"a\\ud800b\\ud83d\\ude00\"},\"values\":[[1,\"1\"]]}]}}";
        assertThat(read(json.getBytes(StandardCharsets.UTF_8), "json"))
                .containsExactly("{x=\"a\ufffdb\ud83d\ude00\"} 1000=1.0");
    }

    @Test
    void takes_a_label_of_a_megabyte_in_every_encoding() throws IOException {
        Labels labels = Labels.of("x", "y".repeat(1 << 20));
        List<Integer> lengths = new ArrayList<>();
        SeriesReader.read(
                new ByteArrayInputStream(FrameReader.frame(chunkedSeries(labels, 1))),
                Map.of("encoding", "xor"),
                (series, block) -> lengths.add(series.value(0).length()));
        String json =
                "{\"data\":{\"result\":[{\"metric\":{\"x\":\"" + labels.value(0) + "\"},\"values\":[[1,\"1\"]]}]}}";
        SeriesReader.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                Map.of("encoding", "json"),
                (series, block) -> lengths.add(series.value(0).length()));
        assertThat(lengths).containsExactly(1 << 20, 1 << 20);
    }

    @Test
    void reads_frames_however_the_bytes_arrive_and_copies_them_as_they_came() throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            frames.write(FrameReader.frame(chunkedSeries(Labels.of("x", "v".repeat(i * 37)), 1)));
        }
        byte[] all = frames.toByteArray();
        for (int piece : new int[] {1, 7, 4096, 1 << 20}) {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            FrameReader reader = new FrameReader(inPieces(all, piece), copy);
            while (reader.next()) {}
            assertThat(reader.frames()).isEqualTo(300);
            assertThat(copy.toByteArray()).isEqualTo(all);
        }
    }

    @Test
    void keeps_long_series_and_many_answers_apart() throws IOException {
        ProtoWriter answers = new ProtoWriter();
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        StringBuilder json = new StringBuilder();
        // Answers whose lengths take three bytes, one and two.
        for (int size : new int[] {2_000, 1, 100}) {
            ProtoWriter plain = new ProtoWriter().message(1, plain("a" + size, size));
            byte[] message = new ProtoWriter()
                    .message(1, plain.message(1, plain("b" + size, 1)))
                    .toBytes();
            answers.varint(message.length).raw(message, 0, message.length);
            frames.write(FrameReader.frame(new ProtoWriter()
                    .message(1, inTwoChunks("a" + size, size))
                    .message(1, inTwoChunks("b" + size, 1))
                    .toBytes()));
            json.append("{\"data\":{\"result\":[")
                    .append(json("a" + size, size))
                    .append(',')
                    .append(json("b" + size, 1))
                    .append("]}}\n");
        }
        Map<String, List<String>> expected = new TreeMap<>();
        for (int size : new int[] {2_000, 1, 100}) {
            expected.put(
                    "a" + size,
                    IntStream.range(0, size)
                            .mapToObj(i -> time(i) + "=" + (double) i)
                            .toList());
            expected.put("b" + size, List.of(time(0) + "=0.0"));
        }
        assertThat(bySeries(answers.toBytes(), "samples")).isEqualTo(expected);
        assertThat(bySeries(json.toString().getBytes(StandardCharsets.UTF_8), "json"))
                .isEqualTo(expected);
        assertThat(bySeries(frames.toByteArray(), "xor")).isEqualTo(expected);
    }

    private static long time(int index) {
        return 1_767_225_600_000L + 15_000L * index;
    }

    private static ProtoWriter plain(String name, int size) {
        ProtoWriter series = labels(Labels.of("x", name));
        for (int i = 0; i < size; i++) {
            series.message(2, new ProtoWriter().real(1, i).number(2, time(i)));
        }
        return series;
    }

    private static ProtoWriter inTwoChunks(String name, int size) {
        ProtoWriter series = labels(Labels.of("x", name));
        for (int from : size == 1 ? new int[] {0} : new int[] {0, size / 2}) {
            XorChunkWriter chunk = new XorChunkWriter();
            int to = from == 0 && size > 1 ? size / 2 : size;
            for (int i = from; i < to; i++) {
                chunk.accept(time(i), i);
            }
            series.message(2, chunk(time(from), time(to - 1), 1, chunk));
        }
        return series;
    }

    private static String json(String name, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> "[" + time(i) / 1000 + ",\"" + i + "\"]")
                .collect(Collectors.joining(",", "{\"metric\":{\"x\":\"" + name + "\"},\"values\":[", "]}"));
    }

    private static ProtoWriter chunk(long min, long max, int encoding, XorChunkWriter samples) {
        SampleBlock block = samples.block();
        return new ProtoWriter()
                .number(1, min)
                .number(2, max)
                .number(3, encoding)
                .bytes(4, block.bytes(), block.offset(), block.length());
    }

    private static Map<String, List<String>> bySeries(byte[] bytes, String encoding) throws IOException {
        Map<String, List<String>> samples = new TreeMap<>();
        SeriesReader.read(new ByteArrayInputStream(bytes), Map.of("encoding", encoding), (labels, block) -> {
            List<String> into = samples.computeIfAbsent(labels.value(0), name -> new ArrayList<>());
            block.forEach((time, value) -> into.add(time + "=" + value));
            assertThat(block.count()).as("so much is held at once").isLessThanOrEqualTo(1_000);
        });
        return samples;
    }

    @Test
    void cuts_chunks_that_reach_out_of_the_window_at_one_end() throws IOException {
        assertThat(ofChunk(1000, 3999, 1000, 3999)).containsExactly("m{} 1000=1.0 3999=1.0");
        assertThat(ofChunk(999, 1000, 999, 1000)).containsExactly("m{} 1000=1.0");
        assertThat(ofChunk(3999, 4000, 3999, 4000)).containsExactly("m{} 3999=1.0");
        assertThat(ofChunk(4000, 4001, 4000, 4001)).isEmpty();
        assertThat(ofChunk(2000, 1500, 999, 1500))
                .as("with an end before its beginning")
                .containsExactly("m{} 1500=1.0");
    }

    private static List<String> ofChunk(long min, long max, long... times) throws IOException {
        XorChunkWriter samples = new XorChunkWriter();
        for (long time : times) {
            samples.accept(time, 1);
        }
        ProtoWriter series = labels(Labels.of("__name__", "m")).message(2, chunk(min, max, 1, samples));
        return read(FrameReader.frame(new ProtoWriter().message(1, series).toBytes()), "xor");
    }

    @Test
    void steps_over_fields_of_any_type_that_it_does_not_know() throws IOException {
        byte[] fixed32 = {(byte) ProtoReader.tag(15, ProtoReader.FIXED32), 1, 2, 3, 4};
        ProtoWriter unknown = new ProtoWriter()
                .number(12, 1L << 40)
                .real(13, 0.1)
                .text(14, "new")
                .raw(fixed32, 0, fixed32.length);
        ProtoWriter sample = new ProtoWriter().raw(unknown).real(1, 1.5).number(2, 2000);
        ProtoWriter series = labels(Labels.of("__name__", "m")).raw(unknown).message(2, sample.raw(unknown));
        byte[] answer = new ProtoWriter()
                .raw(unknown)
                .message(1, new ProtoWriter().raw(unknown).message(1, series))
                .toBytes();
        byte[] stream = new ProtoWriter()
                .varint(answer.length)
                .raw(answer, 0, answer.length)
                .toBytes();
        assertThat(read(stream, "samples")).containsExactly("m{} 2000=1.5");
    }

    @Test
    void reads_frames_that_just_fill_what_is_read_at_once() throws IOException {
        for (int length = (256 << 10) - 64; length < (256 << 10) + 16; length++) {
            byte[] frame = FrameReader.frame(new byte[length]);
            FrameReader reader = new FrameReader(new ByteArrayInputStream(frame));
            assertThat(reader.next()).isTrue();
            assertThat(reader.length()).isEqualTo(length);
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void refuses_what_is_no_plain_sample() {
        for (int encoding : new int[] {0, 2, 3, 4, 5, 6}) {
            byte[] frame = FrameReader.frame(chunkedSeries(Labels.of("x", "y"), encoding));
            assertThatThrownBy(() -> read(frame, "xor"))
                    .isInstanceOf(SourceChanged.class)
                    .hasMessageContaining("expected chunk encoding 1 (XOR), got " + encoding);
        }
        ProtoWriter histogram = labels(Labels.of("x", "y")).message(4, new ProtoWriter().number(1, 1));
        byte[] answer = new ProtoWriter()
                .message(1, new ProtoWriter().message(1, histogram))
                .toBytes();
        byte[] stream = new ProtoWriter()
                .varint(answer.length)
                .raw(answer, 0, answer.length)
                .toBytes();
        assertThatThrownBy(() -> read(stream, "samples")).hasMessageContaining("got a native histogram");
        assertThatThrownBy(() -> readJson("{\"metric\":{\"x\":\"y\"},\"histograms\":[]}"))
                .hasMessageContaining("got a native histogram");
        assertThatThrownBy(() -> readJson("{\"values\":[[1,\"1\"]],\"metric\":{\"x\":\"y\"}}"))
                .hasMessageContaining("expected 'metric' before 'values'");
        assertThatThrownBy(() -> readJson("{\"metric\":{\"x\":\"y\"},\"values\":[[1,\"1\"],null,[2,\"2\"]]}"))
                .isInstanceOf(SourceChanged.class);
    }

    private static List<String> readJson(String series) throws IOException {
        return read(("{\"data\":{\"result\":[" + series + "]}}").getBytes(StandardCharsets.UTF_8), "json");
    }

    @Test
    void aPartThatCannotBeReadIsNotOneOfAnotherForm() {
        InputStream unreadable = new PipedInputStream();
        for (String encoding : List.of("xor", "samples", "json")) {
            assertThatThrownBy(() -> SeriesReader.read(unreadable, Map.of("encoding", encoding), (labels, block) -> {}))
                    .as(encoding)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Pipe not connected");
        }
    }

    @Test
    void refuses_broken_answers() {
        byte[] frames = frames();
        byte[] flipped = frames.clone();
        flipped[40] ^= 1;
        assertThatThrownBy(() -> read(flipped, "xor"))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("expected CRC-32C");
        assertThatThrownBy(() -> read(Arrays.copyOf(frames, frames.length - 1), "xor"))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("the end of the answer");
        assertThatThrownBy(() -> read(FrameReader.frame(chunkedSeries(Labels.of("x", "y"), 4)), "xor"))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("expected chunk encoding 1 (XOR), got 4");
        assertThatThrownBy(() -> read("{\"data\":{\"result\":[{".getBytes(StandardCharsets.UTF_8), "json"))
                .isInstanceOf(SourceChanged.class);
        assertThatThrownBy(() -> read("<html>".getBytes(StandardCharsets.UTF_8), "json"))
                .isInstanceOf(SourceChanged.class);
    }

    private static byte[] frames() {
        return FrameReader.frame(chunkedSeries(Labels.of("__name__", "m", "pod", "a\"b\n\0"), 1));
    }

    private static byte[] chunkedSeries(Labels labels, int encoding) {
        XorChunkWriter chunk = new XorChunkWriter();
        chunk.accept(999, 1);
        chunk.accept(1000, 1.5);
        chunk.accept(2500, Double.POSITIVE_INFINITY);
        chunk.accept(3999, -1e-7);
        chunk.accept(4000, 9);
        ProtoWriter series = labels(labels).message(2, chunk(999, 4000, encoding, chunk));
        return new ProtoWriter().message(1, series).toBytes();
    }

    private static byte[] samples() {
        ProtoWriter series = labels(Labels.of("__name__", "m", "pod", "a\"b\n\0"));
        double[][] samples = {{999, 1}, {1000, 1.5}, {2500, Double.POSITIVE_INFINITY}, {3999, -1e-7}, {4000, 9}};
        for (double[] sample : samples) {
            series.message(2, new ProtoWriter().real(1, sample[1]).number(2, (long) sample[0]));
        }
        byte[] answer = new ProtoWriter()
                .message(1, new ProtoWriter().message(1, series))
                .toBytes();
        return new ProtoWriter()
                .varint(answer.length)
                .raw(answer, 0, answer.length)
                .toBytes();
    }

    private static ProtoWriter labels(Labels labels) {
        ProtoWriter series = new ProtoWriter();
        for (int i = 0; i < labels.size(); i++) {
            series.message(1, new ProtoWriter().text(1, labels.name(i)).text(2, labels.value(i)));
        }
        return series;
    }

    private static InputStream inPieces(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(size, length));
            }
        };
    }

    private static List<String> read(byte[] bytes, String encoding) throws IOException {
        List<String> lines = new ArrayList<>();
        Map<String, String> attributes = new HashMap<>(WINDOW);
        attributes.put("encoding", encoding);
        SeriesReader.read(new ByteArrayInputStream(bytes), attributes, (labels, block) -> {
            StringBuilder line = new StringBuilder(labels.toString());
            block.forEach(
                    (time, value) -> line.append(' ').append(time).append('=').append(value));
            lines.add(line.toString());
        });
        return lines;
    }
}

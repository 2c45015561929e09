package org.scewarehouse.etl.source.prometheus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceChanged;

class XorChunkTest {

    private record Sample(long time, long bits) {}

    @Test
    void gives_back_every_step_and_every_bit() {
        Random random = new Random(1);
        long[] changes = {0, 1, -1, 8191, 8192, 8193, -8191, -8192, 65535, 65536, 65537, -65535, -65536};
        long[] more = {524287, 524288, 524289, -524287, -524288, 1L << 40, -(1L << 40), Long.MAX_VALUE / 4};
        for (int round = 0; round < 2_000; round++) {
            List<Sample> samples = new ArrayList<>();
            long time = 1_767_225_600_000L;
            long step = 30_000;
            double value = 0;
            int size = 1 + random.nextInt(200);
            for (int i = 0; i < size; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> step += changes[random.nextInt(changes.length)];
                    case 1 -> step += round % 10 == 0 ? more[random.nextInt(more.length)] : 0;
                    case 2 -> value = Double.longBitsToDouble(random.nextLong());
                    case 3 -> value += random.nextInt(100);
                    default -> {}
                }
                samples.add(new Sample(time, Double.doubleToRawLongBits(value)));
                time += step;
            }
            assertThat(decode(encode(samples))).isEqualTo(samples);
        }
    }

    @Test
    void keeps_stale_markers_apart_from_other_NaN() {
        List<Sample> samples = List.of(
                new Sample(0, 0x7ff0000000000002L),
                new Sample(-5, 0x7ff8000000000001L),
                new Sample(10, Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY)));
        List<Sample> decoded = decode(encode(samples));
        assertThat(decoded).isEqualTo(samples);
        assertThat(decoded.stream().map(sample -> SampleBlock.isStaleMarker(Double.longBitsToDouble(sample.bits))))
                .containsExactly(true, false, false);
    }

    @Test
    void holds_as_many_samples_as_the_header_counts() {
        XorChunkWriter writer = new XorChunkWriter();
        for (int i = 0; i < XorChunkWriter.CAPACITY; i++) {
            writer.accept(i * 15_000L, i >> 6);
        }
        assertThat(decode(writer.block()))
                .hasSize(65_535)
                .last()
                .isEqualTo(new Sample(65_534 * 15_000L, Double.doubleToRawLongBits(1023)));
        assertThatThrownBy(() -> writer.accept(0, 0)).isInstanceOf(IllegalStateException.class);
        writer.reset();
        assertThat(decode(writer.block())).isEmpty();
    }

    @Test
    void reads_a_chunk_that_was_written_by_hand() {
        // 3 samples: (1000, 1.0), (1030, 1.0), (1060, 2.0)
        byte[] chunk = {
            0,
            3,
            (byte) 0xd0,
            0x0f,
            0x3f,
            (byte) 0xf0,
            0,
            0,
            0,
            0,
            0,
            0,
            30,
            // value repeats: 0; step repeats: 0; value changes: 11, leading 1, significant 11, bits 11111111111
            0b00110000,
            (byte) 0b10010111,
            (byte) 0b11111111,
            (byte) 0b11000000
        };
        long one = Double.doubleToRawLongBits(1.0);
        assertThat(decode(new SampleBlock(chunk, 0, chunk.length)))
                .containsExactly(
                        new Sample(1000, one),
                        new Sample(1030, one),
                        new Sample(1060, Double.doubleToRawLongBits(2.0)));
    }

    @Test
    void refuses_every_cut_chunk() {
        Random random = new Random(2);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            samples.add(new Sample(i * 30_000L + random.nextInt(5), random.nextLong()));
        }
        SampleBlock whole = encode(samples);
        for (int length = 0; length < whole.length(); length++) {
            SampleBlock cut = new SampleBlock(Arrays.copyOf(whole.bytes(), length), 0, length);
            assertThatThrownBy(() -> decode(cut)).isInstanceOf(SourceChanged.class);
        }
    }

    @Test
    void refuses_every_cut_chunk_of_a_single_sample() {
        SampleBlock whole = encode(List.of(new Sample(1_767_225_600_000L, -1)));
        for (int length = 0; length < whole.length(); length++) {
            SampleBlock cut = new SampleBlock(Arrays.copyOf(whole.bytes(), length), 0, length);
            assertThatThrownBy(() -> decode(cut)).isInstanceOf(SourceChanged.class);
        }
    }

    @Test
    void refuses_a_value_of_more_bits_than_a_number_has() {
        // 2 samples: (0, 0.0), (30, ...) of which the value has 31 leading zeros and then 40 bits: 71
        byte[] chunk = {0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, (byte) 0b11111111, 0b01000000, 0, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> decode(new SampleBlock(chunk, 0, chunk.length)))
                .isInstanceOf(SourceChanged.class);
    }

    /** Its samples take two bits each, and it may begin at any bit of a byte. */
    @Test
    void ends_a_run_of_equal_samples_where_it_ends() {
        for (int bits = 1; bits <= 8; bits++) {
            for (int run = 0; run < 70; run++) {
                long value = ((1L << bits) - 1) << 40;
                List<Sample> samples = new ArrayList<>(List.of(new Sample(0, 0), new Sample(30, value)));
                for (int i = 0; i < run; i++) {
                    samples.add(new Sample(60 + 30L * i, value));
                }
                samples.add(new Sample(60 + 30L * run, 0));
                samples.add(new Sample(91 + 30L * run, 1));
                assertThat(decode(encode(samples))).isEqualTo(samples);
            }
        }
    }

    @Test
    void writes_the_same_whether_it_wrote_before() {
        Random random = new Random(3);
        XorChunkWriter used = new XorChunkWriter();
        for (int round = 0; round < 200; round++) {
            List<Sample> samples = new ArrayList<>();
            long time = random.nextInt() * 1000L;
            for (int i = 0; i < 2 + random.nextInt(9); i++) {
                samples.add(new Sample(time += random.nextInt(60_000), random.nextLong() << random.nextInt(60)));
            }
            used.reset();
            samples.forEach(sample -> used.accept(sample.time, Double.longBitsToDouble(sample.bits)));
            SampleBlock fresh = encode(samples);
            assertThat(Arrays.copyOf(used.block().bytes(), used.block().length()))
                    .isEqualTo(Arrays.copyOf(fresh.bytes(), fresh.length()));
            assertThat(decode(used.block())).isEqualTo(samples);
        }
    }

    private static SampleBlock encode(List<Sample> samples) {
        XorChunkWriter writer = new XorChunkWriter();
        samples.forEach(sample -> writer.accept(sample.time, Double.longBitsToDouble(sample.bits)));
        return writer.block();
    }

    private static List<Sample> decode(SampleBlock block) {
        List<Sample> samples = new ArrayList<>();
        block.forEach((time, value) -> samples.add(new Sample(time, Double.doubleToRawLongBits(value))));
        return samples;
    }
}

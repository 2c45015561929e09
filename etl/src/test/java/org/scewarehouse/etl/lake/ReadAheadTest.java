package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {

    private static final int ENDLESS = Integer.MAX_VALUE;

    /** Counts up; its values are so long. */
    private static final class Numbers implements ExternalSort.Cursor {

        private final int count;
        private final int valueLength;
        private volatile int at = -1;
        private volatile boolean isClosed;

        Numbers(int count, int valueLength) {
            this.count = count;
            this.valueLength = valueLength;
        }

        @Override
        public boolean next() {
            assertThat(isClosed).isFalse();
            if (at == 5_000 && count == ENDLESS) {
                throw new IllegalStateException("the disk is gone");
            }
            int next = at + 1;
            if (next == count) {
                return false;
            }
            at = next;
            return true;
        }

        @Override
        public byte[] key() {
            return ByteBuffer.allocate(4).putInt(at).array();
        }

        @Override
        public byte[] value() {
            return new byte[valueLength];
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 100_000})
    void everyPairComesOnceAndInOrder(int count) {
        try (ReadAhead pairs = new ReadAhead(new Numbers(count, 3))) {
            for (int i = 0; i < count; i++) {
                assertThat(pairs.next()).isTrue();
                assertThat(ByteBuffer.wrap(pairs.key()).getInt()).isEqualTo(i);
                assertThat(pairs.value()).hasSize(3);
            }
            assertThat(pairs.next()).isFalse();
            assertThat(pairs.next()).isFalse();
        }
    }

    @Test
    void longPairsAreNotReadFarAhead() {
        Numbers numbers = new Numbers(10_000, 1 << 20);
        try (ReadAhead pairs = new ReadAhead(numbers)) {
            for (int i = 0; i < 50; i++) {
                assertThat(pairs.next()).isTrue();
                assertThat(numbers.at).isLessThan(i + 12);
            }
        }
    }

    @Test
    void whatGoesWrongWhileReadingAheadIsThrownToWhoReads() {
        try (ReadAhead pairs = new ReadAhead(new Numbers(ENDLESS, 3))) {
            assertThatThrownBy(() -> {
                        while (pairs.next()) {
                            assertThat(pairs.key()).hasSize(4);
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the disk is gone");
        }
    }

    @Test
    void closedInTheMiddleItTouchesNothingAnyMore() throws InterruptedException {
        Numbers numbers = new Numbers(1_000_000, 3);
        ReadAhead pairs = new ReadAhead(numbers);
        for (int i = 0; i < 600; i++) {
            pairs.next();
        }
        pairs.close();
        int at = numbers.at;
        numbers.isClosed = true;
        Thread.sleep(20);
        assertThat(numbers.at).isEqualTo(at);
    }
}

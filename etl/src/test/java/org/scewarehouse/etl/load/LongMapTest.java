package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongMapTest {

    @Test
    void itHoldsWhatAHashMapHolds() {
        Random random = new Random(7);
        LongMap map = new LongMap();
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            long key = random.nextInt(4_000) * (random.nextBoolean() ? 1L : 1L << 41) - 100;
            map.put(key, i);
            expected.put(key, (long) i);
        }

        assertThat(map.size()).isEqualTo(expected.size());
        assertThat(Arrays.stream(map.keys()).boxed()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (long key = -200; key < 4_200; key++) {
            assertThat(map.contains(key)).isEqualTo(expected.containsKey(key));
            assertThat(map.value(key, -7)).isEqualTo(expected.getOrDefault(key, -7L));
        }
    }
}

package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalSortTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1000000000, 20000, 12, 40", // all in memory
        "40000,      20000, 12, 40", // a few runs
        "4000,       20000, 12, 40", // more runs than are merged at once, twice over
        "100000,     5000,  1,  3", // many equal keys
        "20000,      300,   9,  70000", // pairs larger than memory
        "3000,       2000,  0,  9" // only empty keys
    })
    void sortsLikeAMap(long memoryBytes, int count, int keyBytesMax, int valueBytesMax) throws IOException {
        Random random = new Random(count * 31L + memoryBytes);
        Map<byte[], List<byte[]>> expected = new TreeMap<>(Arrays::compareUnsigned);
        try (ExternalSort sort = new ExternalSort(folder, memoryBytes)) {
            for (int i = 0; i < count; i++) {
                byte[] key = new byte[keyBytesMax == 0 ? 0 : random.nextInt(keyBytesMax + 1)];
                random.nextBytes(key);
                byte[] value = new byte[Integer.BYTES + random.nextInt(valueBytesMax)];
                ByteBuffer.wrap(value).putInt(i);
                sort.add(key, value);
                expected.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
            }
            ExternalSort.Cursor cursor = sort.sorted();
            expected.forEach((key, values) -> {
                for (byte[] value : values) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.key()).isEqualTo(key);
                    assertThat(cursor.value()).as("in the order added").isEqualTo(value);
                }
            });
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
        assertThat(filesLeft()).isZero();
    }

    @Test
    void nothingIsLeftOfASortThatIsAbandoned() throws IOException {
        try (ExternalSort sort = new ExternalSort(folder, 2_000)) {
            for (int i = 0; i < 1_000; i++) {
                sort.add(new byte[] {(byte) i}, new byte[50]);
            }
            assertThat(filesLeft()).as("a kill leaves no named file either").isZero();
            sort.sorted().next();
        }
        assertThat(filesLeft()).isZero();
    }

    @Test
    void sortsNothingAndOnlyOnce() {
        try (ExternalSort sort = new ExternalSort(folder, 2_000)) {
            assertThat(sort.sorted().next()).isFalse();
            assertThatThrownBy(sort::sorted).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sort.add(new byte[1], new byte[1])).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void saysWhichFolderCannotTakeSpilledPairs() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (ExternalSort sort = new ExternalSort(file, 2_000)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            sort.add(new byte[] {(byte) i}, new byte[50]);
                        }
                    })
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("set another folder");
        }
    }

    private long filesLeft() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }
}

package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. */
public abstract class ObjectStoreContract {

    private static final int BIG_BYTES = 11_000_000;

    /** An empty store, the same one for all calls within a test. */
    protected abstract ObjectStore store();

    @Test
    void showsAnObjectOnlyOnceItIsCommitted() throws IOException {
        store().put("a/b/object", bytes("old"));
        try (NewObject object = store().create("a/b/object")) {
            object.write(bytes("new"));
            object.flush();
            assertThat(text("a/b/object")).isEqualTo("old");
            assertThat(store().list("a/")).containsExactly("a/b/object");
            object.commit();
            assertThat(text("a/b/object")).isEqualTo("new");
        }
        assertThat(text("a/b/object")).isEqualTo("new");
    }

    @Test
    void anObjectThatIsNotCommittedLeavesNothing() throws IOException {
        store().put("a/replaced", bytes("old"));
        for (String key : List.of("a/new", "a/replaced")) {
            for (byte[] content : List.of(bytes("half"), random(BIG_BYTES))) {
                try (NewObject object = store().create(key)) {
                    object.write(content);
                }
            }
        }
        assertThat(store().list("")).containsExactly("a/replaced");
        assertThat(store().read("a/new")).isEmpty();
        assertThat(text("a/replaced")).isEqualTo("old");
    }

    @Test
    void keepsWhatIsWrittenInPiecesOfAnySize() throws IOException {
        byte[] content = random(BIG_BYTES);
        Random random = new Random(2);
        try (NewObject object = store().create("big")) {
            object.write(content[0]);
            int from = 1;
            while (from < content.length) {
                int count = Math.min(content.length - from, random.nextInt(random.nextInt(20) == 0 ? 9_000_000 : 99));
                object.write(content, from, count);
                from += count;
            }
            object.flush();
            object.commit();
        }
        assertThat(store().read("big").orElseThrow()).isEqualTo(content);
        try (InputStream in = store().open("big")) {
            assertThat(in.read()).isEqualTo(content[0] & 0xFF);
            assertThat(in.readNBytes(7)).isEqualTo(java.util.Arrays.copyOfRange(content, 1, 8));
        }
        try (InputStream in = store().open("big")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        readsAnywhere("big", content);
    }

    private void readsAnywhere(String key, byte[] content) throws IOException {
        Random random = new Random(3);
        try (SeekableSource source = store().openSeekable(key)) {
            assertThat(source.size()).isEqualTo(content.length);
            for (int i = 0; i < 30; i++) {
                int position = i == 0 ? content.length - 8 : random.nextInt(content.length);
                byte[] target = new byte[1 + random.nextInt(i % 3 == 0 ? 2_000_000 : 100)];
                int count = source.read(position, target, 0, target.length);
                assertThat(count).isPositive();
                assertThat(java.util.Arrays.mismatch(
                                target, 0, count, content, position, Math.min(position + count, content.length)))
                        .isNegative();
            }
            assertThat(source.read(content.length, new byte[4], 0, 4)).isEqualTo(-1);
        }
    }

    @Test
    void readsAtAnyPosition() throws IOException {
        store().put("object", bytes("0123456789"));
        try (SeekableSource source = store().openSeekable("object")) {
            byte[] target = new byte[4];
            assertThat(source.size()).isEqualTo(10);
            assertThat(source.read(7, target, 0, 4)).isEqualTo(3);
            assertThat(new String(target, 0, 3, StandardCharsets.UTF_8)).isEqualTo("789");
            assertThat(source.read(10, target, 0, 4)).isEqualTo(-1);
        }
    }

    @Test
    void anObjectMayBeEmpty() throws IOException {
        try (NewObject object = store().create("empty")) {
            object.commit();
        }
        assertThat(store().read("empty").orElseThrow()).isEmpty();
        assertThat(store().list("")).containsExactly("empty");
        try (InputStream in = store().open("empty");
                SeekableSource source = store().openSeekable("empty")) {
            assertThat(in.read()).isEqualTo(-1);
            assertThat(source.size()).isZero();
            assertThat(source.read(0, new byte[1], 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void ofManyWritersOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "one" + round;
            List<Callable<Boolean>> writers = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> () -> store().createIfAbsent(key, bytes("same")))
                    .toList();
            assertThat(together(writers)).as(key).containsOnlyOnce(true);
        }
    }

    @Test
    void noReplacementIsLost() throws Exception {
        store().put("counter", bytes("0"));
        List<Callable<Boolean>> writers = Collections.nCopies(4, () -> {
            for (int added = 0; added < 10; ) {
                byte[] before = store().read("counter").orElseThrow();
                int count = Integer.parseInt(new String(before, StandardCharsets.UTF_8));
                added += store().replaceIf("counter", before, bytes("" + (count + 1))) ? 1 : 0;
            }
            return true;
        });
        together(writers);
        assertThat(text("counter")).isEqualTo("40");
    }

    @Test
    void replacesOnlyWhatIsExpected() {
        assertThat(store().replaceIf("object", bytes("a"), bytes("b"))).isFalse();
        assertThat(store().read("object")).isEmpty();
        assertThat(store().replaceIf("object", null, bytes("a"))).isTrue();
        assertThat(store().replaceIf("object", null, bytes("b"))).isFalse();
        assertThat(store().replaceIf("object", bytes("x"), bytes("b"))).isFalse();
        assertThat(text("object")).isEqualTo("a");
        assertThat(store().replaceIf("object", bytes("a"), bytes("b"))).isTrue();
        assertThat(text("object")).isEqualTo("b");
    }

    @Test
    void listsByPrefixWithinNames() {
        for (String key : List.of("a/day=1/x", "a/day=12/x", "a/day=2/x", "b", "ab")) {
            store().put(key, bytes("x"));
        }
        assertThat(store().list("a/day=1")).containsExactly("a/day=1/x", "a/day=12/x");
        assertThat(store().list("a/day=1/")).containsExactly("a/day=1/x");
        assertThat(store().list("a/day=1/x")).containsExactly("a/day=1/x");
        assertThat(store().list("a")).containsExactly("a/day=1/x", "a/day=12/x", "a/day=2/x", "ab");
        assertThat(store().list("")).hasSize(5);
        assertThat(store().list("none/")).isEmpty();
        store().delete("b");
        store().delete("b");
        assertThat(store().read("b")).isEmpty();
        assertThat(store().list("b")).isEmpty();
    }

    @Test
    void listsMoreThanAPageInOrder() throws Exception {
        List<String> keys = IntStream.range(0, 1_205)
                .mapToObj(i -> "many/part-" + (i * 7919 % 1_205))
                .toList();
        together(keys.stream()
                .<Callable<Boolean>>map(key -> () -> {
                    store().put(key, bytes(key));
                    return true;
                })
                .toList());
        assertThat(store().list("many/")).isSorted().containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void takesEveryNameThatAKeyAllows() {
        List<String> keys = List.of(
                "a b/c+d", "a%20b/%2F", "day=2026-03-01/äöü é", "quote\"'`", "<&>;", "x?y#z", "日本/語", "~!@$^*(),[]{}|");
        keys.forEach(key -> store().put(key, bytes(key)));
        assertThat(store().list("")).isSorted().containsExactlyInAnyOrderElementsOf(keys);
        for (String key : keys) {
            assertThat(text(key)).isEqualTo(key);
            assertThat(store().list(key)).containsExactly(key);
            store().delete(key);
        }
        assertThat(store().list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", ".a", "a/.b"})
    void refusesKeysThatLeaveTheStoreOrAreHidden(String key) {
        assertThatThrownBy(() -> store().put(key, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().create(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().read(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().delete(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichObjectIsNotThere() {
        assertThat(store().read("gone/absent")).isEmpty();
        assertThatThrownBy(() -> store().open("gone/absent"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone/absent");
        assertThatThrownBy(() -> store().openSeekable("gone/absent"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone/absent");
    }

    private static List<Boolean> together(List<Callable<Boolean>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    protected final String text(String key) {
        return new String(store().read(key).orElseThrow(), StandardCharsets.UTF_8);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}

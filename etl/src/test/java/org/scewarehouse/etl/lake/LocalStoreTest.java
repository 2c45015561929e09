package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStoreTest {

    @TempDir
    Path folder;

    private LocalStore store;

    @BeforeEach
    void openStore() {
        store = new LocalStore(folder.resolve("lake"));
    }

    @Test
    void showsAnObjectOnlyOnceItIsCommitted() throws IOException {
        store.put("a/b/object", bytes("old"));
        try (NewObject object = store.create("a/b/object")) {
            object.write(bytes("new"));
            assertThat(text("a/b/object")).isEqualTo("old");
            assertThat(store.list("a/")).containsExactly("a/b/object");
            object.commit();
            assertThat(text("a/b/object")).isEqualTo("new");
        }
        assertThat(text("a/b/object")).isEqualTo("new");
    }

    @Test
    void anObjectThatIsNotCommittedLeavesNothing() throws IOException {
        try (NewObject object = store.create("a/object")) {
            object.write(bytes("half"));
        }
        assertThat(filesIn("a")).isEmpty();
    }

    @Test
    void removesWhatAKilledProcessLeftAndOnlyThat() throws Exception {
        Files.createDirectories(folder.resolve("lake/a"));
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HangingWriter.class.getName(),
                        folder.resolve("lake").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(writer.inputReader().readLine()).isEqualTo("writing");
        assertThat(filesIn("a")).hasSize(1);

        new LocalStore(folder.resolve("lake")).put("a/other", bytes("x"));
        assertThat(filesIn("a")).as("its writer lives").hasSize(2);

        writer.destroyForcibly().waitFor();
        try (NewObject own = store.create("a/mine")) {
            assertThat(filesIn("a")).as("only the dead one's is gone").hasSize(2);
            own.commit();
        }
        assertThat(filesIn("a")).containsExactly("mine", "other");
    }

    /** Begins an object and waits to be killed. */
    static final class HangingWriter {

        private HangingWriter() {}

        public static void main(String[] args) throws Exception {
            NewObject object = new LocalStore(Path.of(args[0])).create("a/object");
            object.write(new byte[100_000]);
            System.out.println("writing");
            Thread.sleep(600_000);
        }
    }

    @Test
    void ofManyWritersOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> create = () -> store.createIfAbsent("one", bytes("x"));
        List<Future<Boolean>> results = threads.invokeAll(List.of(create, create, create, create));
        threads.shutdown();
        int winners = 0;
        for (Future<Boolean> result : results) {
            winners += result.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
    }

    @Test
    void replacesOnlyWhatIsExpected() {
        assertThat(store.replaceIf("object", bytes("a"), bytes("b"))).isFalse();
        assertThat(store.read("object")).isEmpty();
        assertThat(store.replaceIf("object", null, bytes("a"))).isTrue();
        assertThat(store.replaceIf("object", null, bytes("b"))).isFalse();
        assertThat(store.replaceIf("object", bytes("x"), bytes("b"))).isFalse();
        assertThat(text("object")).isEqualTo("a");
        assertThat(store.replaceIf("object", bytes("a"), bytes("b"))).isTrue();
        assertThat(text("object")).isEqualTo("b");
    }

    @Test
    void listsByPrefixWithinNames() {
        for (String key : List.of("a/day=1/x", "a/day=12/x", "a/day=2/x", "b", "ab")) {
            store.put(key, bytes("x"));
        }
        assertThat(store.list("a/day=1")).containsExactly("a/day=1/x", "a/day=12/x");
        assertThat(store.list("a/day=1/")).containsExactly("a/day=1/x");
        assertThat(store.list("a")).containsExactly("a/day=1/x", "a/day=12/x", "a/day=2/x", "ab");
        assertThat(store.list("")).hasSize(5);
        assertThat(store.list("none/")).isEmpty();
        store.delete("b");
        store.delete("b");
        assertThat(store.read("b")).isEmpty();
    }

    @Test
    void readsAtAnyPosition() throws IOException {
        store.put("object", bytes("0123456789"));
        try (SeekableSource source = store.openSeekable("object")) {
            byte[] target = new byte[4];
            assertThat(source.size()).isEqualTo(10);
            assertThat(source.read(7, target, 0, 4)).isEqualTo(3);
            assertThat(new String(target, 0, 3, StandardCharsets.UTF_8)).isEqualTo("789");
            assertThat(source.read(10, target, 0, 4)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", ".a", "a/.b"})
    void refusesKeysThatLeaveTheStoreOrAreHidden(String key) {
        assertThatThrownBy(() -> store.put(key, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichFileFailsAndWhatToDo() throws IOException {
        store.put("a/object", bytes("x"));
        Files.createFile(folder.resolve("lake/blocked"));

        assertThatThrownBy(() -> store.put("blocked/object", bytes("x")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("blocked/object")
                .hasMessageContaining("free space");
        assertThatThrownBy(() -> store.open("absent")).hasMessageContaining("absent");
        assertThatThrownBy(() -> store.put("a", bytes("x"))).isInstanceOf(UncheckedIOException.class);
        assertThat(store.list("")).containsExactly("a/object", "blocked");
    }

    private List<String> filesIn(String name) throws IOException {
        try (var files = Files.list(folder.resolve("lake").resolve(name))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private String text(String key) {
        return new String(store.read(key).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

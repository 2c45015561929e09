package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends ObjectStoreContract {

    @TempDir
    Path folder;

    private LocalStore store;

    @BeforeEach
    void openStore() {
        store = new LocalStore(folder.resolve("lake"));
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void anObjectThatIsNotCommittedLeavesNoFile() throws IOException {
        try (NewObject object = store.create("a/object")) {
            object.write(bytes("half"));
        }
        assertThat(filesIn("a")).isEmpty();
    }

    @Test
    void whatAKilledWriterLeftGoesAlsoWhereNobodyWritesAgain() throws IOException {
        store.put("raw/a/object", bytes("Anna"));
        Path left = Files.write(folder.resolve("lake/raw/a/.object.1.tmp"), bytes("An"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.parse("2026-08-20T00:00:00Z")));
        store.removeLeftovers(Instant.parse("2026-08-19T00:00:00Z"));
        assertThat(left).exists();
        try (NewObject object = store.create("raw/b/object")) {
            object.write(bytes("half"));
            object.flush();
            store.removeLeftovers(Instant.now().plusSeconds(3600));
            object.commit();
        }
        assertThat(left).doesNotExist();
        assertThat(store.list("raw/")).containsExactly("raw/a/object", "raw/b/object");
    }

    /** Many work on the machines of a scientific computing environment, and names are for few of them. */
    @Test
    void foldersOfNamesAreClosedToOthers() throws IOException {
        store.put("raw/source=hr/part", bytes("Anna"));
        store.put("identified/_state/hr/day", bytes("Anna"));
        store.put("curated/fact/day", bytes("numbers"));
        assertThat(others("raw")).isEmpty();
        assertThat(others("identified")).isEmpty();
        assertThat(others("curated")).isEqualTo(others(""));
    }

    private List<PosixFilePermission> others(String of) throws IOException {
        return Files.getPosixFilePermissions(folder.resolve("lake").resolve(of)).stream()
                .filter(permission -> permission.name().startsWith("OTHERS"))
                .sorted()
                .toList();
    }

    @Test
    void aFolderThatIsThereStaysAsItsOwnerWantsIt() throws IOException {
        Path raw = Files.createDirectories(folder.resolve("lake/raw"));
        Files.setPosixFilePermissions(raw, PosixFilePermissions.fromString("rwxr-xr-x"));
        store.put("raw/source=hr/part", bytes("Anna"));
        assertThat(others("raw")).hasSize(2);
    }

    /** Room on the disk is of no help to whoever lost a file. */
    @Test
    void whatHasGoneIsToBeBroughtBack() {
        assertThatThrownBy(() -> store.open("raw/gone"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(
                        "raw/gone: there is no such file; run again, and if it is still missing bring it");
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
    void aFolderThatIsALinkIsListed() throws IOException {
        store.put("a/object", bytes("x"));
        store.put("a/b/object", bytes("x"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("lake"));
        LocalStore linked = new LocalStore(folder.resolve("link"));
        assertThat(linked.list("")).containsExactly("a/b/object", "a/object");
        assertThat(linked.list("a/o")).containsExactly("a/object");
        Files.move(folder.resolve("lake/a"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("lake/a"), folder.resolve("elsewhere"));
        assertThat(store.list("a/")).containsExactly("a/b/object", "a/object");
        assertThat(store.list("a/b/")).containsExactly("a/b/object");
    }

    @Test
    void saysWhichFileFailsAndWhatToDo() throws IOException {
        store.put("a/object", bytes("x"));
        Files.createFile(folder.resolve("lake/blocked"));

        assertThatThrownBy(() -> store.put("blocked/object", bytes("x")))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("blocked/object")
                .hasMessageContaining("set another folder");
        assertThatThrownBy(() -> store.open("absent")).hasMessageContaining("absent");
        assertThatThrownBy(() -> store.put("a", bytes("x"))).isInstanceOf(UncheckedIOException.class);
        assertThat(store.list("")).containsExactly("a/object", "blocked");
    }

    /** A scheduler that tries again would do so for ever. */
    @Test
    void whatOnlyAPersonCanPutRightIsARefusal() {
        Path file = folder.resolve("lake/raw/x");
        assertThat(StoreFault.of("write", file, new AccessDeniedException(file.toString())))
                .isInstanceOf(StoreRefused.class)
                .hasMessage("cannot write " + file + ": permission denied; let the user who runs this read and write"
                        + " there, or set another folder");
        assertThat(StoreFault.of("lock", file, new FileSystemException("x", null, "Read-only file system")))
                .isInstanceOf(StoreRefused.class);
        assertThat(StoreFault.of("write", file, new IOException("No space left on device")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("free space on that disk");
    }

    private List<String> filesIn(String name) throws IOException {
        try (var files = Files.list(folder.resolve("lake").resolve(name))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}

package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.FactSample;
import org.scewarehouse.model.TableSpec;

/** Stops the lake's writers at every change they make to the store: the old truth, the new one or none, never half. */
class LakeCrashTest {

    private static final List<TableSpec<?>> TABLES =
            List.of(TableSpec.of(DimSample.class), TableSpec.of(FactSample.class));
    private static final LocalDate DAY = FactSample.DAY;
    private static final Instant FETCHED = Instant.parse("2026-03-02T03:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aCuratedDayIsWholeOrNotBuilt() throws IOException {
        build(new LocalStore(folder.resolve("new")), 20, inputs("new"));
        Map<String, String> wanted = files(folder.resolve("new"));
        boolean isDone = false;
        for (int changes = 0; !isDone; changes++) {
            Path lake = folder.resolve("lake" + changes);
            LocalStore store = new LocalStore(lake);
            build(store, 10, inputs("old"));
            Map<String, String> old = files(lake);
            try {
                build(new FailingStore(store, changes), 20, inputs("new"));
                isDone = true;
            } catch (FailingStore.Failed e) {
                CuratedZone zone = zone(store);
                boolean isOld = zone.isBuilt("test", DAY, inputs("old"));
                boolean isNew = zone.isBuilt("test", DAY, inputs("new"));
                assertThat(isNew).as("after %d changes", changes).isFalse();
                assertThat(isOld).isEqualTo(files(lake).equals(old));
                assertThat(isOld || zone.manifest("test", DAY).isEmpty()).isTrue();
                build(store, 20, inputs("new"));
            }
            assertThat(files(lake)).as("after %d changes", changes).isEqualTo(wanted);
            assertThat(changes).isLessThan(100);
        }
    }

    @Test
    void rawGoesOnFromAnyPlace() throws IOException {
        extract(new LocalStore(folder.resolve("whole")), 1);
        String wanted = new RawZone(new LocalStore(folder.resolve("whole")))
                .current("s", DAY)
                .orElseThrow()
                .sha256();
        boolean isDone = false;
        for (int changes = 0; !isDone; changes++) {
            LocalStore store = new LocalStore(folder.resolve("lake" + changes));
            try {
                extract(new FailingStore(store, changes), 1);
                isDone = true;
            } catch (FailingStore.Failed e) {
                assertThat(new RawZone(store).current("s", DAY)).isEmpty();
                extract(store, 1);
            }
            assertThat(new RawZone(store).current("s", DAY).orElseThrow().sha256())
                    .as("after %d changes", changes)
                    .isEqualTo(wanted);
            assertThat(changes).isLessThan(100);
        }
    }

    private CuratedZone zone(ObjectStore store) {
        return new CuratedZone(store, folder.resolve("temp"), 1 << 16);
    }

    private void build(ObjectStore store, int rows, Manifest.Inputs inputs) {
        try (CuratedZone.Writer writer = zone(store).writer("test", DAY, TABLES)) {
            for (int i = 0; i < rows; i++) {
                writer.add(FactSample.full(i));
                writer.add(new DimSample("kind", i, "label"));
            }
            writer.commit(inputs);
        }
    }

    private static void extract(ObjectStore store, int attempt) throws IOException {
        RawZone zone = new RawZone(store);
        for (String endpoint : List.of("e", "f")) {
            RawZone.Writer writer = zone.writer("s", endpoint, DAY, attempt);
            for (String request : writer.isComplete() ? List.<String>of() : List.of("one", "two")) {
                if (!writer.has(request)) {
                    try (RawZone.Part part = writer.part(request, "jsonl")) {
                        part.output().write((endpoint + request).getBytes(StandardCharsets.UTF_8));
                        part.commit(1, Map.of());
                    }
                }
            }
            if (!writer.isComplete()) {
                writer.complete(Instant.EPOCH, FETCHED, FETCHED, "1.0");
            }
        }
        zone.makeCurrent("s", DAY, Map.of("e", attempt, "f", attempt));
    }

    private static Manifest.Inputs inputs(String raw) {
        return new Manifest.Inputs(raw, "settings", null, "1.0", 1);
    }

    /** Every file that a reader may see, with the SHA-256 of its content. */
    private static Map<String, String> files(Path lake) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(lake)) {
            paths.filter(Files::isRegularFile)
                    .filter(p -> !p.getFileName().toString().equals(".lock"))
                    .forEach(p -> files.put(lake.relativize(p).toString(), sha256(p)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

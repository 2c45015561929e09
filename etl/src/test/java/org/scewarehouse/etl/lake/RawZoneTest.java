package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.PassingConflict;

class RawZoneTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final Instant FROM = Instant.parse("2026-08-19T22:00:00Z");
    private static final Instant TO = Instant.parse("2026-08-21T02:00:00Z");
    private static final Instant FETCHED = Instant.parse("2026-08-21T03:00:00Z");

    @TempDir
    Path folder;

    private RawZone zone;

    @BeforeEach
    void openZone() {
        zone = new RawZone(new LocalStore(folder));
    }

    @Test
    void keepsAnswersAsGivenUnderTheDocumentedNames() throws IOException {
        RawZone.Writer writer = zone.writer("gitlab", "projects", DAY, 1);
        write(writer, "page=2", "b\n");
        write(writer, "page=1", "a\n".repeat(100_000));
        writer.warn("slow");
        writer.dropped("too large", 3);
        writer.complete(FROM, TO, FETCHED, "1.0");
        zone.makeCurrent("gitlab", DAY, Map.of("projects", 1));

        Path attempt = folder.resolve("raw/source=gitlab/endpoint=projects/day=2026-08-20/attempt=0001");
        try (var files = Files.list(attempt)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "part-00000.jsonl.zst",
                            "part-00000.json",
                            "part-00001.jsonl.zst",
                            "part-00001.json",
                            "_complete.json");
        }
        assertThat(folder.resolve("raw/source=gitlab/day=2026-08-20/_current.json"))
                .exists();
        RawZone.Reader reader = zone.current("gitlab", DAY).orElseThrow();
        assertThat(reader.endpoints()).containsExactly("projects");
        assertThat(reader.parts("projects"))
                .extracting(RawZone.PartFile::request)
                .containsExactly("page=1", "page=2");
        assertThat(text(reader.parts("projects").get(0))).isEqualTo("a\n".repeat(100_000));
        assertThat(text(reader.parts("projects").get(1))).isEqualTo("b\n");
        Completion completion = reader.completion("projects");
        assertThat(completion.records()).isEqualTo(2);
        assertThat(completion.bytes()).isLessThan(1_000).isPositive();
        assertThat(completion.windowFrom()).isEqualTo(FROM);
        assertThat(completion.warnings()).containsExactly("slow", "warned: page=1", "warned: page=2");
        assertThat(completion.dropped()).isEqualTo(Map.of("too large", 3L, "no id", 2L));
        assertThat(completion.parts().get(0).attributes()).isEqualTo(Map.of("encoding", "json"));
    }

    @Test
    void anEmptyEndpointIsCompleteAndStatedSo() throws IOException {
        zone.writer("s", "nothing", DAY, 1).complete(FROM, TO, FETCHED, "1.0");
        RawZone.Writer none = zone.writer("s", "asked", DAY, 1);
        try (RawZone.Part part = none.part("metric", "frames")) {
            part.commit(0, Map.of());
        }
        none.complete(FROM, TO, FETCHED, "1.0");
        zone.makeCurrent("s", DAY, Map.of("nothing", 1, "asked", 1));

        RawZone.Reader reader = zone.current("s", DAY).orElseThrow();
        assertThat(reader.endpoints()).containsExactly("asked", "nothing");
        assertThat(reader.parts("nothing")).isEmpty();
        assertThat(reader.parts("unheard of")).isEmpty();
        assertThat(text(reader.parts("asked").get(0))).isEmpty();
    }

    @Test
    void goesOnWhereAKilledProcessStopped() throws IOException {
        RawZone.Writer killed = zone.writer("s", "e", DAY, 1);
        write(killed, "first", "1");
        killed.part("second", "jsonl").output().write(65); // never closed
        Path attempt = folder.resolve("raw/source=s/endpoint=e/day=2026-08-20/attempt=0001");
        // Killed between the part and its sidecar:
        Files.write(attempt.resolve("part-00007.jsonl.zst"), new byte[] {1, 2, 3});
        assertThat(zone.isComplete("s", "e", DAY, 1)).isFalse();
        assertThatThrownBy(() -> zone.makeCurrent("s", DAY, Map.of("e", 1)))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("attempt 1 is not complete");

        RawZone.Writer writer = zone.writer("s", "e", DAY, 1);
        assertThat(attempt.resolve("part-00007.jsonl.zst")).doesNotExist();
        assertThat(writer.has("first")).isTrue();
        assertThat(writer.has("second")).isFalse();
        assertThatThrownBy(() -> writer.part("first", "jsonl")).isInstanceOf(IllegalStateException.class);
        write(writer, "second", "2");
        writer.complete(FROM, TO, FETCHED, "1.0");
        zone.makeCurrent("s", DAY, Map.of("e", 1));

        RawZone.Reader reader = zone.current("s", DAY).orElseThrow();
        assertThat(reader.parts("e")).hasSize(2);
        assertThat(reader.completion("e").warnings()).as("kept over the kill").contains("warned: first");
        RawZone.Writer again = zone.writer("s", "e", DAY, 1);
        assertThat(again.isComplete()).isTrue();
        assertThatThrownBy(() -> again.part("third", "jsonl")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoGoesOnWritesOverNoPartThatIsKept() throws IOException {
        RawZone.Writer killed = zone.writer("s", "e", DAY, 1);
        write(killed, "a", "1");
        killed.part("b", "jsonl").output().write(65); // never closed
        write(killed, "c", "3");

        RawZone.Writer writer = zone.writer("s", "e", DAY, 1);
        write(writer, "b", "2");
        write(writer, "d", "4");
        writer.complete(FROM, TO, FETCHED, "1.0");
        zone.makeCurrent("s", DAY, Map.of("e", 1));
        List<String> answers = new ArrayList<>();
        for (RawZone.PartFile part : zone.current("s", DAY).orElseThrow().parts("e")) {
            answers.add(part.request() + text(part));
        }
        assertThat(answers).containsExactly("a1", "b2", "c3", "d4");
    }

    @Test
    void whatIsInForceOfTheLastDayIsFoundAsFarBackAsAskedAndOnlyWithAllEndpoints() throws IOException {
        RawZone.Writer earlier = zone.writer("s", "e", DAY.minusDays(2), 1);
        write(earlier, "all", "before");
        earlier.complete(FROM, TO, FETCHED, "1.0");
        zone.makeCurrent("s", DAY.minusDays(2), Map.of("e", 1));
        zone.writer("s", "f", DAY.minusDays(1), 1).complete(FROM, TO, FETCHED, "1.0");
        zone.makeCurrent("s", DAY.minusDays(1), Map.of("f", 1));
        attempt("e", 1, "of the day itself");
        zone.makeCurrent("s", DAY, Map.of("e", 1));

        RawZone.Writer writer = zone.writer("s", "e", DAY, 2);
        assertThat(writer.earlier(1, List.of("e"))).isEmpty();
        RawZone.Reader found = writer.earlier(2, List.of("e")).orElseThrow();
        assertThat(text(found.parts("e").get(0))).isEqualTo("before");
        assertThat(writer.earlier(9, List.of("e", "f"))).isEmpty();

        Files.writeString(folder.resolve("raw/source=s/day=2026-08-19/_current.json"), "{\"torn");
        assertThat(writer.earlier(2, List.of("e"))).as("past what is damaged").isPresent();
    }

    @Test
    void twoThatPutEndpointsInForceAtOnceLoseNeither() throws IOException {
        attempt("e", 1, "e1");
        attempt("f", 1, "f1");
        ObjectStore meeting = WatchedStore.once(
                new LocalStore(folder),
                (method, key) -> method.equals("replaceIf") && key.endsWith("_current.json"),
                () -> zone.makeCurrent("s", DAY, Map.of("f", 1)));
        new RawZone(meeting).makeCurrent("s", DAY, Map.of("e", 1));
        assertThat(zone.current("s", DAY).orElseThrow().endpoints()).containsExactly("e", "f");
    }

    @Test
    void anEndpointThatIsNotAskedAgainKeepsItsAttempt() throws IOException {
        attempt("e", 1, "e1");
        attempt("f", 1, "f1");
        zone.makeCurrent("s", DAY, Map.of("e", 1, "f", 1));
        RawZone.Reader before = zone.current("s", DAY).orElseThrow();
        assertThat(zone.nextAttempt("s", "e", DAY)).isEqualTo(2);
        attempt("e", 2, "e2");
        assertThat(zone.nextAttempt("s", "e", DAY)).isEqualTo(3);
        assertThat(zone.nextAttempt("s", "other", DAY)).isEqualTo(1);

        assertThat(zone.claimNextAttempt("s", DAY, List.of("other", "e"))).isEqualTo(3);
        assertThat(zone.claimNextAttempt("s", DAY, List.of("other", "e"))).isEqualTo(4);
        assertThat(zone.nextAttempt("s", "other", DAY)).isEqualTo(5);
        assertThat(zone.isComplete("s", "other", DAY, 4)).isFalse();
        zone.makeCurrent("s", DAY, Map.of("e", 2));

        RawZone.Reader after = zone.current("s", DAY).orElseThrow();
        assertThat(text(after.parts("e").get(0))).isEqualTo("e2");
        assertThat(text(after.parts("f").get(0))).isEqualTo("f1");
        assertThat(text(before.parts("e").get(0))).as("still readable").isEqualTo("e1");
        assertThat(zone.deleteReplaced("s", DAY, FETCHED)).isZero();
        assertThat(zone.deleteReplaced("s", DAY, FETCHED.plusSeconds(1))).isEqualTo(1);
        assertThat(zone.isComplete("s", "e", DAY, 1)).isFalse();
        assertThat(zone.isComplete("s", "e", DAY, 2)).isTrue();
        assertThat(zone.isComplete("s", "f", DAY, 1)).isTrue();
    }

    /** Else an old day that is asked for again by mistake loses its answers with the same run. */
    @Test
    void theAgeOfWhatIsReplacedCountsFromItsReplacement() throws IOException {
        attempt("e", 1, "good", FETCHED.minus(Duration.ofDays(100)));
        attempt("e", 2, "mistaken", FETCHED);
        attempt("e", 3, "good again", FETCHED.plus(Duration.ofDays(5)));
        zone.makeCurrent("s", DAY, Map.of("e", 3));
        assertThat(zone.deleteReplaced("s", DAY, FETCHED)).isZero();
        assertThat(zone.deleteReplaced("s", DAY, FETCHED.plusSeconds(1))).isEqualTo(1);
        assertThat(zone.isComplete("s", "e", DAY, 1)).isFalse();
        assertThat(zone.isComplete("s", "e", DAY, 2)).isTrue();
        assertThat(zone.deleteReplaced("s", DAY, FETCHED.plus(Duration.ofDays(6))))
                .isEqualTo(1);
        assertThat(zone.isComplete("s", "e", DAY, 2)).isFalse();
        assertThat(zone.isComplete("s", "e", DAY, 3)).isTrue();
    }

    @Test
    void whatIsReplacedOrRemovedWhileItIsReadIsReadAgain() throws IOException {
        attempt("e", 1, "old");
        zone.makeCurrent("s", DAY, Map.of("e", 1));
        attempt("e", 2, "new");
        RawZone.Reader replaced = readWhile(() -> {
                    zone.makeCurrent("s", DAY, Map.of("e", 2));
                    zone.deleteReplaced("s", DAY, FETCHED.plusSeconds(1));
                })
                .orElseThrow();
        assertThat(text(replaced.parts("e").get(0))).isEqualTo("new");
        assertThat(readWhile(() -> new RemovedRaw(new LocalStore(folder)).remove("s", DAY, DAY, List.of("e"))))
                .isEmpty();

        attempt("e", 3, "newest");
        zone.makeCurrent("s", DAY, Map.of("e", 3));
        Files.delete(folder.resolve("raw/source=s/endpoint=e/day=2026-08-20/attempt=0003/_complete.json"));
        assertThatThrownBy(() -> zone.current("s", DAY))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("attempt 3 is not complete");
    }

    @Test
    void whatAnEndpointThatWasNeverThroughHasLeftIsRemovedToo() throws IOException {
        attempt("e", 1, "answer");
        zone.makeCurrent("s", DAY, Map.of("e", 1));
        try (RawZone.Part part = zone.writer("s", "people", DAY, 1).part("page 1", "jsonl")) {
            part.commit(1, Map.of());
        }
        LocalStore store = new LocalStore(folder);
        new RemovedRaw(store).remove("s", DAY, DAY, List.of("e", "people"));
        assertThat(store.list("raw/")).containsExactly("raw/source=s/day=2026-08-20/_removed.json");
    }

    @Test
    void whatIsRemovedWhileItIsCountedIsNotCounted() throws IOException {
        attempt("e", 1, "old");
        zone.makeCurrent("s", DAY, Map.of("e", 1));
        ObjectStore watched = storeWhere(
                "part-00000.json", () -> new RemovedRaw(new LocalStore(folder)).remove("s", DAY, DAY, List.of("e")));
        assertThat(new RawRewrite(watched, RawFilter.NONE).count(new RawRewrite.Place("s", "e", DAY)))
                .isZero();
    }

    /** Reads what is in force while another process does something, once it is known which attempt that is. */
    private Optional<RawZone.Reader> readWhile(Runnable other) {
        return new RawZone(storeWhere("_complete.json", other)).current("s", DAY);
    }

    /** The store, where something happens just before the first call for an object of that name. */
    private ObjectStore storeWhere(String name, Runnable other) {
        return WatchedStore.once(new LocalStore(folder), (method, key) -> key.endsWith(name), other);
    }

    @Test
    void ofTwoProcessesThatWriteOneAttemptTheSecondIsToldToRunAgain() {
        RawZone.Writer first = zone.writer("s", "e", DAY, 1);
        RawZone.Writer second = zone.writer("s", "e", DAY, 1);
        first.complete(FROM, TO, FETCHED, "1.0");
        assertThatThrownBy(() -> second.complete(FROM, TO, FETCHED, "1.0"))
                .isInstanceOf(PassingConflict.class)
                .hasMessageContaining("run again");
    }

    @Test
    void theSameAnswersHaveTheSameSha256WheneverTheyWereFetched() throws IOException {
        RawZone.Writer first = zone.writer("s", "e", DAY, 1);
        write(first, "x", "1");
        write(first, "y", "2");
        first.complete(FROM, TO, FETCHED, "1.0");
        RawZone.Writer second = zone.writer("s", "e", DAY, 2);
        write(second, "y", "2");
        write(second, "x", "1");
        second.complete(FROM, TO, FETCHED.plusSeconds(9), "1.1");
        RawZone.Writer third = zone.writer("s", "e", DAY, 3);
        write(third, "y", "2");
        write(third, "x", "3");
        third.complete(FROM, TO, FETCHED, "1.0");

        String one = sha256OfAttempt(1);
        assertThat(sha256OfAttempt(2)).isEqualTo(one);
        assertThat(sha256OfAttempt(3)).isNotEqualTo(one);
    }

    @Test
    void detectsEveryFlippedByteAndEveryCut() throws IOException {
        attempt("e", 1, "some answer that is long enough to have a body: " + "abcdefghij".repeat(20));
        zone.makeCurrent("s", DAY, Map.of("e", 1));
        RawZone.PartFile part = zone.current("s", DAY).orElseThrow().parts("e").get(0);
        Path file = folder.resolve(part.key());
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= 4;
            Files.write(file, flipped);
            assertThatThrownBy(() -> text(part)).as("byte %d", i).isInstanceOf(DataRejected.class);
            Files.write(file, Arrays.copyOf(good, i));
            assertThatThrownBy(() -> text(part)).as("length %d", i).isInstanceOf(DataRejected.class);
        }
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertThatThrownBy(() -> text(part))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining(part.key())
                .hasMessageContaining(part.sha256());
        Files.write(file, good);
        assertThat(text(part)).startsWith("some answer");
    }

    @Test
    void saysWhichOfItsFilesIsDamaged() throws IOException {
        attempt("e", 1, "x");
        zone.makeCurrent("s", DAY, Map.of("e", 1));
        Path current = folder.resolve("raw/source=s/day=2026-08-20/_current.json");
        Files.writeString(current, "{\"source\": \"s");

        assertThatThrownBy(() -> zone.current("s", DAY))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("_current.json");
    }

    private void attempt(String endpoint, int attempt, String answer) throws IOException {
        attempt(endpoint, attempt, answer, FETCHED);
    }

    private void attempt(String endpoint, int attempt, String answer, Instant fetchedAt) throws IOException {
        RawZone.Writer writer = zone.writer("s", endpoint, DAY, attempt);
        write(writer, "all", answer);
        writer.complete(FROM, TO, fetchedAt, "1.0");
    }

    private static void write(RawZone.Writer writer, String request, String answer) throws IOException {
        try (RawZone.Part part = writer.part(request, "jsonl")) {
            part.output().write(answer.getBytes(StandardCharsets.UTF_8));
            part.warn("warned: " + request);
            part.dropped("no id", 1);
            part.commit(1, Map.of("encoding", "json"));
        }
    }

    private String sha256OfAttempt(int attempt) {
        zone.makeCurrent("s", DAY, Map.of("e", attempt));
        return zone.current("s", DAY).orElseThrow().sha256();
    }

    private static String text(RawZone.PartFile part) throws IOException {
        try (InputStream input = part.open()) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rewriting an answer leaves as it was. */
class RawRewriteTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final Instant NOON = Instant.parse("2026-08-21T12:00:00Z");

    @Test
    void thatAShrinkWasAcceptedStaysWhereAnotherAnswerOfTheDayIsRewritten(@TempDir Path folder) throws IOException {
        RawZone zone = new RawZone(new LocalStore(folder));
        for (String endpoint : List.of("members", "projects")) {
            RawZone.Writer writer = zone.writer("s", endpoint, DAY, 1);
            try (RawZone.Part part = writer.part("page=1", "jsonl")) {
                part.output().write("anna\n".getBytes(StandardCharsets.UTF_8));
                part.commit(1, Map.of());
            }
            writer.complete(NOON, NOON, NOON, "1.0");
        }
        AcceptedShrink.keep(zone, zone.completion("s", "projects", DAY, 1).orElseThrow());
        zone.makeCurrent("s", DAY, Map.of("members", 1, "projects", 1, AcceptedShrink.ENDPOINT, 1));
        RawRewrite rewrite = new RawRewrite(new LocalStore(folder), (source, day) -> new Upper());
        for (String endpoint : List.of("members", "projects")) {
            assertThat(rewrite.rewrite(new RawRewrite.Place("s", endpoint, DAY), Optional.of("projects")))
                    .isTrue();
            RawZone.Reader inForce = zone.current("s", DAY).orElseThrow();
            assertThat(inForce.completion(endpoint).attempt()).isEqualTo(2);
            assertThat(AcceptedShrink.isGiven(inForce, "projects")).as(endpoint).isTrue();
        }
    }

    /** Writes everything in capitals. */
    private static final class Upper implements RawFilter.Changes {

        @Override
        public OutputStream stream(String format, OutputStream target) {
            return new FilterOutputStream(target) {
                @Override
                public void write(int b) throws IOException {
                    super.write(Character.toUpperCase(b));
                }

                @Override
                public void close() throws IOException {
                    flush();
                }
            };
        }

        @Override
        public String text(String text) {
            return text;
        }
    }
}

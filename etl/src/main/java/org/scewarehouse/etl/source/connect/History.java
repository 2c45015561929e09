package org.scewarehouse.etl.source.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.model.Day;

/**
 * Records that the server gives by item or as one log and not by day. They are asked for once in a run, put on disk by
 * day, and each source-day takes its own.
 */
final class History {

    private final InstantSource clock;
    private final Path folder;
    private final Map<String, Spooled> spools = new ConcurrentHashMap<>();

    /** Records of the day and of all later ones. */
    private record Spooled(Day from, AskedOnce<DaySpool> spool) {}

    /** @param folder where records lie until the run ends */
    History(InstantSource clock, Path folder) {
        this.clock = clock;
        this.folder = folder;
    }

    /** A record as kept, with the instant that decides on its day. */
    @SuppressWarnings("ArrayRecordComponent") // lines are handed on and never compared
    record Line(Instant at, byte[] json) {}

    /**
     * Writes the day's records as a part.
     *
     * @param request name of the part, and of what is asked for
     * @param question gives all records of all days from this one on, and no earlier ones, and returns how many items
     *     had gone; days are best written oldest first
     */
    void write(Day day, RawZone.Writer raw, String request, String of, ToLongFunction<Consumer<Line>> question) {
        if (!raw.has(request)) {
            Spooled spooled = spools.compute(
                    request,
                    (key, known) -> known != null && known.from.compareTo(day) <= 0
                            ? known
                            : new Spooled(day, new AskedOnce<>(clock, () -> fill(day, question))));
            DaySpool spool = spooled.spool.after(day.to());
            RawLines.write(raw, request, of, lines -> {
                lines.add(spool, day.date());
                lines.dropped("item gone before its " + of + " were asked for", spool.gone());
            });
        }
    }

    private DaySpool fill(Day from, ToLongFunction<Consumer<Line>> question) {
        DaySpool spool = new DaySpool(folder);
        try {
            spool.setGone(
                    question.applyAsLong(line -> spool.add(LocalDate.ofInstant(line.at(), from.zone()), line.json())));
            spool.seal();
            return spool;
        } catch (RuntimeException e) {
            close(List.of(spool));
            throw e;
        }
    }

    private static void close(List<DaySpool> spools) {
        for (DaySpool spool : spools) {
            try {
                spool.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

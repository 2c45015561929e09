package org.scewarehouse.etl.source.answers;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.model.Day;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records that the server gives by item or as one log and not by day. They are asked for once in a run, put on disk by
 * day, and each source-day takes its own.
 */
public final class History {

    private static final JsonMapper JSON = new JsonMapper();

    private final InstantSource clock;
    private final Path folder;
    private final Map<String, Spooled> spools = new ConcurrentHashMap<>();

    /** Records of the day and of all later ones. */
    private record Spooled(Day from, AskedOnce<DaySpool> spool) {}

    /** @param folder where records lie until the run ends */
    public History(InstantSource clock, Path folder) {
        this.clock = clock;
        this.folder = folder;
    }

    /** A record as kept, with the instant that decides on its day. */
    @SuppressWarnings("ArrayRecordComponent") // lines are handed on and never compared
    public record Line(Instant at, byte[] json) {}

    /** Takes records as they are asked for, each with the instant that decides on its day. */
    public static final class Taker {

        private final Day from;
        private final DaySpool spool;

        private Taker(Day from, DaySpool spool) {
            this.from = from;
            this.spool = spool;
        }

        /** Takes one that is written already. */
        public void take(Line line) {
            if (!line.at().isBefore(from.from())) {
                add(line.at(), "", line.json());
            }
        }

        /** Takes one; null = of no day yet. What is kept of it is asked for where its day is wanted. */
        public void take(@Nullable Instant at, Supplier<ObjectNode> kept) {
            take(at, "", kept);
        }

        /**
         * As {@link #take(Instant, Supplier)}, from any thread.
         *
         * @param order records of a day are kept in this order, in whichever they come
         */
        public void take(@Nullable Instant at, String order, Supplier<ObjectNode> kept) {
            if (at != null && !at.isBefore(from.from())) {
                add(at, order, JSON.writeValueAsBytes(kept.get()));
            }
        }

        /** As {@link #take(Instant, String, Supplier)}, of a line that is made where its day is wanted. */
        public void takeLine(Instant at, String order, Supplier<byte[]> line) {
            if (!at.isBefore(from.from())) {
                add(at, order, line.get());
            }
        }

        private void add(Instant at, String order, byte[] line) {
            synchronized (spool) {
                spool.add(LocalDate.ofInstant(at, from.zone()), order, line);
            }
        }

        /** Counts what is left out on purpose; every day of the run states it. */
        public void dropped(String reason, long count) {
            if (count > 0) {
                synchronized (spool) {
                    spool.dropped(reason, count);
                }
            }
        }
    }

    /**
     * Writes the day's records as a part.
     *
     * @param request name of the part, and of what is asked for
     * @param question gives all records of all days from this one on; days are
     *     best written oldest first
     */
    public void write(Day day, RawZone.Writer raw, String request, String of, Consumer<Taker> question) {
        if (!raw.has(request)) {
            Spooled spooled = spools.compute(
                    request,
                    (key, known) -> known != null && known.from.compareTo(day) <= 0
                            ? known
                            : new Spooled(day, new AskedOnce<>(clock, () -> fill(day, question))));
            DaySpool spool = spooled.spool.after(day.to());
            RawLines.write(raw, request, of, lines -> {
                lines.add(spool, day.date());
                spool.dropped().forEach(lines::dropped);
            });
        }
    }

    private DaySpool fill(Day from, Consumer<Taker> question) {
        DaySpool spool = new DaySpool(folder);
        try {
            question.accept(new Taker(from, spool));
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

package org.scewarehouse.etl.lake;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a source carries from day to day, such as the last size of a volume that nobody mounts:
 * {@code identified/_state/SOURCE/day=D/state}. It may hold names and logins and therefore lies with identified data.
 * The state of a day is made by its transform, of its raw and of the state of the last earlier day.
 */
public final class StateZone {

    private final ObjectStore store;

    /** The states in this store. */
    public StateZone(ObjectStore store) {
        this.store = store;
    }

    /** A state as it was kept. */
    public static final class State {
        private final LocalDate day;
        private final byte[] content;

        private State(LocalDate day, byte[] content) {
            this.day = day;
            this.content = content;
        }

        /** The day whose transform made it. */
        public LocalDate day() {
            return day;
        }

        /** Its bytes, which the caller does not change. */
        public byte[] content() {
            return content;
        }

        /** SHA-256 of its bytes, for {@link Manifest.Inputs#stateSha256}. */
        public String sha256() {
            return Sha256.of(content);
        }
    }

    /** The source's state of the last day before that one of which there is one. */
    public Optional<State> before(String source, LocalDate day) {
        return days(source).stream()
                .filter(kept -> kept.isBefore(day))
                .max(LocalDate::compareTo)
                .flatMap(last -> store.read(key(source, last)).map(content -> new State(last, content)));
    }

    /** The days of which the source's state is kept, in no particular order. */
    public List<LocalDate> days(String source) {
        String prefix = folder(source) + "day=";
        return store.list(prefix).stream()
                .map(key -> LocalDate.parse(key.substring(prefix.length(), key.lastIndexOf('/'))))
                .toList();
    }

    /** Keeps the state of a day; done before the day's manifest is written, so that a built day has its state. */
    public void keep(String source, LocalDate day, byte[] content) {
        store.put(key(source, day), content);
    }

    private static String folder(String source) {
        return "identified/_state/" + source + "/";
    }

    private static String key(String source, LocalDate day) {
        return folder(source) + "day=" + day + "/state";
    }
}

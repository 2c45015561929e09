package org.scewarehouse.etl.source.gitlab;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabSimulator;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;

/** Nights of a GitLab source against a simulated server, as the job does them, into a lake. */
public final class GitlabRig implements Closeable {

    /** Dimensions of these tests. */
    public static final Dimensions DIMENSIONS = new Dimensions("", new byte[32], Reference.none());

    private final Path folder;
    private ObjectStore store;
    private RawZone raw;
    private final GitlabSimulator simulator;
    private Instant now = Instant.EPOCH;

    /** A server with a world, and an empty lake. */
    public GitlabRig(Path folder, GitlabWorld world, GitlabOptions options) {
        this.folder = folder;
        this.store = new LocalStore(folder.resolve("lake"));
        this.raw = new RawZone(store);
        this.simulator = new GitlabSimulator(world, options, now);
    }

    GitlabSimulator simulator() {
        return simulator;
    }

    /** Goes on with another lake. */
    void use(ObjectStore lake) {
        store = lake;
        raw = new RawZone(lake);
    }

    RawZone raw() {
        return raw;
    }

    /** The source as it is at the present time, which another process would make anew. */
    public GitlabSource source() {
        return source(GitlabConnection.of(simulator.url(), GitlabOptions.TOKEN));
    }

    GitlabSource source(GitlabConnection connection) {
        Retry retry = new Retry(
                new Retry.Policy(5, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
                () -> now,
                time -> {},
                () -> 0);
        GitlabTransformSettings settings = new GitlabTransformSettings(Set.of("localhost", "pypi.example"));
        return new GitlabSource(
                new GitlabExtract(connection, () -> now, retry, time -> {}, store, folder.resolve("temp"), "test"),
                new GitlabTransform(settings, store, folder.resolve("sort"), 8 << 20),
                3);
    }

    /** Two in the night after a day. */
    Instant after(LocalDate day) {
        now = new Day(day, ZoneOffset.UTC).to().plus(Duration.ofHours(2));
        simulator.setNow(now);
        return now;
    }

    /** The night after a day: asks for all these days, oldest first, and builds them. */
    public void night(LocalDate day, List<LocalDate> asked) {
        after(day);
        night(source(), asked);
    }

    void night(GitlabSource source, List<LocalDate> asked) {
        for (LocalDate date : asked) {
            extract(source, new Day(date, ZoneOffset.UTC));
            build(source, new Day(date, ZoneOffset.UTC));
        }
    }

    /** Goes on with the attempt that was not completed. */
    void extract(GitlabSource source, Day day) {
        extract(source, day, endpoint -> {
            int next = raw.nextAttempt(source.name(), endpoint, day.date());
            boolean isOpen = next > 1 && !raw.isComplete(source.name(), endpoint, day.date(), next - 1);
            return isOpen ? next - 1 : next;
        });
    }

    /** Begins an attempt or goes on with it. */
    void extract(GitlabSource source, Day day, int attempt) {
        extract(source, day, endpoint -> attempt);
    }

    private void extract(GitlabSource source, Day day, ToIntFunction<String> attemptOf) {
        Map<String, Integer> attempts = new HashMap<>();
        for (Endpoint endpoint : source.endpoints()) {
            boolean isSnapshot = endpoint.kind() == Endpoint.Kind.SNAPSHOT;
            if (!isSnapshot || Duration.between(day.to(), now).compareTo(Duration.ofHours(12)) < 0) {
                int attempt = attemptOf.applyAsInt(endpoint.name());
                source.extract(
                        day, endpoint, raw.writer(source.name(), endpoint.name(), day.date(), attempt), Progress.NONE);
                attempts.put(endpoint.name(), attempt);
            }
        }
        raw.makeCurrent(source.name(), day.date(), attempts);
    }

    void build(GitlabSource source, Day day) {
        StateZone states = new StateZone(store);
        Optional<StateZone.State> earlier = states.before(source.name(), day.date());
        try (CuratedZone.Writer rows = zone().writer(source.name(), day.date(), source.tables())) {
            RawZone.Reader reader = raw.current(source.name(), day.date()).orElseThrow();
            byte[] state = source.transform(
                    day,
                    reader,
                    earlier.map(StateZone.State::content).orElse(new byte[0]),
                    DIMENSIONS,
                    rows,
                    Progress.NONE);
            states.keep(source.name(), day.date(), state);
            rows.commit(new Manifest.Inputs(reader.sha256(), "", null, "test", 1));
        }
    }

    /** The curated zone. */
    public CuratedZone zone() {
        return new CuratedZone(store, folder.resolve("curate"), 8 << 20);
    }

    /** Rows of a table and day. */
    public List<Map<String, String>> rows(LocalDate day, String table) {
        return CuratedText.rows(zone(), "gitlab", new Day(day, ZoneOffset.UTC), Warehouse.table(table));
    }

    /** Findings of a day, as text. */
    List<String> findings(LocalDate day) {
        return zone().manifest("gitlab", day).orElseThrow().findings().stream()
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        simulator.close();
    }
}

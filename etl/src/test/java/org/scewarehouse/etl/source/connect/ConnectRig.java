package org.scewarehouse.etl.source.connect;

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
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectSimulator;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;

/** Nights of a Connect source against a simulated server, as the job does them, into a lake. */
public final class ConnectRig implements Closeable {

    /** Dimensions of these tests. */
    public static final Dimensions DIMENSIONS = new Dimensions("", new byte[32], Reference.none());

    private final Path folder;
    private final LocalStore store;
    private final RawZone raw;
    private final ConnectSimulator simulator;
    private Instant now = Instant.EPOCH;
    private @Nullable Path chronicle;

    /** A server with a world, and an empty lake. */
    public ConnectRig(Path folder, ConnectWorld world, ConnectOptions options) {
        this.folder = folder;
        this.store = new LocalStore(folder.resolve("lake"));
        this.raw = new RawZone(store);
        this.simulator = new ConnectSimulator(world, options, now);
    }

    ConnectSimulator simulator() {
        return simulator;
    }

    /** Reads what Chronicle wrote there from now on, instead of asking the server. */
    void readChronicle(Path place) {
        chronicle = place;
    }

    /** The source as it is at the present time. */
    public ConnectSource source() {
        ConnectConnection connection = ConnectConnection.of(simulator.url(), ConnectOptions.ADMINISTRATOR_KEY)
                .withRequestsPerSecond(0);
        Retry retry = new Retry(
                new Retry.Policy(5, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
                () -> now,
                time -> {},
                () -> 0);
        ConnectTransformSettings settings = ConnectTransformSettings.defaults();
        ConnectInput input = chronicle == null
                ? new ConnectExtract(connection, () -> now, retry, folder.resolve("temp"), "test")
                : new ChronicleExtract(
                        new LocalStore(chronicle), chronicle.toString(), ZoneOffset.UTC, () -> now, "test");
        return new ConnectSource(input, new ConnectTransform(settings, folder.resolve("sort"), 8 << 20), settings, 3);
    }

    /** The night after a day: asks for all these days, oldest first, and builds them. */
    public void night(LocalDate day, List<LocalDate> asked) {
        now = new Day(day, ZoneOffset.UTC).to().plus(Duration.ofHours(2));
        simulator.setNow(now);
        ConnectSource source = source();
        for (LocalDate date : asked) {
            extract(source, new Day(date, ZoneOffset.UTC));
            build(source, new Day(date, ZoneOffset.UTC));
        }
    }

    private void extract(ConnectSource source, Day day) {
        Map<String, Integer> attempts = new HashMap<>();
        for (Endpoint endpoint : source.endpoints()) {
            boolean isSnapshot = endpoint.kind() == Endpoint.Kind.SNAPSHOT;
            if (!isSnapshot || Duration.between(day.to(), now).compareTo(Duration.ofHours(12)) < 0) {
                int attempt = raw.nextAttempt(source.name(), endpoint.name(), day.date());
                source.extract(
                        day, endpoint, raw.writer(source.name(), endpoint.name(), day.date(), attempt), Progress.NONE);
                attempts.put(endpoint.name(), attempt);
            }
        }
        raw.makeCurrent(source.name(), day.date(), attempts);
    }

    private void build(ConnectSource source, Day day) {
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

    /** The raw zone. */
    RawZone raw() {
        return raw;
    }

    /** Rows of a table and day. */
    public List<Map<String, String>> rows(LocalDate day, String table) {
        return CuratedText.rows(zone(), "connect", new Day(day, ZoneOffset.UTC), Warehouse.table(table));
    }

    /** Findings of a day, as text. */
    List<String> findings(LocalDate day) {
        return zone().manifest("connect", day).orElseThrow().findings().stream()
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        simulator.close();
    }
}

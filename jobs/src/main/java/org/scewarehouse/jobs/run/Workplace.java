package org.scewarehouse.jobs.run;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.erasure.ErasureRegistry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.DecisionZone;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.RemovedRaw;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.load.ErasureLoad;
import org.scewarehouse.etl.load.IdentityLoad;
import org.scewarehouse.etl.load.Ledger;
import org.scewarehouse.etl.load.Removal;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.load.WarehouseLoader;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Pseudonyms;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.PrivacySecret;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.jobs.warehouse.ClockSkew;
import org.scewarehouse.jobs.warehouse.Installation;
import org.scewarehouse.jobs.warehouse.ReportSettings;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import org.scewarehouse.model.MigrationRefused;
import org.scewarehouse.model.Migrations;

/** All that a run works with, opened in the right order and closed in the reverse one. */
final class Workplace implements AutoCloseable {

    private static final int CONNECTIONS_MIN = 8;

    /** Two extracts, the step that waits for them, one to spare, and two for the day before, which may be loading. */
    private static final int CONNECTIONS_EACH = 6;

    /** No writer takes so long. */
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    /** Each of the loader's attempts waits this long for a server that is away. */
    private static final long CONNECT_LIMIT_MILLIS = 10_000;

    private final Settings settings;
    private final WarehouseConnection warehouse;
    private final HikariDataSource pool;
    private final DataSource pooled;
    private final ObjectStore store;
    private final ErasureRegistry erasures;
    private final RunContext context;
    private final List<ConfiguredSource> sources;

    private Workplace(
            Settings settings,
            WarehouseConnection warehouse,
            HikariDataSource pool,
            DataSource pooled,
            ObjectStore store,
            ErasureRegistry erasures,
            RunContext context,
            List<ConfiguredSource> sources) {
        this.settings = settings;
        this.warehouse = warehouse;
        this.pool = pool;
        this.pooled = pooled;
        this.store = store;
        this.erasures = erasures;
        this.context = context;
        this.sources = sources;
    }

    /**
     * Opens the warehouse and brings the embedded one to this version's schema.
     *
     * @throws WarehouseShut if it does not let us in
     * @throws SettingsRejected if a setting does not fit the warehouse or the lake that are there
     */
    static Workplace open(Session session, StepProgress progress) {
        return open(session, progress, Wiring.DIRECT);
    }

    /** As {@link #open(Session, StepProgress)}, with something between the run and what it writes to. */
    static Workplace open(Session session, StepProgress progress, Wiring wiring) {
        return open(session, progress, wiring, 1);
    }

    /** As {@link #open(Session, StepProgress)}, for so many source-days at once. */
    static Workplace open(Session session, StepProgress progress, Wiring wiring, int workers) {
        keepDemoApart(session.settings());
        WarehouseConnection warehouse = entered(() -> WarehouseConnection.open(session.settings()));
        try {
            requireClock(warehouse);
            entered(() -> migrate(warehouse, wiring.warehouse().apply(warehouse.dataSource())));
            return open(session, progress, wiring, workers, warehouse);
        } catch (RuntimeException e) {
            warehouse.close();
            throw e;
        }
    }

    /** By the machine's own clock, whatever day a demo plays. No raw is kept: it might be of a day that is not over. */
    private static void requireClock(WarehouseConnection warehouse) {
        if (warehouse.isEmbedded()) {
            return;
        }
        try (Connection connection = warehouse.dataSource().getConnection()) {
            Duration skew = ClockSkew.of(connection, InstantSource.system());
            if (skew.compareTo(ClockSkew.MOST) > 0) {
                throw new RequestRefused("The clocks of this machine and of the warehouse differ by " + skew.toSeconds()
                        + " s: a day might be taken for over that is not. Synchronise the clock of the wrong one.");
            }
        } catch (SQLException e) {
            throw new WarehouseUnavailable("the warehouse does not tell its time: " + e.getMessage(), e);
        }
    }

    private static <T> T entered(Supplier<T> door) {
        try {
            return door.get();
        } catch (SettingsRejected | RequestRefused | MigrationRefused e) {
            throw Fault.of(e).exitCode() == ExitCode.ACT ? new WarehouseShut(e) : e;
        }
    }

    /** The simulated servers answer on loopback; what a real one says must not be mixed with what they said. */
    private static void keepDemoApart(Settings settings) {
        Settings.Sources sources = settings.sources();
        Path marker = settings.home().resolve("demo.txt");
        boolean isRealAws = sources.awsBatch().region() != null
                && !isLoopback(String.valueOf(sources.awsBatch().endpoint()));
        boolean isLoopback = isLoopback(sources.prometheus().url())
                && isLoopback(sources.connect().url())
                && isLoopback(sources.gitlab().url())
                && !isRealAws
                && !sources.cloudwatch().isConfigured();
        if (!isLoopback && Files.exists(marker)) {
            throw new SettingsRejected(List.of("sce.home, " + settings.home() + ", holds the demo; give your own data"
                    + " another folder (SCE_HOME=DIR), or delete this one"));
        }
    }

    private static boolean isLoopback(@Nullable String url) {
        return url == null || url.matches("https?://(127\\.0\\.0\\.1|localhost|\\[::1])([:/].*)?");
    }

    private static Workplace open(
            Session session, StepProgress progress, Wiring wiring, int workers, WarehouseConnection warehouse) {
        Settings settings = session.settings();
        byte[] secret = PrivacySecret.of(settings).reveal().getBytes(StandardCharsets.UTF_8);
        ObjectStore store = wiring.lake().apply(settings.stores().open(settings.lakeLocation()));
        ErasureRegistry erasures = new ErasureRegistry(store, new Pseudonyms(secret));
        Dimensions dimensions = new Dimensions(settings.keys().salt(), secret, reference(settings, erasures));
        DataSource direct = wiring.warehouse().apply(warehouse.dataSource());
        String fingerprint = dimensions.pseudonyms().fingerprint();
        new Installation(settings.zone().getId(), fingerprint, settings.keys().salt()).require(direct, Build.version());
        LakeIdentity.require(store, settings.zone(), fingerprint);
        long sortBytes = settings.sortMemory().toBytes() / workers;
        Lake lake = new Lake(
                new RawZone(store, erasures),
                new RemovedRaw(store),
                new CuratedZone(store, settings.temporaryFolder(), sortBytes),
                new StateZone(store),
                new DecisionZone(store));
        HikariDataSource pool = pool(warehouse.dataSource(), Math.max(CONNECTIONS_MIN, CONNECTIONS_EACH * workers));
        DataSource pooled = wiring.warehouse().apply(pool);
        LocalDate today = LocalDate.ofInstant(session.clock().instant(), settings.zone());
        RunContext context = new RunContext(
                settings.zone(),
                lake,
                dimensions,
                new WarehouseLoader(
                        pooled, lake.curated(), session.clock(), Retention.hoursFrom(settings.retention(), today)),
                new Ledger(pooled, session.clock()),
                new SourceLocks(direct),
                progress,
                session.termination(),
                session.clock(),
                Lineage.of(session),
                new Retention(settings.retention(), new Removal(pooled, session.clock())),
                Build.version());
        return new Workplace(
                settings, warehouse, pool, pooled, store, erasures, context, ConfiguredSource.all(session));
    }

    RunContext context() {
        return context;
    }

    /**
     * The context with everybody whom the lake's HR knows by now; what people have decided about identities, and who
     * was erased, is in the warehouse afterwards.
     */
    RunContext knowingPeople() {
        Dimensions known = People.known(
                context.dimensions(), context.lake().state(), context.lake().decisions());
        new IdentityLoad(pooled).apply(known.identities().overrideRows());
        new ErasureLoad(pooled).mirror(erasures.erased());
        return context.with(known);
    }

    /** Brings what people have decided about identities into the warehouse; returns how many days are stale by it. */
    int applyDecisions() {
        Dimensions known = People.known(
                context.dimensions(), context.lake().state(), context.lake().decisions());
        return new IdentityLoad(pooled).apply(known.identities().overrideRows());
    }

    /**
     * What is done once per run and not per source: sums of months, also where nothing was published, since the run
     * before may have died before it made them; and removing what is kept no longer. A run that is to stop leaves it to
     * the next.
     */
    void finish() {
        if (!context.termination().isRequested()) {
            context.loader().sumMonths();
            context.loader().analyzeMembers();
            context.retention().ofWarehouse(context);
        }
    }

    /**
     * What is done once per run before its first day: reports print the thresholds that it applies, what writers left
     * half-written in the lake that were killed long ago is removed, and a disk with little space is told of.
     */
    void begin(Console console) {
        ReportSettings.write(pooled, settings);
        store.removeLeftovers(context.clock().instant().minus(LEFTOVER_AGE));
        LittleSpace.tell(settings, console);
    }

    /** The store of the lake. */
    ObjectStore store() {
        return store;
    }

    /** Who was erased. */
    ErasureRegistry erasures() {
        return erasures;
    }

    DataSource dataSource() {
        return pooled;
    }

    /** Sources that the settings configure, in the order in which they are run. */
    List<ConfiguredSource> sources() {
        return sources;
    }

    /** The source of that name. */
    ConfiguredSource source(String name) {
        return ConfiguredSource.named(name, sources);
    }

    @Override
    public void close() {
        try (warehouse) {
            context.locks().close();
            pool.close();
        }
    }

    /** How many migrations ran. */
    private static int migrate(WarehouseConnection warehouse, DataSource direct) {
        if (warehouse.isEmbedded()) {
            return Migrations.migrate(direct);
        }
        List<String> pending = Migrations.pending(direct);
        if (!pending.isEmpty()) {
            throw new RequestRefused("The warehouse lacks what this version needs (" + pending.size()
                    + " migrations, from " + pending.get(0) + " on): run ./sce migrate as a user that owns it.");
        }
        return 0;
    }

    private static Reference reference(Settings settings, ErasureRegistry erasures) {
        String location = settings.reference();
        return location == null
                ? Reference.none()
                : erasures.reference(settings.stores().open(location));
    }

    private static HikariDataSource pool(DataSource direct, int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(direct);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setPoolName("warehouse");
        config.setConnectionTimeout(CONNECT_LIMIT_MILLIS);
        return new HikariDataSource(config);
    }
}

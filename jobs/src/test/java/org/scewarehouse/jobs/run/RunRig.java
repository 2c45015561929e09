package org.scewarehouse.jobs.run;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.Termination;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;
import org.scewarehouse.jobs.settings.SettingsLoader;
import org.scewarehouse.model.Migrations;
import org.springframework.util.FileSystemUtils;

/** A home folder of the product with its embedded warehouse, which can be made new in no time, and runs in it. */
final class RunRig implements AutoCloseable {

    /**
     * Where the numbers of Spring Batch's executions go on in a new warehouse, of whichever rig: Spring Batch keeps
     * what runs in static maps by number, in which a run that died stays, and would be found by one of the same
     * numbers.
     */
    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000_000);

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable EmbeddedPostgres server;

    /** What a run came to. */
    record Result(ExitCode code, String output) {}

    RunRig(Path home, String prometheus) {
        this.home = home;
        environment.put("SCE_HOME", home.toString());
        environment.put("SCE_SOURCES_PROMETHEUS_URL", prometheus);
        start();
        Migrations.migrate(warehouse());
        execute("postgres", "create database pristine template warehouse");
        renewWarehouse();
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Where the embedded server listens. */
    int port() {
        return Objects.requireNonNull(server).port();
    }

    /** Lets runs use the warehouse as a server that is not theirs, behind another port. */
    void reachWarehouseThrough(int port) {
        EmbeddedPostgres running = Objects.requireNonNull(server);
        environment.put("SCE_WAREHOUSE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/" + EmbeddedPostgres.DATABASE);
        environment.put("SCE_WAREHOUSE_USER", running.user());
        environment.put("SCE_WAREHOUSE_PASSWORD", running.password());
        environment.put(
                "SCE_PRIVACY_SECRET_FILE", home.resolve("privacy-secret").toString());
    }

    void reachEmbeddedWarehouse() {
        environment.keySet().removeIf(name -> name.startsWith("SCE_WAREHOUSE") || name.startsWith("SCE_PRIVACY"));
    }

    Path lake() {
        return home.resolve("lake");
    }

    Path temporary() {
        return home.resolve("tmp");
    }

    PGSimpleDataSource warehouse() {
        return database(EmbeddedPostgres.DATABASE);
    }

    Footprint footprint() {
        return Footprint.of(lake(), warehouse());
    }

    /** Makes warehouse and lake as new, but for the numbers of executions. */
    void renew() {
        renewWarehouse();
        emptyLake();
    }

    /** Removes everything in the lake, and what may lie in the temporary folder. */
    void emptyLake() {
        FileSystemUtils.deleteRecursively(temporary().toFile());
        for (File part : Objects.requireNonNullElse(lake().toFile().listFiles(), new File[0])) {
            FileSystemUtils.deleteRecursively(part);
        }
    }

    /** Makes the warehouse as new; the lake stays. */
    void renewWarehouse() {
        renewWarehouse("pristine");
    }

    /** Keeps warehouse and lake as they are now for {@link #restore}. */
    void keep() throws IOException {
        awaitNobody();
        execute("postgres", "create database kept template warehouse");
        FileSystemUtils.copyRecursively(lake(), home.resolve("kept"));
    }

    /** Makes warehouse and lake as they were kept, but for the numbers of executions. */
    void restore() throws IOException {
        renewWarehouse("kept");
        emptyLake();
        FileSystemUtils.copyRecursively(home.resolve("kept"), lake());
    }

    /** Makes the warehouse as it was kept, as a dump brings it back; the lake stays. */
    void restoreWarehouse() {
        renewWarehouse("kept");
    }

    /** Does something after which the warehouse is as before it, as a dump brings it back; the lake stays. */
    void withWarehouseOfBefore(Runnable action) {
        awaitNobody();
        execute("postgres", "create database before template warehouse");
        action.run();
        renewWarehouse("before");
        execute("postgres", "drop database before");
    }

    private void renewWarehouse(String template) {
        awaitNobody();
        execute("postgres", "drop database warehouse");
        execute("postgres", "create database warehouse template " + template);
        int first = NUMBERS.addAndGet(1000);
        for (String sequence : List.of("job_instance", "job_execution", "step_execution")) {
            execute(EmbeddedPostgres.DATABASE, "select setval('batch.batch_" + sequence + "_seq', " + first + ")");
        }
    }

    /** Makes the warehouse an empty database, and the lake as new. */
    void unmigrate() {
        renew();
        execute("postgres", "drop database warehouse");
        execute("postgres", "create database warehouse template template0");
    }

    /** Keeps the server running until {@link #stop}. */
    void start() {
        if (server == null) {
            server = EmbeddedPostgres.open(home);
        }
    }

    /** Kills the server; the next who opens it starts it again. */
    void kill() {
        try {
            List<String> pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
            ProcessHandle process = ProcessHandle.of(Long.parseLong(pid.get(0))).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            server = null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves the server to the runs. */
    void stop() {
        EmbeddedPostgres running = server;
        if (running != null) {
            running.close();
            server = null;
        }
    }

    /** Returns when the server has noticed that the dead are dead, and so has given back their locks. */
    void awaitNobody() {
        execute("postgres", """
                do $$ begin
                  for i in 1..3000 loop
                    perform pg_stat_clear_snapshot();
                    exit when not exists (select from pg_stat_activity where datname = 'warehouse');
                    perform pg_sleep(0.01);
                  end loop;
                  if exists (select from pg_stat_activity where datname = 'warehouse') then
                    raise exception 'still there: %', (
                      select string_agg(concat_ws(' ', pid, backend_type, state, wait_event, query), '; ')
                      from pg_stat_activity where datname = 'warehouse');
                  end if;
                end $$""");
    }

    Result run(LocalDate from, LocalDate to) {
        return run(request(from, to), Wiring.DIRECT);
    }

    /** The plain request for these days. */
    static RunRequest request(LocalDate from, LocalDate to) {
        return new RunRequest("prometheus", from, to, false, false, false, false);
    }

    void run(LocalDate from, LocalDate to, KillSwitch life) {
        run(request(from, to), life);
    }

    void run(RunRequest request, KillSwitch life) {
        mortal(life, () -> run(request, wiring(life, lake())));
    }

    void nightly(NightlyRequest request, KillSwitch life) {
        mortal(life, () -> {
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
            Session session = session(Console.of(nowhere, nowhere), Termination.never());
            return Runs.nightly(request, session, null, wiring(life, lake()));
        });
    }

    /** What the erasure came to; of one that died nothing is known. */
    Result erase(EraseRequest request, KillSwitch life) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        AtomicReference<ExitCode> code = new AtomicReference<>(ExitCode.STOPPED);
        mortal(life, () -> {
            Session session = session(Console.of(stream, stream), Termination.never());
            code.set(Erasing.erase(request, session, wiring(life, lake())));
            return code;
        });
        return new Result(Objects.requireNonNull(code.get()), output.toString(StandardCharsets.UTF_8));
    }

    /**
     * Runs under a switch, on a thread of its own: what the libraries bind to the thread of a run must die with it.
     * Whatever a dead run throws or returns tells nothing.
     */
    private static void mortal(KillSwitch life, Callable<?> work) {
        FutureTask<?> run = new FutureTask<>(work);
        new Thread(run, "run").start();
        try {
            run.get();
        } catch (ExecutionException e) {
            if (!life.isDead()) {
                throw new AssertionError("a living run failed", e.getCause());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts the switch between a run and what it changes. */
    static Wiring wiring(KillSwitch life, Path lake) {
        return new Wiring(
                store -> new MortalStore(store, lake, life), warehouse -> new MortalDataSource(warehouse, life));
    }

    Result run(RunRequest request, Wiring wiring) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        ExitCode code = Runs.run(request, session(Console.of(stream, stream), Termination.never()), wiring);
        return new Result(code, output.toString(StandardCharsets.UTF_8));
    }

    Session session(Console console, Termination termination) {
        Clock clock = Clock.fixed(SmallOrganisation.NOW, ZoneOffset.UTC);
        return new Session(SettingsLoader.load(null, environment, home), console, termination, clock);
    }

    void execute(String database, String sql) {
        try (Connection connection = database(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Half-written objects in the lake, and files in the temporary folder. */
    long leftovers() throws IOException {
        long spilled = 0;
        if (Files.exists(temporary())) {
            try (var files = Files.walk(temporary())) {
                spilled = files.filter(Files::isRegularFile).count();
            }
        }
        return MortalStore.hidden(lake()).size() + spilled;
    }

    private PGSimpleDataSource database(String name) {
        EmbeddedPostgres running = Objects.requireNonNull(server);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + running.port() + "/" + name);
        source.setUser(running.user());
        source.setPassword(running.password());
        return source;
    }

    @Override
    public void close() {
        stop();
    }
}

package org.scewarehouse.jobs.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, starts and stops the server of one folder. The caller holds the folder's mutex. */
final class PostgresServer {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final long STOP_LIMIT_MILLIS = 300_000;
    private static final long LOG_LIMIT_BYTES = 8 << 20;
    /** Below the range that systems hand out by themselves, so that no passing connection sits on the port. */
    private static final int FIRST_PORT = 15_433;

    private static final int PORT_COUNT = 10_000;

    private final ServerFolder folder;

    PostgresServer(ServerFolder folder) {
        this.folder = folder;
    }

    /** Whether a server, or a last process of one, lives on this data: in this container or in any other. */
    boolean isAlive() {
        return run(new Program(
                                List.of(
                                        "flock",
                                        "--nonblock",
                                        folder.serverLock().toString(),
                                        "true"),
                                folder.root()))
                        .exitCode()
                != 0;
    }

    /** Starts the server, after making its data directory at first use; returns once it accepts connections. */
    void start() {
        PostgresBinaries binaries = PostgresBinaries.installedUnder(folder.root());
        try {
            if (!Files.exists(folder.data().resolve("PG_VERSION"))) {
                initialise(binaries);
            }
            refuseOtherVersion(binaries);
            RunAs user = RunAs.choose(folder.data(), binaries.program("postgres"));
            // No process holds the server's lock, so whatever this file says is left over from a crash.
            Files.deleteIfExists(folder.data().resolve("postmaster.pid"));
            writeSettings(user);
            startProgram(binaries, user);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL in " + folder.root(), e);
        }
    }

    /** Ends all sessions, writes everything down and returns when the last process is gone. */
    void stop() {
        try {
            Path pidFile = folder.data().resolve("postmaster.pid");
            String pid = Files.exists(pidFile)
                    ? Files.readString(pidFile).lines().findFirst().orElse("")
                    : "";
            if (pid.isEmpty() || !isOurs(pid)) {
                return; // It has ended by itself, or lives in another container whose commands will stop it.
            }
            run(new Program(List.of("sh", "-c", "kill -INT " + Long.parseLong(pid)), folder.root()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop PostgreSQL in " + folder.root(), e);
        }
        if (!Waiting.until(STOP_LIMIT_MILLIS, () -> !isAlive())) {
            throw new ServerUnavailable("PostgreSQL in " + folder.root() + " has not stopped within "
                    + STOP_LIMIT_MILLIS / 1000 + " seconds. See " + folder.log());
        }
    }

    /** Made aside and renamed: a data directory under its own name is always a complete one. */
    private void initialise(PostgresBinaries binaries) throws IOException {
        Path fresh = folder.root().resolve("data.new");
        ServerFolder.deleteAll(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        folder.leaveToOwner(fresh);
        RunAs user = RunAs.choose(fresh, binaries.program("initdb"));
        Path password = folder.root().resolve("initial-password");
        folder.write(password, folder.password(EmbeddedPostgres.USER));
        try {
            user.give(password);
            Program initdb = user.program(
                    folder.root(),
                    List.of(
                            binaries.program("initdb").toString(),
                            "--pgdata=" + fresh,
                            "--username=" + EmbeddedPostgres.USER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            // Many rounds protect what people choose; this password is random, and often asked for.
                            "--set=scram_iterations=1",
                            "--encoding=UTF8",
                            // The same order of text on every machine, whatever its C library.
                            "--locale-provider=builtin",
                            "--locale=C",
                            "--builtin-locale=C.UTF-8",
                            "--data-checksums",
                            "--no-instructions"));
            mustWork(initdb.run(), fresh);
            Program single = user.program(
                    folder.root(),
                    List.of(
                            binaries.program("postgres").toString(),
                            "--single",
                            "-c",
                            "exit_on_error=on",
                            "-D",
                            fresh.toString(),
                            "postgres"));
            mustWork(single.run("create database " + EmbeddedPostgres.DATABASE + "\n"), fresh);
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(fresh, folder.data());
    }

    private static void mustWork(Program.Outcome outcome, Path data) {
        if (outcome.exitCode() != 0) {
            throw new ServerImpossible("Cannot make a database in " + data + ":\n" + outcome.output());
        }
    }

    private void refuseOtherVersion(PostgresBinaries binaries) throws IOException {
        String made = Files.readString(folder.data().resolve("PG_VERSION")).strip();
        if (!made.equals(Integer.toString(binaries.majorVersion()))) {
            throw new ServerImpossible(folder.data() + " was made by PostgreSQL " + made + ", this build has "
                    + binaries.majorVersion() + ". Set SCE_HOME to a new folder and load it from the lake "
                    + "(SCE_LAKE), or use the earlier build.");
        }
    }

    private void writeSettings(RunAs user) throws IOException {
        Path settings = folder.data().resolve("postgresql.conf");
        folder.write(settings, ServerSettings.text(freePort(), ServerSettings.hasRoomInMemory()));
        user.give(settings);
        if (Files.exists(folder.log()) && Files.size(folder.log()) > LOG_LIMIT_BYTES) {
            Files.move(folder.log(), folder.data().resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private int freePort() {
        int kept = folder.port().orElse(0);
        if (kept != 0 && Waiting.until(1_000, () -> isFree(kept))) {
            return kept;
        }
        int port;
        do {
            port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORT_COUNT);
        } while (!isFree(port));
        if (kept != 0) {
            LOG.warn("Port {} is taken by another program: the embedded PostgreSQL moves to port {}", kept, port);
        }
        folder.keepPort(port);
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The shell opens the lock and hands it down to the server, which keeps it open, as its children do, until the
     * last of them is gone. pg_ctl gives the server a session of its own: Ctrl-C at a terminal does not reach it.
     */
    private void startProgram(PostgresBinaries binaries, RunAs user) throws IOException {
        List<String> start = user.program(
                        folder.root(),
                        List.of(
                                binaries.program("pg_ctl").toString(),
                                "start",
                                "--wait",
                                "--timeout=300",
                                "--pgdata=" + folder.data(),
                                "--log=" + folder.log()))
                .command();
        List<String> locked = new ArrayList<>(
                List.of("flock", "--shared", "--nonblock", folder.serverLock().toString()));
        locked.addAll(start);
        Program.Outcome outcome = new Program(locked, folder.root()).run();
        if (outcome.exitCode() != 0) {
            throw new ServerUnavailable("PostgreSQL does not start: " + outcome.output() + "\n" + lastLogLines());
        }
    }

    private String lastLogLines() throws IOException {
        if (!Files.exists(folder.log())) {
            return "";
        }
        List<String> lines = Files.readAllLines(folder.log());
        return folder.log() + " ends with:\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /**
     * Whether the process of that number serves our data directory. Its command line says so to everyone; its working
     * directory would say it only to those who may trace it, which root in a container may not.
     */
    private boolean isOurs(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "cmdline")).contains("\0" + folder.data() + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    private static Program.Outcome run(Program program) {
        try {
            return program.run();
        } catch (IOException e) {
            throw new ServerImpossible(
                    "The embedded PostgreSQL needs the program "
                            + program.command().get(0) + " (package util-linux): " + e.getMessage() + ". "
                            + ServerImpossible.ELSEWHERE,
                    e);
        }
    }
}

package org.scewarehouse.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final String STARTED_AT = "select pg_postmaster_start_time()::text";

    @TempDir
    static Path shared;

    @TempDir
    Path home;

    private PostgresServer server;
    private Path link;

    /** The programs are unpacked once and shared by all tests through a link. */
    @BeforeAll
    static void unpack() {
        PostgresBinaries.installedUnder(shared);
    }

    @BeforeEach
    void link() throws IOException {
        ServerFolder folder = ServerFolder.under(home);
        Path programs = PostgresBinaries.installedUnder(shared).folder();
        link = Files.createSymbolicLink(folder.root().resolve(programs.getFileName()), programs);
        server = new PostgresServer(folder);
    }

    @AfterEach
    void nothingIsLeftRunning() throws IOException {
        Files.delete(link);
        if (server.isAlive()) {
            server.stop();
            throw new AssertionError("The test left a server running");
        }
    }

    @Test
    void servesADurableDatabaseThatOutlivesTheServer() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.open(home)) {
            assertThat(first(first, "show fsync")).isEqualTo("on");
            assertThat(first(first, "show synchronous_commit")).isEqualTo("on");
            assertThat(first(first, "show data_checksums")).isEqualTo("on");
            assertThat(first(first, "show server_encoding")).isEqualTo("UTF8");
            assertThat(first(first, "show listen_addresses")).isEqualTo("127.0.0.1");
            execute(first, "create table kept as select 7 as number");
        }
        assertThat(server.isAlive()).isFalse();
        try (EmbeddedPostgres second = EmbeddedPostgres.open(home)) {
            assertThat(first(second, "select number from kept")).isEqualTo("7");
        }
    }

    @Test
    void keepsItsPortAndItsPasswordAndClosesBothToOthers() throws Exception {
        int port;
        try (EmbeddedPostgres first = EmbeddedPostgres.open(home)) {
            port = first.port();
            assertThatThrownBy(() -> DriverManager.getConnection(first.jdbcUrl(), first.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        try (EmbeddedPostgres second = EmbeddedPostgres.open(home)) {
            assertThat(second.port()).isEqualTo(port);
        }
        Path password = home.resolve("postgres/password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
    }

    @Test
    void theSecretsOfTheCommandThatStartedItAreNotTheServers() throws Exception {
        Map<String, String> given = Map.of("SCE_PRIVACY_SECRET", "canary", "AWS_SECRET_ACCESS_KEY", "canary");
        try (ServerUser starter = new ServerUser(home, 1, given).ready();
                EmbeddedPostgres here = EmbeddedPostgres.open(home)) {
            execute(here, "create table seen (variable text); copy seen from program 'env'");
            assertThat(first(here, "select count(*) from seen where variable like 'PATH=%'"))
                    .isEqualTo("1");
            assertThat(first(here, "select string_agg(variable, ' ') from seen where variable ~ 'canary|SCE_|AWS_'"))
                    .isNull();
            assertThat(starter.end()).isZero();
        }
    }

    @Test
    void theLastOneOutStopsTheServer() throws Exception {
        EmbeddedPostgres here = EmbeddedPostgres.open(home);
        EmbeddedPostgres alsoHere = EmbeddedPostgres.open(home);
        try (ServerUser elsewhere = new ServerUser(home, 1, Map.of()).ready()) {
            here.close();
            assertThat(first(alsoHere, "select 1")).isEqualTo("1");
            alsoHere.close();
            assertThat(server.isAlive()).isTrue();
            assertThat(elsewhere.end()).isZero();
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void aServerLeftByAKilledProcessIsTakenOver() throws Exception {
        try (ServerUser killed = new ServerUser(home, 1, Map.of()).ready()) {
            killed.kill();
        }
        assertThat(server.isAlive()).isTrue();
        String pid = postmaster();
        try (EmbeddedPostgres next = EmbeddedPostgres.open(home)) {
            assertThat(first(next, STARTED_AT)).isNotEmpty();
            assertThat(postmaster()).isEqualTo(pid);
        }
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aCrashedServerStartsAgainEvenWhenItsProcessNumberNowIsAnothersAndLosesNothing() throws Exception {
        EmbeddedPostgres crashing = EmbeddedPostgres.open(home);
        execute(crashing, "create table kept as select 7 as number");
        new Program(List.of("sh", "-c", "kill -KILL " + postmaster()), home).run();
        assertThat(Waiting.until(10_000, () -> !server.isAlive())).isTrue();
        Path pidFile = home.resolve("postgres/data/postmaster.pid");
        String stale = Files.readString(pidFile);
        Files.writeString(pidFile, ProcessHandle.current().pid() + stale.substring(stale.indexOf('\n')));
        try (EmbeddedPostgres next = EmbeddedPostgres.open(home)) {
            assertThat(first(next, "select number from kept")).isEqualTo("7");
            crashing.close();
            assertThat(first(next, "select number from kept")).isEqualTo("7");
        }
    }

    @Test
    void processesThatComeAndGoDoNotDisturbEachOther() throws Exception {
        List<ServerUser> users = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            users.add(new ServerUser(home, 4, Map.of()));
        }
        for (ServerUser user : users) {
            user.ready();
        }
        for (ServerUser user : users) {
            assertThat(user.end()).isZero();
        }
    }

    @Test
    void rootWorksWhereUserNamespacesAreForbiddenAndParentFoldersAreClosed() throws Exception {
        assumeTrue(RunAs.ownUserId() == 0, "only root steps down");
        try (EmbeddedPostgres inNamespace = EmbeddedPostgres.open(home)) {
            execute(inNamespace, "create table kept as select 7 as number");
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Path programs = Files.createDirectory(home.resolve("programs"));
        Path forbidden = Files.writeString(programs.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> path = Map.of("PATH", programs + ":" + System.getenv("PATH"));
        try (ServerUser user = new ServerUser(home, 1, path).ready()) {
            assertThat(RunAs.owner(home.resolve("postgres/data"))).isEqualTo(65534);
            try (EmbeddedPostgres adopting = EmbeddedPostgres.open(home)) {
                assertThat(first(adopting, "select number from kept")).isEqualTo("7");
            }
            assertThat(user.end()).isZero();
        }
    }

    @Test
    void movesToAnotherPortWhenItsOwnIsTaken() throws Exception {
        EmbeddedPostgres.open(home).close();
        int port = ServerFolder.under(home).port().orElseThrow();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                EmbeddedPostgres moved = EmbeddedPostgres.open(home)) {
            assertThat(moved.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(first(moved, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws Exception {
        EmbeddedPostgres.open(home).close();
        Files.writeString(home.resolve("postgres/data/PG_VERSION"), "14\n");
        assertThatThrownBy(() -> EmbeddedPostgres.open(home))
                .isInstanceOf(ServerImpossible.class)
                .hasMessageContaining("was made by PostgreSQL 14");
    }

    @Test
    void namesTheArchiveOfAMachine() {
        assertThat(PostgresBinaries.archiveName("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(PostgresBinaries.archiveName("Mac OS X", "aarch64")).isEqualTo("postgres-mac-os-x-arm_64.txz");
    }

    private String postmaster() throws IOException {
        return Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(0);
    }

    private static String first(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres server, String statementText) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(statementText);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }
}

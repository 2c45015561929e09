package org.scewarehouse.etl.source.hr;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real OpenLDAP server in a folder, without TLS, that gives at most so many entries per page. */
final class RealSlapd implements Closeable {

    static final String ADMIN = "cn=admin,dc=example,dc=org";
    static final String READER = "cn=reader,dc=example,dc=org";
    static final String PASSWORD = "open sesame";

    private static final Path PROGRAM = Path.of("/usr/sbin/slapd");

    private final Process process;
    private final int port;

    private RealSlapd(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server; the test is skipped where there is none, unless one is required. */
    static RealSlapd start(Path folder, int sizeLimit) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAM) || Boolean.getBoolean("sce.require-slapd"), "slapd is not installed");
        Files.createDirectories(folder.resolve("data"));
        Path configuration = Files.writeString(
                folder.resolve("slapd.conf"), """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %1$s/slapd.pid
                database mdb
                suffix "dc=example,dc=org"
                rootdn "%2$s"
                rootpw "%3$s"
                directory %1$s/data
                limits dn.exact="%4$s" size.soft=%5$d size.hard=%5$d size.pr=unlimited size.prtotal=%5$d
                """.formatted(folder, ADMIN, PASSWORD, READER, sizeLimit));
        int port = freePort();
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-f", configuration.toString(), "-h", "ldap://127.0.0.1:" + port, "-d", "0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("slapd.log").toFile())
                .start();
        RealSlapd slapd = new RealSlapd(process, port);
        slapd.awaitReady(folder);
        return slapd;
    }

    String url() {
        return "ldap://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    private void awaitReady(Path folder) throws IOException, InterruptedException {
        for (int i = 0; i < 200 && process.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(50); // not listening yet
            }
        }
        close();
        throw new IOException("slapd did not start: " + Files.readString(folder.resolve("slapd.log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** All that OpenLDAP needs to know of a person. */
    static List<String> person(int number, String manager) {
        return List.of(
                "dn: uid=user" + number + ",ou=people,dc=example,dc=org",
                "objectClass: inetOrgPerson",
                "uid: user" + number,
                "cn: Person " + number,
                "sn: Meier",
                "employeeNumber: e" + number,
                "departmentNumber: BIO",
                "manager: " + manager);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

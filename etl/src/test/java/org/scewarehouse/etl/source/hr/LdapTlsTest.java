package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;

class LdapTlsTest {

    @TempDir
    Path folder;

    @Test
    void trustsExactlyTheCaFileByEitherWay() throws Exception {
        Path own = keyStore("localhost");
        Path other = keyStore("other.example");
        InMemoryDirectoryServer server = server(context(own));
        try {
            for (String url : List.of(
                    "ldaps://localhost:" + server.getListenPort("ldaps"),
                    "ldap://localhost:" + server.getListenPort("ldap"))) {
                assertThatCode(() -> reach(url, certificate(own))).doesNotThrowAnyException();
                assertThatThrownBy(() -> reach(url, certificate(other)))
                        .isInstanceOf(SourceMisconfigured.class)
                        .hasMessageContaining("sce.sources.hr.ca-file");
                assertThatThrownBy(() -> reach(url, null)).isInstanceOf(SourceMisconfigured.class);
            }
        } finally {
            server.shutDown(true);
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        Path other = keyStore("other.example");
        InMemoryDirectoryServer server = server(context(other));
        try {
            String url = "ldaps://localhost:" + server.getListenPort("ldaps");
            assertThatThrownBy(() -> reach(url, certificate(other))).isInstanceOf(SourceMisconfigured.class);
        } finally {
            server.shutDown(true);
        }
    }

    private static void reach(String url, @Nullable Path caFile) {
        LdapSettings settings = new LdapSettings(
                url, true, "cn=sce,dc=example", "open sesame", caFile, "dc=example", "(a=b)", 5, Duration.ofSeconds(5));
        new LdapDirectory(settings, HrParseSettings.standard(HrKind.LDAP), HrRig.retry())
                .reach(Instant.EPOCH, ZoneOffset.UTC);
    }

    private static InMemoryDirectoryServer server(SSLContext tls) throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example");
        config.setSchema(null);
        config.addAdditionalBindCredentials("cn=sce,dc=example", "open sesame");
        InetAddress here = InetAddress.getLoopbackAddress();
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPSConfig("ldaps", here, 0, tls.getServerSocketFactory(), null),
                InMemoryListenerConfig.createLDAPConfig("ldap", here, 0, tls.getSocketFactory()));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.startListening();
        server.add("dn: dc=example", "objectClass: domain", "dc: example");
        return server;
    }

    private Path keyStore(String host) throws Exception {
        Path store = folder.resolve(host + ".p12");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host, store);
        return store;
    }

    private Path certificate(Path store) throws Exception {
        Path pem = store.resolveSibling(store.getFileName() + ".pem");
        if (!Files.exists(pem)) {
            keytool("-exportcert", "-rfc", "-file", pem.toString(), store);
        }
        return pem;
    }

    private static void keytool(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (Object argument : arguments) {
            if (argument instanceof Path store) {
                command.addAll(List.of("-alias", "key", "-storepass", "changeit", "-keystore", store.toString()));
            } else {
                command.add(argument.toString());
            }
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}

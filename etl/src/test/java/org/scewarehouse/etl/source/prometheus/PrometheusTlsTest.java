package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;

class PrometheusTlsTest {

    @TempDir
    Path folder;

    @Test
    void trusts_exactly_the_CA_file() throws Exception {
        Path own = keyStore("localhost");
        Path other = keyStore("other.example");
        try (PrometheusSimulator server = new PrometheusSimulator(
                PrometheusExtractTest.containers(), SimulatorOptions.standard(), context(own))) {
            HttpSettings http = HttpSettings.of("prometheus", "sce.sources.prometheus", server.url());
            ExtractRig rig = new ExtractRig(folder.resolve("lake"));
            rig.extract(PrometheusConnection.of(http.withCaFile(certificate(own))), "container_cpu");
            assertThat(rig.samples("container_cpu")).hasSize(3);

            rig.attempt++;
            for (HttpSettings untrusted : List.of(http, http.withCaFile(certificate(other)))) {
                assertThatThrownBy(() -> rig.extract(PrometheusConnection.of(untrusted), "container_cpu"))
                        .isInstanceOf(SourceMisconfigured.class)
                        .hasMessageContaining("sce.sources.prometheus.ca-file");
            }
            Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
            assertThatThrownBy(() -> rig.extract(PrometheusConnection.of(http.withCaFile(empty)), "container_cpu"))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("expected PEM certificates");
        }
    }

    @Test
    void refuses_a_certificate_of_another_host() throws Exception {
        Path store = keyStore("other.example");
        try (PrometheusSimulator server = new PrometheusSimulator(
                PrometheusExtractTest.containers(), SimulatorOptions.standard(), context(store))) {
            HttpSettings http = HttpSettings.of("prometheus", "sce.sources.prometheus", server.url());
            ExtractRig rig = new ExtractRig(folder.resolve("lake"));
            assertThatThrownBy(() ->
                            rig.extract(PrometheusConnection.of(http.withCaFile(certificate(store))), "container_cpu"))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("localhost");
        }
    }

    @Test
    void says_that_the_server_speaks_no_TLS() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answerInPlainText(plain));
            answering.start();
            ExtractRig rig = new ExtractRig(folder.resolve("lake"));
            assertThatThrownBy(() -> rig.extract(
                            PrometheusConnection.of("https://localhost:" + plain.getLocalPort()), "container_cpu"))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("the server speaks no TLS on this port");
            answering.join();
        }
    }

    private static void answerInPlainText(ServerSocket server) {
        try (Socket socket = server.accept()) {
            assertThat(socket.getInputStream().read()).isNotNegative();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client has closed the connection, as it should.
            return;
        }
    }

    private Path keyStore(String host) throws Exception {
        Path store = folder.resolve(host + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        return store;
    }

    private Path certificate(Path store) throws Exception {
        Path pem = store.resolveSibling(store.getFileName() + ".pem");
        if (!Files.exists(pem)) {
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "key",
                    "-file",
                    pem.toString(),
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    "changeit");
        }
        return pem;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
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

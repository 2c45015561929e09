package org.scewarehouse.etl.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod's token is exchanged for credentials, as IAM roles for service accounts want it. */
class WebIdentityTest {

    private static final String ANSWER = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult>
                <Credentials>
                  <AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
                  <SessionToken>session</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
                </Credentials>
              </AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>
            """.formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);

    @TempDir
    Path folder;

    @Test
    void aLakeIsWrittenWithTheRoleOfThePod() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                asked.add(URLDecoder.decode(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
                byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/xml");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        tokens.start();
        Map<String, String> properties = Map.of(
                "aws.roleArn",
                "arn:aws:iam::111122223333:role/warehouse",
                "aws.webIdentityTokenFile",
                Files.writeString(folder.resolve("token"), "token-of-the-pod").toString(),
                "aws.endpointUrlSts",
                "http://127.0.0.1:" + tokens.getAddress().getPort(),
                "aws.region",
                "eu-west-1");
        properties.forEach(System::setProperty);
        List<String> heads = new CopyOnWriteArrayList<>();
        try (FaultyWire wire = new FaultyWire(1)) {
            wire.disturb("PUT ", 1, FaultyWire.done(heads::add, ""));
            new Stores(S3Server.settings(wire.url()))
                    .open("s3://" + S3Server.BUCKET + "/lake")
                    .put("a/object", new byte[] {1});
        } finally {
            properties.keySet().forEach(System::clearProperty);
            tokens.stop(0);
        }
        assertThat(heads)
                .singleElement()
                .asString()
                .containsIgnoringCase("\r\nx-amz-security-token: session\r\n")
                .contains("Credential=" + S3Server.ACCESS_KEY + "/");
        assertThat(asked)
                .singleElement()
                .asString()
                .contains(
                        "Action=AssumeRoleWithWebIdentity",
                        "RoleArn=arn:aws:iam::111122223333:role/warehouse",
                        "WebIdentityToken=token-of-the-pod");
    }
}

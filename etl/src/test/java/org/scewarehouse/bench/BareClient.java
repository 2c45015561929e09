package org.scewarehouse.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest;
import org.xerial.snappy.Snappy;

/** Downloads an answer by remote read and throws it away: what no client can be faster than. */
final class BareClient {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final byte[] buffer = new byte[256 << 10];

    BareClient(String url) {
        address = URI.create(url + "/api/v1/read");
    }

    /** Bytes of the answer. */
    long download(ReadRequest request) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(request.encode())))
                .build();
        HttpResponse<InputStream> answer = client.send(post, HttpResponse.BodyHandlers.ofInputStream());
        long bytes = 0;
        try (InputStream in = answer.body()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
            }
        }
        if (answer.statusCode() != 200) {
            throw new IOException("the download was answered with " + answer.statusCode());
        }
        return bytes;
    }
}

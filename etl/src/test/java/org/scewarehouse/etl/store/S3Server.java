package org.scewarehouse.etl.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.scewarehouse.etl.lake.ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server that speaks S3 in this process, checks signatures and has one bucket. */
public final class S3Server implements AutoCloseable {

    /** Its bucket. */
    public static final String BUCKET = "lake-bucket";

    static final String ACCESS_KEY = "AKIATESTTESTTESTTEST";
    static final String SECRET_KEY = "secret-of-the-test";

    private final S3Proxy proxy;
    private final S3Client client;

    private S3Server(BlobStore objects) {
        proxy = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .v4MaxNonChunkedRequestSize(64 << 20)
                .blobStore(objects)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        client = S3Client.builder()
                .endpointOverride(URI.create(url()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
        client.createBucket(b -> b.bucket(BUCKET));
    }

    /** A server that keeps objects in memory. */
    public static S3Server inMemory() {
        return new S3Server(new TransientNio2BlobStore());
    }

    /** A server that keeps objects in a folder. */
    public static S3Server in(Path folder) {
        return new S3Server(new FilesystemNio2BlobStore(folder.toString()));
    }

    /** Lets the SDK find the server's credentials where it looks first; the return value takes them away again. */
    public static AutoCloseable credentials() {
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", SECRET_KEY);
        return () -> {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        };
    }

    public String url() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    /** The store at an {@code s3://} address there; credentials must be known. */
    public ObjectStore open(String address) {
        return new Stores(settings(url())).open(address);
    }

    int port() {
        return proxy.getPort();
    }

    /** For what a test wants to see behind the product's back. */
    S3Client client() {
        return client;
    }

    /** Settings that reach it there, small and quick. */
    static S3Settings settings(String url) {
        return new S3Settings(null, url, null, null, S3Settings.PART_BYTES_MIN, 3, Duration.ofSeconds(3));
    }

    @Override
    public void close() {
        client.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.scewarehouse.jobs.run;

import java.net.URI;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A server that speaks S3 in this process and keeps objects in memory, with one bucket and one user. */
public final class S3Server implements AutoCloseable {

    private static final String BUCKET = "lake-bucket";
    /** Those of the simulated AWS too, so that one process can use both. */
    private static final String ACCESS_KEY = AwsBatchSimulator.ACCESS_KEY;

    private static final String SECRET_KEY = AwsBatchSimulator.SECRET_KEY;

    private final S3Proxy proxy;
    private final S3Client client;

    /** Starts it, and lets the SDK find the user's credentials where it looks first. */
    public S3Server() throws Exception {
        proxy = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .blobStore(new TransientNio2BlobStore())
                .build();
        proxy.start();
        client = S3Client.builder()
                .endpointOverride(URI.create(url()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
        client.createBucket(b -> b.bucket(BUCKET));
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", SECRET_KEY);
    }

    private String url() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    /** Settings of a lake there. */
    public Map<String, String> lake(String prefix) {
        return Map.of("SCE_LAKE", "s3://" + BUCKET + "/" + prefix, "SCE_S3_ENDPOINT", url());
    }

    /** Every object below a prefix, its content by its name. */
    public SortedMap<String, byte[]> objects(String prefix) {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        for (S3Object object : client.listObjectsV2Paginator(
                        r -> r.bucket(BUCKET).prefix(prefix + "/"))
                .contents()) {
            byte[] content = client.getObjectAsBytes(r -> r.bucket(BUCKET).key(object.key()))
                    .asByteArray();
            objects.put(object.key().substring(prefix.length() + 1), content);
        }
        return objects;
    }

    @Override
    public void close() throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        client.close();
        proxy.stop();
    }
}

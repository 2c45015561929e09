package org.scewarehouse.etl.store;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * The requests that the lake makes of a bucket, by key. Every one throws {@link java.io.UncheckedIOException} or
 * {@link org.scewarehouse.etl.lake.StoreRefused} as {@link S3Faults} says.
 */
final class S3Bucket {

    /** Parts on their way at once, over all objects: with what is being filled, all the memory that writing takes. */
    private static final int UPLOADS_MAX = 4;

    /** Metadata of an object: by whose request it was made. So a writer whose answer was lost knows its own work. */
    private static final String WRITE = "sce-write";

    private final S3Location location;
    private final S3Settings settings;
    private final Semaphore uploads = new Semaphore(UPLOADS_MAX);

    S3Bucket(S3Location location, S3Settings settings) {
        this.location = location;
        this.settings = settings;
    }

    int partBytes() {
        return settings.partBytes();
    }

    /** Taken by each part on its way. */
    Semaphore uploads() {
        return uploads;
    }

    String address(String key) {
        return location.address(key);
    }

    static String newWrite() {
        return UUID.randomUUID().toString();
    }

    /** Writes an object in one request. */
    void put(String key, byte[] content, int length) {
        ask(
                S3Action.WRITE,
                key,
                s3 -> s3.putObject(putRequest(key).contentLength((long) length).build(), body(content, length)));
    }

    /** What became of a write that had a condition. */
    enum Outcome {
        WRITTEN,
        /** The condition does not hold. */
        LEFT,
        /** The store was about to write for somebody else: whether the condition holds must be asked again. */
        CONFLICT
    }

    /** Writes an object if there is none; or, where an entity tag is given, if the object still has it. */
    Outcome putIf(String key, @Nullable String entityTag, byte[] content) {
        String write = newWrite();
        PutObjectRequest.Builder request = putRequest(key).metadata(Map.of(WRITE, write));
        PutObjectRequest conditional =
                (entityTag == null ? request.ifNoneMatch("*") : request.ifMatch(entityTag)).build();
        return ask(S3Action.WRITE, key, s3 -> {
            try {
                s3.putObject(conditional, RequestBody.fromBytes(content));
                return Outcome.WRITTEN;
            } catch (SdkException e) {
                // The answer of an attempt that did write may have been lost, and what is here is another's answer.
                if (isMade(s3, key, write, e)) {
                    return Outcome.WRITTEN;
                }
                int status = e instanceof S3Exception answer ? answer.statusCode() : 0;
                if (status == 412 || (status == 404 && entityTag != null && e instanceof NoSuchKeyException)) {
                    return Outcome.LEFT;
                }
                if (status == 409) {
                    return Outcome.CONFLICT;
                }
                throw e;
            }
        });
    }

    private PutObjectRequest.Builder putRequest(String key) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(location.bucket()).key(location.name(key));
        if (settings.kmsKey() != null) {
            request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                    .ssekmsKeyId(settings.kmsKey())
                    .bucketKeyEnabled(true);
        }
        return request;
    }

    /** Begins a multipart upload and returns its id. */
    String begin(String key, String write) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(location.bucket())
                .key(location.name(key))
                .metadata(Map.of(WRITE, write));
        if (settings.kmsKey() != null) {
            request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                    .ssekmsKeyId(settings.kmsKey())
                    .bucketKeyEnabled(true);
        }
        return ask(
                S3Action.WRITE,
                key,
                s3 -> s3.createMultipartUpload(request.build()).uploadId());
    }

    CompletedPart part(String key, String id, int number, byte[] content, int length) {
        return ask(S3Action.WRITE, key, s3 -> {
            String tag = s3.uploadPart(
                            r -> r.bucket(location.bucket())
                                    .key(location.name(key))
                                    .uploadId(id)
                                    .partNumber(number)
                                    .contentLength((long) length),
                            body(content, length))
                    .eTag();
            return CompletedPart.builder().partNumber(number).eTag(tag).build();
        });
    }

    /** Makes the object of its parts visible. */
    void complete(String key, String id, List<CompletedPart> parts, String write) {
        ask(S3Action.WRITE, key, s3 -> {
            try {
                return s3.completeMultipartUpload(r -> r.bucket(location.bucket())
                        .key(location.name(key))
                        .uploadId(id)
                        .multipartUpload(m -> m.parts(parts)));
            } catch (SdkException e) {
                if (isMade(s3, key, write, e)) {
                    return key;
                }
                throw e;
            }
        });
    }

    /** Gives an upload up; one that is not there is fine. */
    void abort(String key, String id) {
        abortName(location.name(key), id);
    }

    private void abortName(String name, String id) {
        ask(S3Action.ABORT, name.substring(location.prefix().length()), s3 -> {
            try {
                return s3.abortMultipartUpload(
                        r -> r.bucket(location.bucket()).key(name).uploadId(id));
            } catch (S3Exception e) {
                if (e.statusCode() == 404 && !isNoBucket(e)) {
                    return id;
                }
                throw e;
            }
        });
    }

    /** Gives up all uploads that were begun before that moment. */
    void abortAll(Instant begunBefore) {
        List<MultipartUpload> unfinished = ask(S3Action.LIST_UPLOADS, "", s3 -> {
            List<MultipartUpload> found = new ArrayList<>();
            s3
                    .listMultipartUploadsPaginator(
                            r -> r.bucket(location.bucket()).prefix(location.prefix()))
                    .uploads()
                    .stream()
                    .filter(upload -> upload.initiated().isBefore(begunBefore))
                    .filter(upload -> upload.key().startsWith(location.prefix()))
                    .forEach(found::add);
            return found;
        });
        unfinished.forEach(upload -> abortName(upload.key(), upload.uploadId()));
    }

    /** The whole object; empty where there is none. */
    Optional<ResponseBytes<GetObjectResponse>> get(String key) {
        return ask(S3Action.READ, key, s3 -> {
            try {
                return Optional.of(s3.getObjectAsBytes(getRequest(key).build()));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /** A range of the object, which must still be the one of that entity tag; empty where it has no such bytes. */
    Optional<ResponseBytes<GetObjectResponse>> range(String key, String range, @Nullable String entityTag) {
        GetObjectRequest request =
                getRequest(key).range(range).ifMatch(entityTag).build();
        return ask(S3Action.READ, key, s3 -> {
            try {
                return Optional.of(s3.getObjectAsBytes(request));
            } catch (S3Exception e) {
                if (e.statusCode() == 416) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** The object from that byte on as a stream, which holds a connection until it is closed. */
    ResponseInputStream<GetObjectResponse> stream(String key, long from, @Nullable String entityTag) {
        GetObjectRequest.Builder request = getRequest(key).ifMatch(entityTag);
        if (from > 0) {
            request.range("bytes=" + from + "-");
        }
        return ask(S3Action.READ, key, s3 -> s3.getObject(request.build()));
    }

    private GetObjectRequest.Builder getRequest(String key) {
        return GetObjectRequest.builder().bucket(location.bucket()).key(location.name(key));
    }

    /** Keys of all objects that begin with the prefix, as the store orders them. */
    void list(String prefix, Consumer<String> keys) {
        String start = location.prefix() + prefix;
        ask(S3Action.LIST, prefix, s3 -> {
            for (S3Object object : s3.listObjectsV2Paginator(
                            r -> r.bucket(location.bucket()).prefix(start).encodingType(EncodingType.URL))
                    .contents()) {
                keys.accept(object.key().substring(location.prefix().length()));
            }
            return start;
        });
    }

    void delete(String key) {
        ask(
                S3Action.DELETE,
                key,
                s3 -> s3.deleteObject(r -> r.bucket(location.bucket()).key(location.name(key))));
    }

    /** Whether the object that is there was made by this write, although it was answered by that failure. */
    private boolean isMade(S3Client s3, String key, String write, SdkException failure) {
        try {
            return write.equals(s3.headObject(r -> r.bucket(location.bucket()).key(location.name(key)))
                    .metadata()
                    .get(WRITE));
        } catch (NoSuchKeyException e) {
            return false;
        } catch (SdkException e) {
            if (failure instanceof S3Exception answer && answer.statusCode() == 412) {
                throw e; // whether the work is our own is not known, so neither is said
            }
            failure.addSuppressed(e);
            return false;
        }
    }

    private static boolean isNoBucket(S3Exception e) {
        return e.awsErrorDetails() != null
                && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
    }

    private <T> T ask(S3Action action, String key, Function<S3Client, T> request) {
        try {
            return request.apply(S3Clients.of(settings));
        } catch (SdkException e) {
            throw S3Faults.of(action, location.address(key), e);
        }
    }

    /** The first bytes of an array, without a copy of them. */
    private static RequestBody body(byte[] content, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content, 0, length), length, "application/octet-stream");
    }
}

package org.scewarehouse.etl.store;

import java.util.Optional;
import java.util.regex.Pattern;
import org.scewarehouse.etl.lake.ObjectKey;

/**
 * A prefix of a bucket.
 *
 * @param bucket name of the bucket
 * @param prefix what the name of every object begins with: empty, or ending with a slash
 */
record S3Location(String bucket, String prefix) {

    static final String SCHEME = "s3://";

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");

    /** Reads {@code s3://bucket/prefix}; the prefix may be absent, and may end with a slash. */
    static S3Location of(String location) {
        String[] parts = location.substring(SCHEME.length()).split("/", 2);
        String prefix = parts.length == 1 ? "" : parts[1].replaceFirst("/$", "");
        return new S3Location(parts[0], prefix.isEmpty() ? "" : prefix + "/");
    }

    static Optional<String> fault(String location) {
        S3Location read = of(location);
        if (!BUCKET.matcher(read.bucket).matches()) {
            return Optional.of("expected s3://bucket/prefix, where the bucket has 3 to 63 letters, digits, '-' or '.'");
        }
        boolean isPrefix = read.prefix.isEmpty() || ObjectKey.isKey(read.prefix.replaceFirst("/$", ""));
        return isPrefix
                ? Optional.empty()
                : Optional.of("expected s3://bucket/prefix, where no name between slashes is empty or begins with '.'");
    }

    /** Name of the object in the bucket. */
    String name(String key) {
        return prefix + ObjectKey.require(key);
    }

    /** For people. */
    String address(String key) {
        return SCHEME + bucket + "/" + prefix + key;
    }

    @Override
    public String toString() {
        return address("");
    }
}

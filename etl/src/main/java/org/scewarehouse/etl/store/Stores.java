package org.scewarehouse.etl.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.ObjectStore;

/** Opens locations, which are what settings give: {@code s3://bucket/prefix}, else a folder. */
public final class Stores {

    private final S3Settings settings;

    /** Stores on S3 are reached by these settings. */
    public Stores(S3Settings settings) {
        this.settings = settings;
    }

    /**
     * The objects at a location. Opening it neither asks nor makes anything: a folder is made with its first object,
     * a bucket never.
     *
     * @throws IllegalArgumentException where {@link #fault} finds one
     */
    public ObjectStore open(String location) {
        fault(location).ifPresent(fault -> {
            throw new IllegalArgumentException(location + ": " + fault);
        });
        return isS3(location) ? new S3Store(S3Location.of(location), settings) : new LocalStore(Path.of(location));
    }

    /** Whether the location is one on S3. */
    public static boolean isS3(String location) {
        return location.startsWith(S3Location.SCHEME);
    }

    /** What is wrong with the location, with what is expected; empty where nothing is. */
    public static Optional<String> fault(String location) {
        if (isS3(location)) {
            return S3Location.fault(location);
        }
        if (location.contains("://")) {
            return Optional.of("expected a folder, or s3://bucket/prefix");
        }
        try {
            return Path.of(location).toString().isEmpty() ? Optional.of("expected a folder") : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of("expected a folder (" + e.getReason() + ")");
        }
    }
}

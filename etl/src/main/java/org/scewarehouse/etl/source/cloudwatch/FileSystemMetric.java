package org.scewarehouse.etl.source.cloudwatch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics that tell how full a file system is. */
enum FileSystemMetric {
    EFS_USED("efs", "AWS/EFS", "StorageBytes", "Average", Meaning.USED),
    ONTAP_USED("fsx", "AWS/FSx", "StorageUsed", "Average", Meaning.USED),
    OPENZFS_USED("fsx", "AWS/FSx", "UsedStorageCapacity", "Average", Meaning.USED),
    WINDOWS_FREE("fsx", "AWS/FSx", "FreeStorageCapacity", "Average", Meaning.FREE),
    /** Each disk tells its own once a minute. */
    LUSTRE_FREE("fsx", "AWS/FSx", "FreeDataStorageCapacity", "Sum", Meaning.FREE),
    CAPACITY("fsx", "AWS/FSx", "StorageCapacity", "Average", Meaning.CAPACITY);

    /** What its value says. */
    enum Meaning {
        USED,
        FREE,
        CAPACITY
    }

    static final String ID = "FileSystemId";

    private static final int MINUTE_SECONDS = 60;

    final String endpoint;
    final String namespace;
    final String metricName;
    final String stat;
    final Meaning meaning;

    FileSystemMetric(String endpoint, String namespace, String metricName, String stat, Meaning meaning) {
        this.endpoint = endpoint;
        this.namespace = namespace;
        this.metricName = metricName;
        this.stat = stat;
        this.meaning = meaning;
    }

    /** The metrics of an endpoint. */
    static List<FileSystemMetric> of(String endpoint) {
        return Arrays.stream(values()).filter(m -> m.endpoint.equals(endpoint)).toList();
    }

    /** The metric of that name; empty for one that does not matter here. */
    static Optional<FileSystemMetric> named(String namespace, String metricName) {
        return Arrays.stream(values())
                .filter(m -> m.namespace.equals(namespace) && m.metricName.equals(metricName))
                .findFirst();
    }

    /** Dimensions under which it is asked for a file system that ListMetrics does not name. */
    Map<String, String> usualDimensions(String fileSystemId) {
        return this == EFS_USED ? Map.of(ID, fileSystemId, "StorageClass", "Total") : Map.of(ID, fileSystemId);
    }

    /** Whether a series with these dimensions is worth keeping: volumes and file servers are not. */
    boolean isKept(Map<String, String> dimensions) {
        return this == EFS_USED ? dimensions.containsKey(ID) : isWhole(dimensions);
    }

    /** Whether a series with these dimensions is about the file system as a whole. */
    boolean isWhole(Map<String, String> dimensions) {
        if (this == EFS_USED) {
            return dimensions.containsKey(ID) && "Total".equals(dimensions.get("StorageClass"));
        }
        return dimensions.containsKey(ID)
                && dimensions.entrySet().stream()
                        .allMatch(d -> d.getKey().equals(ID) || d.getValue().equals("All"));
    }

    /** Bytes that a value of a period stands for. */
    long bytes(double value, int periodSeconds) {
        return Math.round(stat.equals("Sum") ? value * MINUTE_SECONDS / periodSeconds : value);
    }
}

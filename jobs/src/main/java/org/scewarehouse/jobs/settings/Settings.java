package org.scewarehouse.jobs.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.reference.ReferenceSource;
import org.scewarehouse.etl.store.S3Settings;
import org.scewarehouse.etl.store.Stores;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code sce}. A component is a property: {@code sortMemory} is {@code sce.sort-memory}, or
 * {@code SCE_SORT_MEMORY} in the environment.
 *
 * @param home where the product keeps what it needs on this machine: embedded warehouse, default lake, temporary files
 * @param lake a folder, or {@code s3://bucket/prefix}; null means the folder {@code lake} in {@code home}
 * @param zone the zone whose days are reported; fixed at the first migration
 * @param reference dated CSV files: prices, carbon factors, environments and so on; a folder, or
 *     {@code s3://bucket/prefix}; null means none
 * @param temporary folder for spilled sorts; null means {@code tmp} in {@code home}
 * @param sortMemory memory that one sort may take before it spills to {@code temporary}
 * @param maxDuration a run plans no further day after this time, so that it ends before its scheduler kills it
 */
public record Settings(
        @DefaultValue(".sce") Path home,
        @Nullable String lake,
        @DefaultValue("UTC") ZoneId zone,
        @Nullable String reference,
        @Nullable Path temporary,
        @DefaultValue("256MB") DataSize sortMemory,
        @Nullable Duration maxDuration,
        @DefaultValue Privacy privacy,
        @DefaultValue Keys keys,
        @DefaultValue Frequency frequency,
        @DefaultValue Reports reports,
        @DefaultValue WarehouseSettings warehouse,
        @DefaultValue S3 s3,
        @DefaultValue CloudWatch cloudwatch,
        @DefaultValue Backfill backfill,
        @DefaultValue Metrics metrics,
        @DefaultValue OpenLineage openlineage,
        @DefaultValue RetentionSettings retention,
        @DefaultValue Sources sources) {

    /** Names of all that is collected: the sources, and reference data. */
    public Set<String> collected() {
        Set<String> collected = new TreeSet<>(sources.collected());
        if (reference != null) {
            collected.add(ReferenceSource.NAME);
        }
        return collected;
    }

    /**
     * What keeps people's names out of the warehouse.
     *
     * @param secret the key of all pseudonyms; null means one is generated, which only the defaults allow
     * @param backupDays how long backups of lake and warehouse are kept; said after an erasure, which cannot reach them
     */
    public record Privacy(
            @Nullable Secret secret, @DefaultValue("30") int backupDays) {}

    /**
     * How surrogate keys are made.
     *
     * @param salt changes all of them; only ever set to resolve a collision of two
     */
    public record Keys(@DefaultValue("") String salt) {}

    /**
     * How the frequency of use is counted.
     *
     * @param days which days count: all, or those that are neither weekends nor holidays
     */
    public record Frequency(@DefaultValue("calendar") Days days) {

        /** Kinds of days. */
        public enum Days {
            CALENDAR,
            WORKING
        }
    }

    /**
     * Thresholds of reports, which print those that they used; a change holds from the next run on, for all days.
     *
     * @param retentionDays days after its last modification when an item is due for removal; at least 1
     * @param assumedUtilisation utilisation that energy is reckoned with where CPU use is unknown; 0 to 1
     */
    public record Reports(
            @DefaultValue("1095") int retentionDays,
            @DefaultValue("0.5") double assumedUtilisation) {}

    /** One component per system. */
    public record Sources(
            @DefaultValue HrSettings hr,
            @DefaultValue PrometheusSettings prometheus,
            @DefaultValue BatchSettings awsBatch,
            @DefaultValue ConnectSettings connect,
            @DefaultValue GitlabSettings gitlab,
            @DefaultValue FileSystemSettings cloudwatch,
            @DefaultValue HomeSettings homeDrive) {

        /** Names of the sources that are collected. */
        public Set<String> collected() {
            Map<String, Boolean> isConfigured = new TreeMap<>(Map.of(
                    "hr", hr.isConfigured(),
                    "prometheus", prometheus.isConfigured(),
                    "aws_batch", awsBatch.isConfigured(),
                    "connect", connect.isConfigured(),
                    "gitlab", gitlab.isConfigured(),
                    "cloudwatch", cloudwatch.isConfigured(),
                    "home_drive", homeDrive.isConfigured()));
            isConfigured.values().removeIf(is -> !is);
            return isConfigured.keySet();
        }
    }

    /**
     * How {@code s3://} locations are reached; what is null has the default of {@link S3Settings}, where the meaning of
     * each is written.
     */
    public record S3(
            @Nullable String region,
            @Nullable String endpoint,
            @Nullable Boolean pathStyle,
            @Nullable String kmsKey,
            @DefaultValue("8MB") DataSize partSize) {}

    /**
     * Where each run is told of, so that an alarm can watch from outside.
     *
     * @param namespace such as {@code SceWarehouse}; null means that nothing is sent
     * @param region null means the SDK's default chain
     * @param endpoint null means the region's
     */
    public record CloudWatch(
            @Nullable String namespace,
            @Nullable String region,
            @Nullable URI endpoint) {}

    /**
     * Where {@code backfill --engine aws-batch} submits its jobs.
     *
     * @param queue name or ARN of the job queue
     * @param jobDefinition name or ARN of the definition of jobs that run this product
     * @param region null means the SDK's default chain
     * @param endpoint null means the region's
     */
    public record Backfill(
            @Nullable String queue,
            @Nullable String jobDefinition,
            @Nullable String region,
            @Nullable URI endpoint) {}

    /**
     * Where each run leaves its metrics on this machine.
     *
     * @param file in the folder that node-exporter's textfile collector reads, ending in {@code .prom}; null means that
     *     none is written
     */
    public record Metrics(@Nullable Path file) {}

    /**
     * Where each source-day is told of as OpenLineage events; both null means nowhere.
     *
     * @param file one event a line, added at its end
     * @param url server that takes events at {@code /api/v1/lineage}
     * @param apiKey sent as bearer token; null means none
     * @param namespace of the jobs
     */
    public record OpenLineage(
            @Nullable Path file,
            @Nullable URI url,
            @Nullable Secret apiKey,
            @DefaultValue("sce-warehouse") String namespace) {}

    /** Where the lake is: a folder or {@code s3://bucket/prefix}. */
    public String lakeLocation() {
        return lake == null ? home.resolve("lake").toString() : lake;
    }

    /** Opens the locations that the settings give. */
    public Stores stores() {
        S3Settings standard = S3Settings.DEFAULTS;
        return new Stores(new S3Settings(
                s3.region,
                s3.endpoint,
                s3.pathStyle,
                s3.kmsKey,
                (int) s3.partSize.toBytes(),
                standard.attempts(),
                standard.answerLimit()));
    }

    public Path temporaryFolder() {
        return temporary == null ? home.resolve("tmp") : temporary;
    }
}

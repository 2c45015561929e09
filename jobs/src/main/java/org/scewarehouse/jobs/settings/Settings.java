package org.scewarehouse.jobs.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code sce}. A component is a property: {@code sortMemory} is {@code sce.sort-memory}, or
 * {@code SCE_SORT_MEMORY} in the environment.
 *
 * @param home where the product keeps what it needs on this machine: embedded warehouse, default lake, temporary files
 * @param lake a folder; null means the folder {@code lake} in {@code home}
 * @param zone the zone whose days are reported; fixed at the first migration
 * @param reference folder of dated CSV files: prices, carbon factors, environments and so on; null means none
 * @param temporary folder for spilled sorts; null means {@code tmp} in {@code home}
 * @param sortMemory memory that one sort may take before it spills to {@code temporary}
 * @param maxDuration a run plans no further day after this time, so that it ends before its scheduler kills it
 */
public record Settings(
        @DefaultValue(".sce") Path home,
        @Nullable String lake,
        @DefaultValue("UTC") ZoneId zone,
        @Nullable Path reference,
        @Nullable Path temporary,
        @DefaultValue("256MB") DataSize sortMemory,
        @Nullable Duration maxDuration,
        @DefaultValue Privacy privacy,
        @DefaultValue Keys keys,
        @DefaultValue WarehouseSettings warehouse,
        @DefaultValue Sources sources) {

    /**
     * What keeps people's names out of the warehouse.
     *
     * @param secret the key of all pseudonyms; null means one is generated, which only the defaults allow
     */
    public record Privacy(@Nullable Secret secret) {}

    /**
     * How surrogate keys are made.
     *
     * @param salt changes all of them; only ever set to resolve a collision of two
     */
    public record Keys(@DefaultValue("") String salt) {}

    /** One component per system. */
    public record Sources(
            @DefaultValue PrometheusSettings prometheus,
            @DefaultValue ConnectSettings connect) {}

    public Path lakeFolder() {
        return lake == null ? home.resolve("lake") : Path.of(lake);
    }

    public Path temporaryFolder() {
        return temporary == null ? home.resolve("tmp") : temporary;
    }
}
